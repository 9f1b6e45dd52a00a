import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { didYouMean, nearName } from '../../base/name-difference.js';
import { catalogue } from './catalogue.js';
import { bodySchema } from './catalogue-data.js';
import {
  type EventFormat,
  eventTypeFromText,
  eventTypePath,
  isSourceOf,
  listedEventTypes,
  namesGenesysEventTypes,
  tellsByDetailType,
  valueAt,
} from './formats/index.js';
import type { EventProblem } from './model.js';
import { bodyProblems, shown } from './validate-body.js';
import { envelopeProblems } from './validate-event.js';

/**
 * Checks an event of a relay: EventBridge's envelope, the format's source, detail-type and event type, that the payload
 * is there, and Genesys's published fields where the format has Genesys's event types.
 */
export function validateRelayed(event: JsonValue, format: EventFormat): readonly EventProblem[] {
  if (!isJsonObject(event)) return [error('', `An event is a JSON object, but this is ${shown(event)}.`)];
  const problems = [...envelopeProblems(event), ...addressProblems(event, format)];
  const { payload: place } = format.places;
  const payload = valueAt(event, place);
  if (!isJsonObject(payload)) {
    return [
      ...problems,
      payload === undefined || payload === null
        ? error(place, `is missing; it should be an object, what "where" of ${format.name} looks into.`)
        : error(place, `should be an object, but is ${shown(payload)}.`),
    ];
  }
  const eventType = relayedEventType(event, format);
  const known =
    eventType !== undefined && namesGenesysEventTypes(format) ? catalogue().find(eventType) : undefined;
  const schema = known === undefined ? undefined : bodySchema(known);
  return schema === undefined ? problems : [...problems, ...bodyProblems(schema, payload, place)];
}

/** The event type of an event as its format names it; undefined where it says none that the format has. */
export function relayedEventType(event: JsonObject, format: EventFormat): string | undefined {
  const told = valueAt(event, eventTypePath(format));
  const name = typeof told === 'string' ? eventTypeFromText(format, told) : undefined;
  if (name === undefined) return undefined;
  if (namesGenesysEventTypes(format))
    return catalogue().all.some(({ template }) => template === name) ? name : undefined;
  const listed = listedEventTypes(format);
  return listed === undefined || listed.some((each) => each.name === name) ? name : undefined;
}

/** What is wrong with source, detail-type and event type: by these a rule takes an event for one of the format. */
function addressProblems(event: JsonObject, format: EventFormat): readonly EventProblem[] {
  const problems: EventProblem[] = [];
  const { source, 'detail-type': detailType } = event;
  if (typeof source === 'string' && isSourceOf(format, source) === false) {
    const wanted = format.source === 'partner' ? 'a partner event source' : JSON.stringify(format.source);
    problems.push(error('source', `should be from ${wanted}, but is ${shown(source)}.`));
  }
  const fixed = tellsByDetailType(format) ? undefined : format.detailType;
  if (fixed !== undefined && typeof detailType === 'string' && detailType !== fixed)
    problems.push(error('detail-type', `should be "${fixed}", but is ${shown(detailType)}.`));
  const path = eventTypePath(format);
  const told = valueAt(event, path);
  if (typeof told !== 'string') {
    if (path !== 'detail-type') problems.push(error(path, 'is missing; it should name the event type.'));
  } else if (relayedEventType(event, format) === undefined) {
    const names = namesGenesysEventTypes(format)
      ? catalogue().all.map(({ template }) => template)
      : (listedEventTypes(format) ?? []).map(({ name }) => name);
    const meant = didYouMean(nearName(told, names), (name) => name);
    const hint = meant === '' ? '' : ` ${meant}`;
    problems.push(
      error(path, `is ${shown(told)}, which is not an event type of the format ${format.name}.${hint}`),
    );
  }
  return problems;
}

function error(path: string, message: string): EventProblem {
  return { severity: 'error', path, message };
}
