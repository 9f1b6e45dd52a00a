import type { JsonValue } from '../../../base/json.js';
import type { EventFormat, FormatDefinition, FormatPlace, FormatPlaces } from './model.js';

/** The name of the format that Genesys Cloud itself sends. */
export const PARTNER_FORMAT = 'partner';

/** What the sources of Genesys Cloud's partner events begin with. */
export const PARTNER_SOURCE = 'aws.partner/genesys.com/';

/** In `detailType`: stands for the event type. */
export const EVENT_TYPE_IN_DETAIL_TYPE = '{eventType}';

/** The places of a format beside its payload, in the order in which they are told. */
export const FORMAT_PLACES = [
  'eventType',
  'topicName',
  'queueId',
  'queueName',
  'conversationId',
  'eventId',
  'time',
  'schemaVersion',
] as const satisfies readonly FormatPlace[];

/** The format that a definition describes; defaults filled in. */
export function toEventFormat(name: string, definition: FormatDefinition): EventFormat {
  const { source, detailType, eventTypes, description, payload = 'detail' } = definition;
  const places: FormatPlaces = {
    ...Object.fromEntries(
      FORMAT_PLACES.flatMap((place) => (definition[place] === undefined ? [] : [[place, definition[place]]])),
    ),
    payload,
  };
  return {
    name,
    description: description ?? `The format ${name} of this file.`,
    ...(source === undefined || source === null ? {} : { source: sourceOf(source) }),
    ...(detailType === undefined ? {} : { detailType }),
    ...(eventTypes === undefined ? {} : { eventTypes: ownEventTypes(eventTypes) }),
    places,
  };
}

/** `partner`, a text, an operator, or a list of these. */
function sourceOf(source: JsonValue): 'partner' | readonly JsonValue[] {
  if (source === PARTNER_FORMAT) return PARTNER_FORMAT;
  return isList(source) ? source : [source];
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function ownEventTypes(
  eventTypes: NonNullable<FormatDefinition['eventTypes']>,
): NonNullable<EventFormat['eventTypes']> {
  if (eventTypes === 'genesys') return eventTypes;
  return eventTypes.map((each) =>
    typeof each === 'string' ? { name: each, queue: true } : { name: each.name, queue: each.queue ?? true },
  );
}

/** Whether `events` names Genesys's event types. */
export function namesGenesysEventTypes(format: EventFormat): boolean {
  return format.eventTypes === 'genesys';
}

/** The event types of a route that are Genesys's: those that an integration has to send. */
export function genesysEventTypes({
  events,
  format,
}: {
  readonly events: readonly string[];
  readonly format?: EventFormat;
}): readonly string[] {
  return format === undefined || namesGenesysEventTypes(format) ? events : [];
}

/** Whether the detail-type tells the event type. */
export function tellsByDetailType({ detailType }: Pick<EventFormat, 'detailType'>): boolean {
  return detailType?.includes(EVENT_TYPE_IN_DETAIL_TYPE) === true;
}

/** The path by which the event types of a format are told apart; `detail-type` where nothing says another. */
export function eventTypePath(format: Pick<EventFormat, 'detailType' | 'places'>): string {
  return tellsByDetailType(format) ? 'detail-type' : (format.places.eventType ?? 'detail-type');
}

/** What stands at {@link eventTypePath} in the events of an event type. */
export function eventTypeText(format: Pick<EventFormat, 'detailType'>, eventType: string): string {
  return tellsByDetailType(format) ? detailTypeText(format, eventType) : eventType;
}

/** The detail-type of an event type's events; the event type itself where the format takes any. */
export function detailTypeText({ detailType }: Pick<EventFormat, 'detailType'>, eventType: string): string {
  return detailType?.replaceAll(EVENT_TYPE_IN_DETAIL_TYPE, () => eventType) ?? eventType;
}

/** The event type that {@link eventTypeText} stands for; undefined where it is no text of the format's. */
export function eventTypeFromText(
  { detailType }: Pick<EventFormat, 'detailType'>,
  text: string,
): string | undefined {
  if (detailType === undefined || !tellsByDetailType({ detailType })) return text;
  const [before = '', ...after] = detailType.split(EVENT_TYPE_IN_DETAIL_TYPE);
  const end = after.join('');
  if (text.length <= before.length + end.length || !text.startsWith(before) || !text.endsWith(end))
    return undefined;
  return text.slice(before.length, text.length - end.length);
}
