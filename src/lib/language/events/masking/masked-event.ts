import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { catalogue } from '../catalogue.js';
import { bodySchema } from '../catalogue-data.js';
import { CORRELATION_ID, REPLAY_FIELD } from '../envelope.js';
import {
  type EventFormat,
  isSourceOf,
  namesGenesysEventTypes,
  readByFormat,
  relayFormatOf,
} from '../formats/index.js';
import { partnerFormat } from '../formats/shipped-formats.js';
import { isIsoTime } from '../validate-body.js';
import { isId, isImpersonal, isProgramName, MASKED } from './masked.js';
import { maskedBody, maskedUnknown, ofMembers } from './masked-body.js';

/** What a value at a known place is shown as. */
type Show = (value: JsonValue) => JsonValue;

/**
 * An event without what may be of a person: telephone numbers, e-mail addresses, names, attributes, transcripts. Shown are
 * ids, times, Booleans, numbers that Genesys publishes as such, and words of its closed lists; a text or a number of
 * which nothing is known is {@link MASKED}, and so are the keys of free maps.
 * @param formats those of the file's relays, in which it is read where it is of one
 */
export function maskedEvent(event: JsonObject, formats: readonly EventFormat[] = []): JsonObject {
  const format = relayFormatOf(event, formats) ?? partnerFormat();
  const { eventType } = readByFormat(format, event);
  const known =
    eventType === undefined || !namesGenesysEventTypes(format) ? undefined : catalogue().find(eventType);
  const schema = known === undefined ? undefined : bodySchema(known);
  const places = placesOf(format, eventType);
  const holders = [...places.keys(), format.places.payload];
  const walk = (value: JsonObject, prefix: string): JsonObject =>
    ofMembers(value, (key, member) => {
      const path = prefix + key;
      if (path === format.places.payload && isJsonObject(member))
        return schema === undefined ? walk(member, `${path}.`) : maskedBody(schema, member);
      const show = places.get(path);
      if (show !== undefined) return show(member);
      // The fields on the way to what is known are the relay's; what lies deeper may be a map of anything.
      const isOnTheWay = holders.some((place) => place.startsWith(`${path}.`));
      return isOnTheWay && isJsonObject(member) ? walk(member, `${path}.`) : maskedUnknown(key, member);
    });
  return walk(event, '');
}

/** What is known around the payload: EventBridge's own fields, and those that the format names. */
function placesOf(format: EventFormat, eventType: string | undefined): ReadonlyMap<string, Show> {
  const { places } = format;
  const named: readonly (readonly [string | undefined, Show])[] = [
    ['version', shownIf(isVersion)],
    ['id', shownIf(isId)],
    ['account', shownIf((text) => /^\d{12}$/.test(text))],
    ['time', shownIf(isIsoTime)],
    ['region', shownIf((text) => /^[a-z]{2}(-[a-z]+)+-\d$/.test(text))],
    ['resources', (value) => (Array.isArray(value) ? value.map(() => MASKED) : MASKED)],
    ['source', shownIf((text) => isProgramName(text) || isSourceOf(format, text) === true)],
    ['detail-type', shownIf((text) => isProgramName(text) || text === format.detailType)],
    [REPLAY_FIELD, shownIf((text) => text.length <= 64 && /^[\w.-]+$/.test(text))],
    [CORRELATION_ID, shownIf(isImpersonal)],
    [places.eventType, shownIf(isProgramName)],
    [places.topicName, (value) => (typeof value === 'string' ? maskedTopic(value, eventType) : MASKED)],
    [places.queueId, shownIf(isId)],
    [places.conversationId, shownIf(isId)],
    [places.eventId, shownIf(isId)],
    [places.time, (value) => (typeof value === 'number' ? value : shownIf(isIsoTime)(value))],
    [places.schemaVersion, (value) => (typeof value === 'number' ? value : shownIf(isVersion)(value))],
  ];
  return new Map(named.flatMap(([path, show]) => (path === undefined ? [] : [[path, show] as const])));
}

function shownIf(isShown: (text: string) => boolean): Show {
  return (value) => (value === null || (typeof value === 'string' && isShown(value)) ? value : MASKED);
}

function isVersion(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){0,3}$/.test(text);
}

/** The name of a notification topic: the words of its template, and ids. */
function maskedTopic(topicName: string, template = ''): string {
  const words = template.split('.');
  return topicName
    .split('.')
    .map((segment, index) => (segment === words[index] || isId(segment) ? segment : MASKED))
    .join('.');
}
