import type { JsonObject, JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import { type Box, intersection, setOf } from './box.js';
import { type EventShape, fieldPath } from './event-shape.js';

/** The smallest piece of a dimension that a rule can hold. */
export interface Atom {
  /** Unique in its dimension. */
  readonly key: string;
  /** What the pattern lists for it; empty for a target. */
  readonly conditions: readonly JsonValue[];
  /** Characters that those take in a pattern, with the commas between them. */
  readonly characters: number;
  /** For event types and topics, the event type; for a target, the only event type that it takes, if there is one. */
  readonly eventType?: string;
}

/** What a dimension stands for in a pattern. */
export type DimensionKind =
  /** The event type (`detail-type`): those whose queue is not filtered on or has a field of its own. */
  | { readonly kind: 'type' }
  /** `detail.topicName` with the queue's id filled in, and the event type with it. */
  | { readonly kind: 'topic' }
  /** The queue's id (`detail.eventBody.queueId`). */
  | { readonly kind: 'queue' }
  /** A field of the payload (`detail.eventBody`). */
  | { readonly kind: 'where'; readonly field: string }
  /** No part of the pattern: the rule's targets. */
  | { readonly kind: 'target' };

/** One dimension of what a route delivers. */
export type Dimension = DimensionKind & { readonly atoms: ReadonlyMap<string, Atom> };

/**
 * What a route delivers, or a part of it with patterns of one shape, as cells: event type × queue × a value of
 * each field × target. The first dimension holds event types or topics, the last targets. Not every cell is wanted:
 * a target with an event type of its own takes no other.
 */
export interface Space {
  readonly route: string;
  readonly shape: EventShape;
  readonly dimensions: readonly Dimension[];
}

/** The number of the last dimension, the targets'. */
export function targetDimension(space: Space): number {
  return space.dimensions.length - 1;
}

/** An atom that is known to be there. */
export function atomOf(space: Space, dimension: number, key: string): Atom {
  const atom = space.dimensions[dimension]?.atoms.get(key);
  if (atom === undefined) throw new Error(`no atom ${key} in dimension ${dimension} of route ${space.route}`);
  return atom;
}

/** All atoms of a dimension. */
export function allOf(space: Space, dimension: number): ReadonlySet<string> {
  return new Set(space.dimensions[dimension]?.atoms.keys() ?? []);
}

/** The event types that a space's first dimension has. */
export function eventTypesOf(space: Space): readonly string[] {
  const atoms = space.dimensions[0]?.atoms.values() ?? [];
  return [...new Set([...atoms].map((atom) => atom.eventType ?? atom.key))];
}

/** The atoms of the first dimension that are of one event type. */
export function atomsOfEventType(space: Space, eventType: string): ReadonlySet<string> {
  return new Set([...allOf(space, 0)].filter((key) => atomOf(space, 0, key).eventType === eventType));
}

/** Targets that take every event type. */
export function commonTargets(space: Space): readonly string[] {
  const last = targetDimension(space);
  return [...allOf(space, last)].filter((key) => atomOf(space, last, key).eventType === undefined);
}

/** Targets that take this event type only. */
export function targetsOfEventType(space: Space, eventType: string): readonly string[] {
  const last = targetDimension(space);
  return [...allOf(space, last)].filter((key) => atomOf(space, last, key).eventType === eventType);
}

/** All wanted cells, as boxes that share none. */
export function wantedBoxes(space: Space): readonly Box[] {
  const whole = space.dimensions.map((_, dimension) => allOf(space, dimension));
  const part = (types: ReadonlySet<string>, targets: readonly string[]): Box =>
    whole.map((set, dimension) => {
      if (dimension === 0) return types;
      return dimension === targetDimension(space) ? new Set(targets) : set;
    });
  const boxes = [
    part(allOf(space, 0), commonTargets(space)),
    ...eventTypesOf(space).map((type) =>
      part(atomsOfEventType(space, type), targetsOfEventType(space, type)),
    ),
  ];
  return boxes.filter((box) => box.every((set) => set.size > 0));
}

/** An atom of these conditions. */
export function makeAtom(key: string, conditions: readonly JsonValue[], eventType?: string): Atom {
  const characters = Math.max(0, JSON.stringify(conditions).length - 2);
  return { key, conditions, characters, ...(eventType === undefined ? {} : { eventType }) };
}

/** Characters that a set of atoms takes in a pattern, the brackets of its lists left out. */
export function charactersOf(space: Space, dimension: number, keys: ReadonlySet<string>): number {
  const count = characterCount(space, dimension);
  for (const key of keys) count.add(key);
  return count.total();
}

/** Counts the characters of a growing list. */
export function characterCount(
  space: Space,
  dimension: number,
): { add(key: string): void; total(): number; with(key: string): number } {
  const kind = space.dimensions[dimension]?.kind;
  const eventTypes = new Set<string>();
  let total = 0;
  // Each atom brings a comma but the first. A topic brings its event type to detail-type, unless that is there.
  const after = (key: string): number => {
    const { characters, eventType } = atomOf(space, dimension, key);
    const own = total + characters + (total === 0 ? 0 : 1);
    if (kind !== 'topic' || eventType === undefined || eventTypes.has(eventType)) return own;
    return (
      own + JSON.stringify(space.shape.eventTypeText(eventType)).length + (eventTypes.size === 0 ? 0 : 1)
    );
  };
  return {
    add(key) {
      if (kind === 'target') return;
      total = after(key);
      eventTypes.add(atomOf(space, dimension, key).eventType ?? '');
    },
    total: () => total,
    with: (key) => (kind === 'target' ? 0 : after(key)),
  };
}

const frames = new WeakMap<Space, number>();

/** Characters of a pattern beside what {@link charactersOf} counts. */
export function frameCharacters(space: Space): number {
  const known = frames.get(space);
  if (known !== undefined) return known;
  const empty = space.dimensions.map(() => new Set<string>());
  const characters = JSON.stringify(patternOf(space, empty)).length;
  frames.set(space, characters);
  return characters;
}

/** Whether one rule can deliver a box. */
export function fits(space: Space, box: Box): boolean {
  return setOf(box, targetDimension(space)).size <= Limits.targetsPerRule && roomIn(space, box) >= 0;
}

/** Characters that a box's pattern may still grow by; negative where it is too long. */
export function roomIn(space: Space, box: Box): number {
  const lists = box.reduce((sum, set, dimension) => sum + charactersOf(space, dimension, set), 0);
  return Limits.rulePatternCharacters - frameCharacters(space) - lists;
}

/** A box's pattern: keys in a fixed order and values sorted, so that its text depends on the box alone. */
export function patternOf(space: Space, box: Box): JsonObject {
  const listed = (dimension: number): JsonValue[] =>
    [...setOf(box, dimension)].sort().flatMap((key) => atomOf(space, dimension, key).conditions);
  const { shape } = space;
  const fields = new Map(shape.fixed);
  const eventTypes = (index: number): JsonValue[] =>
    [
      ...new Set(
        [...setOf(box, index)].map((key) => shape.eventTypeText(atomOf(space, index, key).eventType ?? key)),
      ),
    ].sort();
  for (const [index, dimension] of space.dimensions.entries()) {
    switch (dimension.kind) {
      case 'type':
        fields.set(shape.eventTypePath, listed(index));
        break;
      case 'topic':
        fields.set(shape.eventTypePath, eventTypes(index));
        if (shape.topicPath !== undefined) fields.set(shape.topicPath, listed(index).sort());
        break;
      case 'queue':
        if (shape.queuePath !== undefined) fields.set(shape.queuePath, listed(index));
        break;
      case 'where':
        fields.set(fieldPath(shape, dimension.field), listed(index));
        break;
      case 'target':
        break;
    }
  }
  const pattern: MutableObject = {};
  for (const [path, conditions] of fields) place(pattern, path.split('.'), conditions);
  return pattern;
}

/** The wanted part of a box: targets that do not take all of its event types leave it. */
export function onlyWanted(space: Space, box: Box): Box {
  const last = targetDimension(space);
  const types = new Set([...setOf(box, 0)].map((key) => atomOf(space, 0, key).eventType ?? key));
  const takes = (key: string): boolean => {
    const only = atomOf(space, last, key).eventType;
    return only === undefined || (types.size === 1 && types.has(only));
  };
  const targets = setOf(box, last);
  const kept = new Set([...targets].filter(takes));
  const lane = [...targets]
    .map((key) => atomOf(space, last, key).eventType)
    .find((type) => type !== undefined);
  if (kept.size > 0 || lane === undefined)
    return box.map((set, dimension) => (dimension === last ? kept : set));
  const ofLane = new Set([...targets].filter((key) => atomOf(space, last, key).eventType === lane));
  return box.map((set, dimension) => {
    if (dimension === 0) return intersection(set, atomsOfEventType(space, lane));
    return dimension === last ? ofLane : set;
  });
}

/** A JSON object while it is built. */
interface MutableObject {
  [key: string]: JsonValue | MutableObject;
}

/** Puts a list at a path, making the objects on the way. */
function place(into: MutableObject, path: readonly string[], list: readonly JsonValue[]): void {
  const [first, ...rest] = path;
  if (first === undefined) return;
  if (rest.length === 0) {
    into[first] = list;
    return;
  }
  const next: MutableObject = {};
  const below = Object.hasOwn(into, first) ? into[first] : undefined;
  if (typeof below === 'object' && below !== null && !Array.isArray(below)) Object.assign(next, below);
  into[first] = next;
  place(next, rest, list);
}
