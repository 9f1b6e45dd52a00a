import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { catalogue } from './catalogue.js';
import { bodySchema } from './catalogue-data.js';
import type { EventProblem, EventType } from './model.js';
import { bodyProblems, isIsoTime, shown } from './validate-body.js';

/** A member of the envelope, and what it must be; every one must be there. */
interface Expectation {
  readonly name: string;
  readonly wanted: string;
  readonly holds: (value: JsonValue) => boolean;
}

function text(name: string, wanted: string, form: RegExp): Expectation {
  return { name, wanted, holds: (value) => typeof value === 'string' && form.test(value) };
}

function time(name: string): Expectation {
  return {
    name,
    wanted: 'an ISO 8601 time',
    holds: (value) => typeof value === 'string' && isIsoTime(value),
  };
}

/** EventBridge's envelope, with Genesys's partner event source. */
const ENVELOPE: readonly Expectation[] = [
  text('version', '"0"', /^0$/),
  text('id', 'a string', /./),
  text('detail-type', 'a string', /^/),
  text(
    'source',
    'aws.partner/genesys.com/cloud/<organization>/<suffix>',
    /^aws\.partner\/genesys\.com\/cloud\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[A-Za-z0-9._-]{1,64}$/i,
  ),
  text('account', '12 digits, as a string', /^\d{12}$/),
  time('time'),
  text('region', 'an AWS region', /^[a-z]{2}(-[a-z]+)+-\d$/),
  { name: 'resources', wanted: 'an array', holds: Array.isArray },
  { name: 'detail', wanted: 'an object', holds: isJsonObject },
];

/** Checks EventBridge's envelope, whoever sends in it; the source is not looked at. */
export function envelopeProblems(event: JsonObject): EventProblem[] {
  const source = text('source', 'a string', /./);
  return partProblems(
    event,
    ENVELOPE.map((each) => (each.name === 'source' ? source : each)),
    '',
  );
}

/** What Genesys puts into `detail`. */
const DETAIL: readonly Expectation[] = [
  text('topicName', 'a string', /^/),
  text('version', '"2"', /^2$/),
  { name: 'eventBody', wanted: 'an object', holds: isJsonObject },
  { name: 'metadata', wanted: 'an object', holds: isJsonObject },
  time('timestamp'),
];

function member(object: JsonObject, name: string): JsonValue | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function error(path: string, message: string): EventProblem {
  return { severity: 'error', path, message };
}

/** Checks that an object has what is expected, and warns of anything else. */
function partProblems(object: JsonObject, expected: readonly Expectation[], prefix: string): EventProblem[] {
  const problems = expected.flatMap(({ name, wanted, holds }) => {
    const value = member(object, name);
    if (value === undefined) return [error(prefix + name, `is missing; it should be ${wanted}.`)];
    return holds(value) ? [] : [error(prefix + name, `should be ${wanted}, but is ${shown(value)}.`)];
  });
  const unknown = Object.keys(object).filter((name) => expected.every((part) => part.name !== name));
  return [
    ...problems,
    ...unknown.slice(0, 20).map(
      (name): EventProblem => ({
        severity: 'warning',
        path: prefix + name.slice(0, 60),
        message: 'is not part of an event from Genesys.',
      }),
    ),
  ];
}

/** Why a detail-type is none: a tutorial's name, a real id, a slip, or new to the catalog. */
function detailTypeProblem(detailType: string): EventProblem {
  const path = 'detail-type';
  const { find, tutorial, suggest } = catalogue();
  const templates = (names: readonly string[]) =>
    names.map((name) => find(name)?.template ?? name).join(', ');
  const meant = tutorial(detailType);
  if (meant !== undefined) {
    return error(path, `is ${shown(detailType)}. ${meant.explanation} Use: ${templates(meant.instead)}.`);
  }
  const near = suggest(detailType);
  const hint = near.length === 0 ? '' : ` Near: ${near.map(({ template }) => template).join(', ')}.`;
  return error(path, `is ${shown(detailType)}, which is not an event type that gcx knows.${hint}`);
}

/** Whether the ids of a topic name and of the body agree, and the topic name is one of the event type. */
function topicNameProblems(eventType: EventType, detail: JsonObject): readonly EventProblem[] {
  const topicName = member(detail, 'topicName');
  if (typeof topicName !== 'string') return [];
  const path = 'detail.topicName';
  const template = eventType.template.split('.');
  const given = topicName.split('.');
  const fits =
    given.length === template.length &&
    template.every((segment, index) =>
      segment === '{id}' ? given[index] !== '' && given[index] !== '{id}' : segment === given[index],
    );
  if (!fits) {
    return [
      error(path, `should be ${eventType.template} with ids in place of {id}, but is ${shown(topicName)}.`),
    ];
  }
  const body = member(detail, 'eventBody');
  const conversation = isJsonObject(body) ? member(body, 'conversationId') : undefined;
  const position = template.findIndex((_, index) => /^conversations?$/.test(template[index - 1] ?? ''));
  if (typeof conversation === 'string' && position > 0 && template[position] === '{id}') {
    if (given[position] !== conversation) {
      return [
        error(
          path,
          `names conversation ${shown(given[position] ?? '')}, but the body ${shown(conversation)}.`,
        ),
      ];
    }
  }
  return [];
}

/**
 * Checks an event against EventBridge's envelope, Genesys's detail and its event type's published fields. An event is
 * valid where no problem is an error.
 */
export function validateEvent(event: JsonValue): readonly EventProblem[] {
  if (!isJsonObject(event)) return [error('', `An event is a JSON object, but this is ${shown(event)}.`)];
  const problems = partProblems(event, ENVELOPE, '');
  const detail = member(event, 'detail');
  if (isJsonObject(detail)) problems.push(...partProblems(detail, DETAIL, 'detail.'));
  const detailType = member(event, 'detail-type');
  if (typeof detailType !== 'string') return problems;
  const eventType = catalogue().all.find(({ template }) => template === detailType);
  if (eventType === undefined) return [...problems, detailTypeProblem(detailType)];
  if (!isJsonObject(detail)) return problems;
  problems.push(...topicNameProblems(eventType, detail));
  const body = member(detail, 'eventBody');
  const schema = bodySchema(eventType);
  if (schema !== undefined && isJsonObject(body)) {
    problems.push(...bodyProblems(schema, body, 'detail.eventBody'));
  }
  return problems;
}
