import { GcxError } from '../../base/gcx-error.js';
import { ownValue } from '../../base/own-value.js';
import type { Config, FieldCondition, Route } from '../../language/config/model.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import type { CompileNames } from './compile-names.js';
import { compareConditions, conditionKey, exclusiveGroups, holds } from './conditions.js';
import { type EventShape, fieldOf, fieldPath, shapeOf } from './event-shape.js';
import type { ExpandedTarget } from './expand-targets.js';
import { type Atom, type Dimension, makeAtom, type Space } from './space.js';

/**
 * What a route delivers, as spaces: one, or two where it filters on queues and its event types carry the queue in
 * different places. These get rules of their own: one pattern for both needs `$or`, which is hard to read, and saves
 * a rule only where both are short. A space without cells is left out.
 * @throws GcxError where two fields of `where` exclude each other's shape
 */
export function routeSpaces(
  config: Config,
  route: Route,
  queues: ResolvedQueues,
  targets: readonly ExpandedTarget[],
  names: CompileNames,
): readonly Space[] {
  const shape = shapeOf(route, names);
  checkFields(config, route, shape);
  const queueField = fieldOf(shape, shape.queuePath);
  const target = targetsDimension(targets);
  const make = (
    events: readonly string[],
    queueIds: readonly string[] | undefined,
    inTopic: boolean,
  ): Space => {
    const inBody = queueIds !== undefined && !inTopic;
    return {
      route: route.name,
      shape,
      dimensions: [
        inTopic ? topicDimension(events, queueIds ?? []) : typeDimension(events, shape),
        ...(inBody
          ? [
              queueDimension(
                queueIds,
                queueField === undefined ? undefined : ownValue(route.where, queueField),
              ),
            ]
          : []),
        ...whereDimensions(route, events, names, inBody ? queueField : undefined),
        target,
      ],
    };
  };
  const events = [...new Set(route.events)];
  if (route.queues === undefined) return [make(events, undefined, false)].filter(hasCells);
  const ids = [...new Set((ownValue(queues, route.name) ?? []).map((queue) => queue.id))];
  const ofTopic = events.filter((event) => names.eventType(event, route.format).queue === 'topicName');
  const ofBody = events.filter((event) => !ofTopic.includes(event));
  return [make(ofBody, ids, false), make(ofTopic, ids, true)].filter(hasCells);
}

function hasCells(space: Space): boolean {
  return space.dimensions.every((dimension) => dimension.atoms.size > 0);
}

function keyed(atoms: readonly Atom[]): ReadonlyMap<string, Atom> {
  return new Map(atoms.map((atom) => [atom.key, atom]));
}

function typeDimension(events: readonly string[], shape: EventShape): Dimension {
  return {
    kind: 'type',
    atoms: keyed(events.map((event) => makeAtom(event, [shape.eventTypeText(event)], event))),
  };
}

/** The topic's name with the queue's id in the place of `{id}`. */
function topicOfQueue(template: string, queueId: string): string {
  return template.replace('{id}', queueId);
}

function topicDimension(events: readonly string[], queueIds: readonly string[]): Dimension {
  const atoms = events.flatMap((event) =>
    queueIds.map((id): Atom => {
      const topic = topicOfQueue(event, id);
      // Sorted by key, a queue's topics are neighbors.
      return makeAtom(`${id} ${event}`, [topic], event);
    }),
  );
  return { kind: 'topic', atoms: keyed(atoms) };
}

/** The queues; a `where` on the same field is worked out here, as a pattern can list the field once only. */
function queueDimension(
  queueIds: readonly string[],
  where: readonly FieldCondition[] | undefined,
): Dimension {
  const wanted = queueIds.filter(
    (id) => where === undefined || where.some((condition) => holds(condition, id)),
  );
  return { kind: 'queue', atoms: keyed(wanted.map((id) => makeAtom(id, [id]))) };
}

function whereDimensions(
  route: Route,
  events: readonly string[],
  names: CompileNames,
  queueField: string | undefined,
): readonly Dimension[] {
  const fields = Object.keys(route.where).filter((field) => field !== queueField);
  return fields.sort().map((field) => {
    const conditions = ownValue(route.where, field) ?? [];
    const isList = events.some((event) => names.isList?.(event, field, route.format) === true);
    const groups = isList ? [distinct(conditions)] : exclusiveGroups(conditions);
    const atoms = groups.filter((group) => group.length > 0).map(conditionAtom);
    return { kind: 'where', field, atoms: keyed(atoms) };
  });
}

function distinct(conditions: readonly FieldCondition[]): readonly FieldCondition[] {
  return [...new Map(conditions.map((one) => [conditionKey(one), one])).values()].sort(compareConditions);
}

function conditionAtom(conditions: readonly FieldCondition[]): Atom {
  return makeAtom(conditions.map(conditionKey).join(','), conditions);
}

function targetsDimension(targets: readonly ExpandedTarget[]): Dimension {
  return {
    kind: 'target',
    atoms: keyed(targets.map(({ name, eventType }) => makeAtom(name, [], eventType))),
  };
}

/** A field cannot be a value and hold other fields at once, as far as one pattern goes. */
function checkFields(config: Config, route: Route, shape: EventShape): void {
  const asked = (path: string) => ({ path, shown: fieldOf(shape, path) ?? path });
  const fields = [
    ...Object.keys(route.where).map((field) => asked(fieldPath(shape, field))),
    ...(route.queues === undefined || shape.queuePath === undefined ? [] : [asked(shape.queuePath)]),
    asked(shape.eventTypePath),
  ];
  for (const { path, shown } of fields) {
    const below = fields.find((other) => other.path.startsWith(`${path}.`));
    if (below === undefined) continue;
    throw new GcxError({
      code: 'where-conflict',
      what: `Route "${route.name}" filters on "${shown}" and on "${below.shown}", which lies within it.`,
      where: `${config.file}: routes.${route.name}.where`,
      why: 'An event pattern can give values for a field, or look into it, but not both.',
      fix: `Keep one of the two.`,
    });
  }
}
