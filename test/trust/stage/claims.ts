import { isJsonObject, type JsonObject, type JsonValue } from '../../../src/lib/base/json.js';
import type { ApplyReport } from '../../../src/lib/engine/apply/index.js';
import type { Change } from '../../../src/lib/engine/change/model.js';
import type { Course } from './courses.js';
import type { Dump } from './dump.js';

/**
 * What of a report is not so, a line each: what it says is done is as a run leaves it that nothing disturbed, and what it
 * says was not attempted is as it was.
 */
export function untrue({ results }: ApplyReport, is: Dump, before: Dump, { end }: Course): readonly string[] {
  const isDone = new Map<string, boolean>();
  for (const { change, outcome } of results) {
    const known = isDone.get(aspectOf(change)) ?? true;
    isDone.set(aspectOf(change), known && outcome.kind === 'done');
  }
  return results.flatMap(({ change, outcome }) => {
    const aspect = aspectOf(change);
    const [now, then, last] = [is, before, end].map((dump) => JSON.stringify(aspectIn(dump, change)));
    if (outcome.kind === 'done' && isDone.get(aspect) === true && now !== last)
      return [`${change.action} ${change.id} is called done: ${now}, should be ${last}`];
    const untouched = results.every(
      (other) => aspectOf(other.change) !== aspect || other.outcome.kind === 'not-attempted',
    );
    if (untouched && now !== then)
      return [`${change.action} ${change.id} is called not attempted: ${now}, was ${then}`];
    return [];
  });
}

/** Changes of one aspect are about the same part of the same thing. */
function aspectOf({ id, kind, name }: Change): string {
  // One change widens a policy, or what a role may do, another narrows it later.
  return kind.endsWith('-policy') || kind === 'role' ? `${kind} ${name}` : id;
}

/** The part of what is there that a change is about; empty where there is nothing. */
function aspectIn(dump: Dump, { kind, name, id }: Change): readonly JsonValue[] {
  const things = (map: string, is: (thing: JsonObject) => boolean): readonly JsonObject[] =>
    [...dump].flatMap(([key, texts]) =>
      key.includes(map)
        ? texts.map((text) => JSON.parse(text)).filter((thing) => isJsonObject(thing) && is(thing))
        : [],
    );
  const rest = id.slice(id.indexOf(':') + 1);
  switch (kind) {
    case 'sqs-queue':
      return things(' queues ', ({ arn }) => arn === rest).map((thing) => without(thing, 'Policy'));
    case 'sns-topic':
      return things(' topics ', ({ arn }) => arn === rest).map((thing) => without(thing, 'Policy'));
    case 'sqs-policy':
      return things(' queues ', ({ arn }) => String(arn).endsWith(`:${name}`)).map(policyOf);
    case 'sns-policy':
      return things(' topics ', ({ arn }) => String(arn).endsWith(`:${name}`)).map(policyOf);
    case 'archive':
      return things(' archives ', (thing) => thing['name'] === rest).map((thing) => without(thing));
    case 'table':
      return things(' tables ', (thing) => thing['name'] === rest).map((thing) => without(thing));
    case 'role':
      return things(' roles ', (thing) => thing['name'] === rest).map((thing) => without(thing));
    case 'log-group':
      return things(
        ' logGroups ',
        ({ name: group, arn }) => group === `/aws/lambda/${rest}` || arn === rest,
      ).map((thing) => without(thing));
    case 'alarm':
      return things(' alarms ', (thing) => thing['name'] === rest).map((thing) => without(thing));
    case 'rule':
      return things(' rules ', (thing) => thing['name'] === name).map((thing) => without(thing));
    case 'subscription':
      return things(
        ' subscriptions ',
        ({ topicArn, protocol, endpoint }) => `${topicArn}:${protocol}:${endpoint}` === rest,
      ).map((thing) => without(thing));
    case 'event-source-mapping':
      return things(' mappings ', ({ functionArn }) => String(functionArn).endsWith(`:${rest}`)).map(
        (thing) => without(thing),
      );
    default:
      return [];
  }
}

function policyOf(thing: JsonObject): JsonValue {
  const { attributes } = thing;
  return isJsonObject(attributes) ? (attributes['Policy'] ?? null) : null;
}

/** Without what gcx notes beside what it makes, and without some attributes. */
function without(thing: JsonObject, ...attributes: readonly string[]): JsonValue {
  return JSON.parse(
    JSON.stringify(thing, (key, value) =>
      /^genesys-gcx:(?:asked|made|subscriptions)/.test(key) || attributes.includes(key) ? undefined : value,
    ),
  );
}
