import {
  catalogue,
  type EventFormat,
  eventTypePath,
  eventTypeText,
  tellsByDetailType,
} from '../../../language/events/index.js';
import {
  conditionsOf,
  eventPossibility,
  InvalidPattern,
  type Pattern,
  parsePattern,
} from '../../../language/patterns/index.js';
import type { PlanInput } from '../door/kind.js';
import type { OthersRead } from '../rule/others-on-bus.js';
import { othersOn } from '../rule/others-on-bus.js';

type Input = PlanInput<OthersRead>;

/** Fields that tell nothing of what happened: a pattern of these alone takes every event of its sender. */
const ENVELOPE = ['source', 'account', 'region', 'version', 'replay-name'];
/** Events carry it only while they are replayed. */
const NEVER_LIVE = new Set(['replay-name']);
/** Takers of an event type that are named. */
const MOST_NAMED = 5;

/** What is known of the events of one event type on a bus. */
export interface EventTypeReach {
  readonly bus: string;
  /** Where an event tells its type. */
  readonly typePath: string;
  /** The fields that every event of the event type has, by path. */
  readonly fields: (eventType: string) => ReadonlyMap<string, string>;
  /** Event types that may be on the bus: a pattern that rules none of them out chooses none. */
  readonly all: readonly string[];
}

/** Who takes an event type off a bus. `everything`: its pattern chooses no event types. */
export interface Taker {
  readonly words: string;
  readonly everything: boolean;
}

/** An event type that could go, and who takes it beside the routes that list it. */
export interface TakenEventType {
  readonly eventType: string;
  readonly takers: readonly Taker[];
}

/** Event types that no route of the file lists any more: what becomes of each. */
export interface OutgoingEventTypes {
  readonly go: readonly string[];
  readonly kept: readonly TakenEventType[];
  /** Among `go`: those that only takers of everything still take, let go by --release-event-types. */
  readonly released: readonly TakenEventType[];
}

/** The events of Genesys Cloud's own on their partner bus. */
export function partnerReach(bus: string): EventTypeReach {
  return {
    bus,
    typePath: 'detail-type',
    fields: (eventType) =>
      new Map([
        ['source', bus],
        ['detail-type', eventType],
      ]),
    all: catalogue().all.map(({ template }) => template),
  };
}

/** The events of a gateway in its format; `all`: the event types that it knows. */
export function gatewayReach(bus: string, format: EventFormat, all: readonly string[]): EventTypeReach {
  const { source, detailType } = format;
  const [only] = Array.isArray(source) && source.length === 1 ? source : [];
  const typePath = eventTypePath(format);
  return {
    bus,
    typePath,
    fields: (eventType) =>
      new Map([
        ...(typeof only === 'string' ? [['source', only] as const] : []),
        ...(detailType === undefined || tellsByDetailType(format)
          ? []
          : [['detail-type', detailType] as const]),
        [typePath, eventTypeText(format, eventType)],
      ]),
    all,
  };
}

/**
 * Parts event types that nobody of the file lists any more: what a rule or archive of others (or a route's own pattern)
 * takes or may take stays, as without it that rule is dead.
 */
export function partOutgoing(
  input: Input,
  reach: EventTypeReach,
  outgoing: readonly string[],
): OutgoingEventTypes {
  const parts = outgoing.map((eventType) => ({ eventType, takers: takersOf(input, reach, eventType) }));
  const isKept = ({ takers }: TakenEventType) =>
    takers.some(({ everything }) => !everything || !input.allowed.releaseEventTypes);
  return {
    go: parts.filter((each) => !isKept(each)).map(({ eventType }) => eventType),
    kept: parts.filter(isKept),
    released: parts.filter((each) => each.takers.length > 0 && !isKept(each)),
  };
}

/** Who takes an event type: enabled rules of others, archives of theirs, and the file's own rules. */
export function takersOf(input: Input, reach: EventTypeReach, eventType: string): readonly Taker[] {
  const buses = busesOf(input, reach.bus);
  const others = buses.flatMap((bus) => othersOn(bus, input)).filter(({ enabled }) => enabled);
  const own = buses.includes(input.bus)
    ? input.rules.map(({ route, pattern }) => ({ words: `route ${route}`, pattern: JSON.stringify(pattern) }))
    : [];
  const takers = [...own, ...others].flatMap(({ words, pattern }): readonly Taker[] => {
    const claim = claimOf(pattern, reach, eventType);
    return claim === 'none' ? [] : [{ words, everything: claim === 'everything' }];
  });
  return [...new Map(takers.map((taker) => [taker.words, taker])).values()];
}

/**
 * What a pattern has to do with an event type: `none` where its events never match; `everything` where it chooses no
 * event types at all; `this` where it takes it, or may.
 */
export function claimOf(
  pattern: string | undefined,
  reach: EventTypeReach,
  eventType: string,
): 'none' | 'this' | 'everything' {
  if (pattern === undefined) return 'none';
  const parsed = parsedPattern(pattern);
  if (parsed === undefined) return 'this';
  const rulesOut = (type: string) =>
    eventPossibility(parsed, { texts: reach.fields(type), absent: NEVER_LIVE }) === 'never';
  if (rulesOut(eventType)) return 'none';
  const ofEnvelope = conditionsOf(parsed.clauses).every(
    ({ path }) => ENVELOPE.includes(path) || path === reach.typePath || path === 'detail-type',
  );
  return ofEnvelope && !reach.all.some(rulesOut) ? 'everything' : 'this';
}

/** One line for each group of event types that stay for the same takers, and of those that go although taken. */
export function outgoingLines(
  { kept, released }: Pick<OutgoingEventTypes, 'kept' | 'released'>,
  nameOf: (eventType: string) => string,
): readonly string[] {
  return [
    ...grouped(kept).map(({ eventTypes, takers }) => {
      const firm = takers.filter(({ everything }) => !everything);
      const one = eventTypes.length === 1;
      const names = eventTypes.map(nameOf).join(', ');
      return firm.length > 0
        ? `${names} ${one ? 'stays' : 'stay'} for ${named(firm)}`
        : `${names} ${one ? 'stays' : 'stay'} for ${named(takers)}, ${takers.length === 1 ? 'which takes' : 'which take'} every event: --release-event-types lets ${one ? 'it' : 'them'} go`;
    }),
    ...grouped(released).map(
      ({ eventTypes, takers }) =>
        `${eventTypes.map(nameOf).join(', ')} ${eventTypes.length === 1 ? 'goes' : 'go'} (--release-event-types), though ${named(takers)} ${takers.length === 1 ? 'takes' : 'take'} every event`,
    ),
  ];
}

/** The bus of the events, and the file's own where others forward them there: a partner's events reach no other partner bus. */
function busesOf(input: Input, bus: string): readonly string[] {
  return input.bus === bus || input.bus.startsWith('aws.partner/') ? [bus] : [bus, input.bus];
}

function parsedPattern(text: string): Pattern | undefined {
  try {
    return parsePattern(text);
  } catch (error) {
    // A pattern that AWS took and gcx cannot read may match anything.
    if (error instanceof InvalidPattern) return undefined;
    throw error;
  }
}

function grouped(taken: readonly TakenEventType[]) {
  const groups = new Map<string, { eventTypes: string[]; takers: readonly Taker[] }>();
  for (const { eventType, takers } of taken) {
    const key = JSON.stringify(takers);
    const group = groups.get(key) ?? { eventTypes: [], takers };
    group.eventTypes.push(eventType);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function named(takers: readonly Taker[]): string {
  const left = takers.length - MOST_NAMED;
  const words = takers.slice(0, MOST_NAMED).map(({ words: each }) => each);
  return `${words.join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
