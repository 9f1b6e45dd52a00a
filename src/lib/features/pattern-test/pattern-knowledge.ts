import {
  CORRELATION_ID,
  DETAIL_FIELDS,
  ENVELOPE_FIELDS,
  EVENT_BODY,
} from '../../language/events/envelope.js';
import {
  catalogue,
  type EventFormat,
  type EventType,
  eventTypeFromText,
  type FormatInUse,
  isSourceOf,
  namesGenesysEventTypes,
  PARTNER_FORMAT,
  partnerFormat,
  shippedFormats,
} from '../../language/events/index.js';
import type { PatternKnowledge } from '../../language/patterns/index.js';

/** The fields of every Genesys event around its body, down to their values. */
const envelope: ReadonlySet<string> = new Set([
  ...ENVELOPE_FIELDS.filter((field) => field !== 'detail'),
  ...DETAIL_FIELDS.map((field) => `detail.${field}`).filter(
    (path) => path !== EVENT_BODY && !CORRELATION_ID.startsWith(`${path}.`),
  ),
  CORRELATION_ID,
]);

/**
 * What the catalog of event types and, where they are known, the names of queues tell about patterns.
 * @param queueName the name of the queue with an id
 * @param formats those of the file's routes
 */
export function patternKnowledge(
  queueName?: (id: string) => string | undefined,
  formats: readonly FormatInUse[] = [],
): PatternKnowledge {
  const known = catalogue();
  const partner = partnerFormat();
  const ofGenesys = [partner, ...formats.map(({ format }) => format).filter(isRelayOfGenesys)];
  const fieldOf = (path: string): string | undefined => {
    const prefix = ofGenesys.map(({ places }) => `${places.payload}.`).find((each) => path.startsWith(each));
    return prefix === undefined ? undefined : path.slice(prefix.length);
  };
  const template = (detailType: string): EventType | undefined => {
    const found = known.find(detailType);
    return found?.template === detailType ? found : undefined;
  };
  const relayed = formats.some(({ format }) => format.name !== PARTNER_FORMAT);
  return {
    carries: (detailType, path) => {
      const eventType = template(detailType);
      if (eventType === undefined) return undefined;
      const field = fieldOf(path);
      // What a relay puts around Genesys's body is its own affair.
      if (field === undefined) return envelope.has(path) || (ofGenesys.length > 1 ? undefined : false);
      if (!eventType.fieldsKnown) return undefined;
      return known.field(eventType, field) !== undefined;
    },
    eventTypesWith: (path, detailType = '') => {
      const field = fieldOf(path);
      if (field === undefined) return [];
      const likeness = ({ template }: EventType) => sharedSegments(template, detailType);
      return [...known.eventTypesWith(field)]
        .sort((one, other) => likeness(other) - likeness(one))
        .map(({ name }) => name);
    },
    detailTypeOf: (text) => {
      if (formats.some((each) => isOwnEventType(each, text))) return undefined;
      const eventType =
        known.findLoosely(text) ?? known.classify(text) ?? known.find(known.tutorial(text)?.instead[0] ?? '');
      return eventType?.template;
    },
    valuesOf: (detailType, path) => {
      const eventType = template(detailType);
      const field = fieldOf(path);
      return eventType === undefined || field === undefined ? undefined : known.field(eventType, field)?.enum;
    },
    ...(relayed ? { formatOfSource: (source: string) => formatOfSource(formats, source) } : {}),
    ...(queueName === undefined ? {} : { queueName }),
  };
}

function isRelayOfGenesys(format: EventFormat): boolean {
  return format.name !== PARTNER_FORMAT && namesGenesysEventTypes(format);
}

/** Whether a text is a detail-type or event type of the file's relays: no event type of Genesys's was meant by it. */
function isOwnEventType({ format, eventTypes }: FormatInUse, text: string): boolean {
  if (format.detailType === text) return true;
  if (namesGenesysEventTypes(format)) return false;
  return eventTypes.has(eventTypeFromText(format, text) ?? text);
}

/** The format of the file, else of those that gcx brings, that a source is of. */
function formatOfSource(formats: readonly FormatInUse[], source: string): string | undefined {
  const all = [...formats.map(({ format }) => format), ...shippedFormats().values()];
  return all.find((format) => isSourceOf(format, source) === true)?.name;
}

/** How alike two templates are: the segments that they begin with in common, and a little for the same last one. */
function sharedSegments(template: string, other: string): number {
  const one = template.split('.');
  const two = other.split('.');
  let shared = 0;
  while (shared < one.length && one[shared] === two[shared]) shared++;
  return shared + (one.at(-1) === two.at(-1) ? 0.5 : 0);
}
