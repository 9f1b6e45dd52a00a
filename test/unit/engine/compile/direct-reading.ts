import { isJsonObject, type JsonObject, type JsonValue } from '../../../../src/lib/base/json.js';
import { type DesiredRule, expandTargets, type LiveRule } from '../../../../src/lib/engine/compile/index.js';
import type { FieldCondition, Route } from '../../../../src/lib/language/config/model.js';
import { eventOf, matches, parsePattern } from '../../../../src/lib/language/patterns/index.js';
import { NAMES, SOURCE, type TestFile } from './file-builder.js';

/** An event as the tests make it. */
export interface TestEvent {
  readonly template: string;
  readonly topicName: string;
  readonly body: JsonObject;
}

/** How often an event reaches each ARN. */
export type Tally = ReadonlyMap<string, number>;

/** What the file says of an event, read word by word and without patterns. */
export function readDirectly(file: TestFile, event: TestEvent): Tally {
  const arns = Object.values(file.config.routes)
    .filter((route) => route.enabled && routeTakes(file, route, event))
    .flatMap((route) => expandTargets(file.config, route, NAMES))
    .filter(({ eventType }) => eventType === undefined || eventType === event.template)
    .map(({ arn }) => arn);
  return tally(arns);
}

function routeTakes(file: TestFile, route: Route, event: TestEvent): boolean {
  if (!route.events.includes(event.template)) return false;
  const filtered = Object.entries(route.where).every(([field, conditions]) =>
    conditions.some((condition) => holds(condition, valueAt(event.body, field.split('.')))),
  );
  if (route.queues === undefined) return filtered;
  const ids = (file.queues[route.name] ?? []).map((queue) => queue.id);
  const inTopic = NAMES.eventType(event.template).queue === 'topicName';
  return (
    filtered &&
    ids.some((id) => (inTopic ? event.topicName.includes(`.${id}.`) : event.body['queueId'] === id))
  );
}

function valueAt(value: JsonValue | undefined, [first, ...rest]: readonly string[]): JsonValue | undefined {
  if (first === undefined) return value;
  return isJsonObject(value) ? valueAt(value[first], rest) : undefined;
}

/** The operators that the tests use. */
function holds(condition: FieldCondition, value: JsonValue | undefined): boolean {
  if (Array.isArray(value)) return value.some((one: JsonValue) => holds(condition, one));
  if (!isJsonObject(condition)) return value === condition;
  const { prefix, exists } = condition;
  const not = condition['anything-but'];
  if (typeof prefix === 'string') return typeof value === 'string' && value.startsWith(prefix);
  if (typeof exists === 'boolean') return (value !== undefined) === exists;
  if (Array.isArray(not)) return value !== undefined && !not.includes(value);
  throw new Error(`no such operator here: ${JSON.stringify(condition)}`);
}

/** How often each ARN stands in a list. */
export function tally(arns: readonly string[]): Tally {
  const counts = new Map<string, number>();
  for (const arn of arns) counts.set(arn, (counts.get(arn) ?? 0) + 1);
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What rules do with an event, by the pattern matcher. */
export function deliver(rules: readonly (DesiredRule | LiveRule)[], event: TestEvent): Tally {
  const hit = rules.filter((rule) => rule.enabled && patternMatches(rule.pattern, event));
  return tally(hit.flatMap((rule) => rule.targets.map((target) => target.arn)));
}

const parsed = new WeakMap<JsonObject, ReturnType<typeof parsePattern>>();
const envelopes = new WeakMap<TestEvent, ReturnType<typeof eventOf>>();
const answers = new WeakMap<JsonObject, WeakMap<TestEvent, boolean>>();

/** Whether a pattern matches; each pattern and each event is read once, and each question is asked once. */
export function patternMatches(pattern: JsonObject | undefined, event: TestEvent): boolean {
  if (pattern === undefined) return false;
  const known = answers.get(pattern) ?? new WeakMap<TestEvent, boolean>();
  answers.set(pattern, known);
  const before = known.get(event);
  if (before !== undefined) return before;
  const read = parsed.get(pattern) ?? parsePattern(JSON.stringify(pattern));
  parsed.set(pattern, read);
  const envelope = envelopes.get(event) ?? eventOf(envelopeOf(event));
  envelopes.set(event, envelope);
  const answer = matches(read, envelope);
  known.set(event, answer);
  return answer;
}

function envelopeOf(event: TestEvent): JsonObject {
  return {
    source: SOURCE,
    'detail-type': event.template,
    detail: { topicName: event.topicName, version: '2', eventBody: event.body },
  };
}
