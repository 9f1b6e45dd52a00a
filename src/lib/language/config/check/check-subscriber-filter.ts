import { isJsonObject, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { entriesOf, itemsOf, nodeAt, type SourceNode, textOf, toJson } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { isAbsence } from './check-condition.js';
import type { CheckContext } from './check-context.js';
import { checkWhere } from './check-where.js';
import { eventsOfTarget } from './target-events.js';

/** Checks the filter of a subscriber: SNS takes it, it looks into what the topic gets, and some event can pass it. */
export function checkSubscriberFilter(
  context: CheckContext,
  target: ConfigPath,
  subscriber: ConfigPath,
): void {
  const { root, problems } = context;
  const path = [...subscriber, 'filter'];
  const filter = nodeAt(root, path);
  if (filter?.kind !== 'map') return;
  const fields = entriesOf(filter);
  if (fields.size === 0) {
    problems.atKey(path, {
      code: 'empty',
      message: 'An empty filter selects every event, like none.',
      fix: 'Write a field with its values, such as filter: { mediaType: [VOICE] }, or remove it.',
    });
    return;
  }
  if (nodeAt(root, [...target, 'input']) !== undefined) {
    problems.atKey(path, {
      code: 'filter-input',
      message: 'With "input", the topic does not get the event, and a filter looks into what it gets.',
      fix: 'Remove the filter and give the route "where", or remove "input".',
    });
    return;
  }
  const sources = eventsOfTarget(context, String(target.at(-1)));
  const [first] = sources;
  const other = sources.find(({ format }) => format.places.payload !== first?.format.places.payload);
  if (first !== undefined && other !== undefined) {
    problems.atKey(path, {
      code: 'filter-formats',
      message: `The topic gets events of the formats ${first.format.name} and ${other.format.name}, whose fields are in different places: one filter cannot look into both.`,
      fix: 'Make a target for each format.',
    });
    return;
  }
  const eventTypes = sources.flatMap(({ eventType }) =>
    eventType === undefined ? [] : [{ eventType, path }],
  );
  const known = eventTypes.filter(({ eventType }) => eventType.fieldsKnown);
  // An event type without a field does not pass, which can be meant: one is wrong that no event type can pass.
  const having = known.filter(({ eventType }) =>
    [...fields].every(
      ([key, { value }]) =>
        context.catalogue.field(eventType, key) !== undefined || conditionsIn(value).every(isAbsence),
    ),
  );
  const isSure = known.length === sources.length;
  checkWhere(context, path, having.length === 0 && isSure ? known : having);
  for (const [key, { value }] of fields) {
    checkOperators(context, [...path, key], value);
    checkAgainstRoutes(context, target, [...path, key], key, value);
  }
  checkCombinations(context, path, fields, first?.format.places.payload ?? 'detail.eventBody');
}

function conditionsIn(value: SourceNode): readonly SourceNode[] {
  return value.kind === 'list' ? itemsOf(value) : [value];
}

/** SNS has most operators of EventBridge (SNS developer guide, "Amazon SNS subscription filter policies"). */
function checkOperators({ problems }: CheckContext, at: ConfigPath, value: SourceNode): void {
  if (!JSON.stringify(conditionsIn(value).map(toJson)).includes('"wildcard":')) return;
  problems.atKey(at, {
    code: 'filter-operator',
    message: 'SNS has no "wildcard" in filters.',
    fix: 'Use prefix, suffix or plain values, or give the route "where".',
  });
}

/** A value that no route lets through is never there to pass. */
function checkAgainstRoutes(
  { root, problems }: CheckContext,
  target: ConfigPath,
  at: ConfigPath,
  key: string,
  value: SourceNode,
): void {
  const wanted = plainValues(value);
  if (wanted === undefined) return;
  const name = String(target.at(-1));
  const routes = [...entriesOf(nodeAt(root, ['routes']))].filter(([, route]) =>
    itemsOf(nodeAt(route.value, ['targets'])).some((item) => textOf(item) === name),
  );
  const sent = routes.map(([, route]) => {
    const said = nodeAt(route.value, ['where', key]);
    return said === undefined ? undefined : plainValues(said);
  });
  if (routes.length === 0 || sent.some((values) => values === undefined)) return;
  if (sent.some((values = []) => values.some((each) => wanted.includes(each)))) return;
  problems.atKey(at, {
    code: 'filter-never',
    message: `No event passes this filter: the routes that send here take only ${[...new Set(sent.flat())].join(', ')} of "${key}".`,
    fix: `Correct the values, or the "where" of ${routes.map(([route]) => route).join(', ')}.`,
  });
}

/** Values as they are, as JSON; undefined where there is an operator among them. */
function plainValues(value: SourceNode): readonly string[] | undefined {
  const values = conditionsIn(value).map(toJson);
  const isPlain = (each: JsonValue) => !isJsonObject(each) && !Array.isArray(each);
  return values.every(isPlain) ? values.map((each) => JSON.stringify(each)) : undefined;
}

/** What SNS counts: for each field the number of its values times its depth, all multiplied. */
function checkCombinations(
  { problems }: CheckContext,
  path: ConfigPath,
  fields: ReturnType<typeof entriesOf>,
  payload: string,
): void {
  const depthOf = (key: string) => `${payload}.${key}`.split('.').length;
  const count = [...fields].reduce(
    (product, [key, { value }]) => product * conditionsIn(value).length * depthOf(key),
    1,
  );
  if (count <= Limits.snsFilterCombinations) return;
  problems.atKey(path, {
    code: 'filter-complex',
    message: `SNS counts this filter as ${count} combinations, and takes at most ${Limits.snsFilterCombinations} (snsFilterCombinations): the values of each field times its depth (${depthOf('x')} for a field of the event's body), multiplied.`,
    fix: 'Use fewer fields or values, or give the route "where".',
  });
}
