import { type BodySchema, bodySchema, type FieldDefinition } from '../catalogue-data.js';
import type { EventFormat } from '../formats/index.js';
import type { EventType } from '../model.js';
import type { PathStep } from './json-path.js';

/** What a path finds in the events of one event type, as far as a template minds. */
export type ValueShape =
  /** A text in which no quote, backslash or line break can be: an id, a time, one of a list of words. */
  | { readonly kind: 'plain-text' }
  | { readonly kind: 'text' }
  /** A number, or true or false. */
  | { readonly kind: 'number' }
  | { readonly kind: 'object' }
  | { readonly kind: 'list'; readonly of: ValueShape }
  /** Nothing, ever. `list`: the member on the way that is a list, of which the path names no element. */
  | { readonly kind: 'nothing'; readonly list?: string }
  | { readonly kind: 'unknown' };

const PLAIN: ValueShape = { kind: 'plain-text' };
const NOTHING: ValueShape = { kind: 'nothing' };
const UNKNOWN: ValueShape = { kind: 'unknown' };

/** What every event has beside its detail (EventBridge user guide, "Events"). */
const ENVELOPE: Readonly<Record<string, ValueShape>> = {
  version: PLAIN,
  id: PLAIN,
  'detail-type': PLAIN,
  source: PLAIN,
  account: PLAIN,
  time: PLAIN,
  region: PLAIN,
  resources: { kind: 'list', of: PLAIN },
  detail: { kind: 'object' },
};

/** What Genesys Cloud puts into the detail of every event, beside the body. */
const PARTNER_DETAIL: Readonly<Record<string, ValueShape>> = {
  topicName: PLAIN,
  version: PLAIN,
  timestamp: PLAIN,
  metadata: { kind: 'object' },
  eventBody: { kind: 'object' },
};

/** Whose events a path looks into. */
export interface ShapeSource {
  readonly format: EventFormat;
  /** Undefined where it is not known which it is. */
  readonly eventType: EventType | undefined;
}

/** What a path finds in the events of an event type, by the catalog of event types and the event's format. */
export function shapeAt(steps: readonly PathStep[], source: ShapeSource): ValueShape {
  const several = steps.findIndex(({ kind }) => kind === 'all');
  if (several !== -1) {
    // `[*]` gathers what is there, and a list of nothing where that is none.
    const list = shapeAt(steps.slice(0, several), source);
    if (list.kind !== 'list') return list.kind === 'unknown' ? UNKNOWN : NOTHING;
    const each = shapeAt(
      [...steps.slice(0, several), { kind: 'element', index: 0 }, ...steps.slice(several + 1)],
      source,
    );
    return each.kind === 'nothing' ? each : { kind: 'list', of: each.kind === 'list' ? each.of : each };
  }
  const [first, ...rest] = steps;
  if (first === undefined) return { kind: 'object' };
  const top = memberOf(ENVELOPE, first);
  if (top === undefined) return NOTHING;
  if (first.kind !== 'member' || first.name !== 'detail' || rest.length === 0) return within(top, rest);
  return inDetail(rest, source);
}

function inDetail(steps: readonly PathStep[], { format, eventType }: ShapeSource): ValueShape {
  const path = steps.map((step) => (step.kind === 'member' ? step.name : '[]')).join('.');
  if (format.source !== 'partner') return isId(path) || isPlainPlace(format, path) ? PLAIN : UNKNOWN;
  const [first, ...rest] = steps;
  const part = first === undefined ? undefined : memberOf(PARTNER_DETAIL, first);
  if (first?.kind !== 'member' || part === undefined) return NOTHING;
  if (rest.length === 0) return part;
  if (first.name !== 'eventBody') return first.name === 'metadata' ? UNKNOWN : within(part, rest);
  const schema = eventType === undefined ? undefined : bodySchema(eventType);
  if (schema === undefined) return isId(path) ? PLAIN : UNKNOWN;
  return inBody({ ref: schema.name }, rest, schema.definitions, '');
}

function inBody(
  definition: FieldDefinition,
  steps: readonly PathStep[],
  definitions: BodySchema['definitions'],
  name: string,
): ValueShape {
  const [step, ...rest] = steps;
  if (typeof definition === 'object' && 'array' in definition) {
    if (step === undefined) return { kind: 'list', of: inBody(definition.array, [], definitions, name) };
    if (step.kind !== 'element') return { kind: 'nothing', list: name };
    return inBody(definition.array, rest, definitions, name);
  }
  if (step === undefined) return shapeOf(definition, name);
  if (definition === 'map' || definition === 'object') return step.kind === 'member' ? UNKNOWN : NOTHING;
  if (step.kind !== 'member' || typeof definition === 'string' || !('ref' in definition)) return NOTHING;
  const body = definitions.get(definition.ref);
  const inner = body !== undefined && Object.hasOwn(body, step.name) ? body[step.name] : undefined;
  return inner === undefined ? NOTHING : inBody(inner, rest, definitions, step.name);
}

function shapeOf(definition: Exclude<FieldDefinition, { array: FieldDefinition }>, name: string): ValueShape {
  if (typeof definition === 'object') return 'ref' in definition ? { kind: 'object' } : PLAIN;
  switch (definition) {
    case 'date-time':
    case 'uuid':
      return PLAIN;
    case 'string':
      return isId(name) ? PLAIN : { kind: 'text' };
    case 'integer':
    case 'number':
    case 'boolean':
      return { kind: 'number' };
    case 'map':
    case 'object':
      return { kind: 'object' };
  }
}

function memberOf(members: Readonly<Record<string, ValueShape>>, step: PathStep): ValueShape | undefined {
  return step.kind === 'member' && Object.hasOwn(members, step.name) ? members[step.name] : undefined;
}

function within(shape: ValueShape, steps: readonly PathStep[]): ValueShape {
  const [step, ...rest] = steps;
  if (step === undefined) return shape;
  return shape.kind === 'list' && step.kind === 'element' ? within(shape.of, rest) : NOTHING;
}

/** Ids of Genesys Cloud are UUIDs, also where the catalog says only that they are texts. */
function isId(path: string): boolean {
  return /(?:^|[a-z_.])(?:Ids?|ids?)$/.test(path);
}

/** The places of a format that hold an id, a time or a version. */
function isPlainPlace({ places }: EventFormat, path: string): boolean {
  const { conversationId, queueId, eventId, time, schemaVersion, topicName, eventType } = places;
  return [conversationId, queueId, eventId, time, schemaVersion, topicName, eventType].includes(
    `detail.${path}`,
  );
}
