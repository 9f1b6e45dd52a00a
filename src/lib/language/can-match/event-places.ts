import { nearNames } from '../../base/near-names.js';
import {
  CORRELATION_ID,
  DETAIL_FIELDS,
  ENVELOPE_FIELDS,
  EVENT_BODY,
  REPLAY_FIELD,
} from '../events/envelope.js';
import type { EventType } from '../events/index.js';
import { belowValue, isBodyField, placeInBody, topFields } from './body-places.js';
import type { BusEvents, Candidate } from './model.js';
import { always, type Place, perhaps, told } from './place.js';

/** Every field that an event may have beside its detail, and detail. */
const ENVELOPE: readonly string[] = [...ENVELOPE_FIELDS, REPLAY_FIELD];

/** What can stand at a dotted path of a candidate's events. */
export function placeAt(candidate: Candidate, bus: BusEvents, path: string): Place {
  const [first = '', ...rest] = path.split('.');
  if (first === 'detail') {
    if (candidate.origin === 'others') return rest.length === 0 ? object(() => []) : perhaps('any');
    return rest.length === 0 ? object(() => DETAIL_FIELDS) : placeInDetail(candidate.eventType, path, rest);
  }
  const place = envelopePlace(candidate, bus, first);
  if (place === undefined) return noEnvelopeField(candidate, first, path);
  return rest.length === 0 ? place : belowValue(path, first);
}

function envelopePlace(candidate: Candidate, bus: BusEvents, name: string): Place | undefined {
  const own = bus.kind === 'partner' ? bus : undefined;
  switch (name) {
    case 'source':
      return alwaysIfKnown(own?.source);
    case 'account':
      return alwaysIfKnown(own?.account);
    case 'region':
      return alwaysIfKnown(own?.region);
    case 'detail-type':
      return alwaysIfKnown(candidate.origin === 'genesys' ? candidate.eventType?.template : undefined);
    case 'id':
    case 'time':
    case 'version':
      return always();
    case 'resources':
    case 'replay-name':
      return { kind: 'value', type: 'text', closed: false, nullable: false, optional: true };
    default:
      return undefined;
  }
}

function alwaysIfKnown(text: string | undefined): Place {
  return text === undefined ? always() : always(text);
}

function noEnvelopeField(candidate: Candidate, first: string, path: string): Place {
  const bare = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');
  const like = ENVELOPE.find((name) => bare(name) === bare(first)) ?? nearNames(first, ENVELOPE, 1)[0];
  return {
    kind: 'absent',
    // That AWS adds nothing to the envelope of other services' events is not written anywhere.
    certain: candidate.origin === 'genesys' || like !== undefined,
    field: first,
    tell: () =>
      told(
        `No event has a field ${JSON.stringify(first)}: the fields of an event are ${ENVELOPE.slice(0, -1).join(', ')}.`,
        `Write ${meant()}.`,
      ),
  };

  function meant(): string {
    if (DETAIL_FIELDS.includes(first)) return `detail.${path}`;
    if (candidate.origin === 'genesys' && isBodyField(path)) return `${EVENT_BODY}.${path}`;
    return like === undefined ? 'what is meant within "detail"' : JSON.stringify(like);
  }
}

function placeInDetail(
  eventType: EventType | undefined,
  path: string,
  [first = '', ...rest]: readonly string[],
): Place {
  const field = `detail.${first}`;
  switch (first) {
    case 'topicName':
    case 'version':
    case 'timestamp':
      return rest.length === 0 ? perhaps('text') : belowValue(path, field);
    case 'metadata':
      if (rest.length === 0) return object(() => ['CorrelationId']);
      return perhaps(path === CORRELATION_ID ? 'text' : 'any');
    case 'eventBody':
      if (rest.length === 0) return object(() => (eventType === undefined ? [] : topFields(eventType)));
      return eventType === undefined ? perhaps('any') : placeInBody(eventType, rest.join('.'), EVENT_BODY);
    default:
      return noDetailField([first, ...rest].join('.'), first);
  }
}

function noDetailField(inner: string, first: string): Place {
  const slip = DETAIL_FIELDS.find((name) => name.toLowerCase() === first.toLowerCase());
  const body = isBodyField(inner);
  const meant = slip === undefined ? (body ? `${EVENT_BODY}.${inner}` : undefined) : `detail.${slip}`;
  return {
    kind: 'absent',
    // Genesys may add to detail what gcx does not know, but never a second place for what lies in the body.
    certain: meant !== undefined,
    field: `detail.${first}`,
    tell: () =>
      told(
        `Genesys Cloud's events have no detail.${first}: in detail there are ${DETAIL_FIELDS.join(', ')}.`,
        meant === undefined ? undefined : `Write ${meant}.`,
      ),
  };
}

/** An object that every event has. */
function object(fields: () => readonly string[]): Place {
  return { kind: 'object', nullable: false, fields };
}
