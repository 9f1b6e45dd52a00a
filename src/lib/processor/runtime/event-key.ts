import { createHash } from 'node:crypto';
import { canonicalJson, type JsonObject, type JsonValue } from '../../base/json.js';
import { PARTNER_FORMAT } from '../../language/events/formats/event-format.js';
import type { ReadByFormat } from '../../language/events/formats/model.js';
import { valueAt } from '../../language/events/formats/value-at.js';
import { MalformedEvent } from './malformed-event.js';

/**
 * What tells an event from every other one. Genesys Cloud's own have no id: detail-type, topicName and a hash of the
 * body, whose key order does not matter. A relay's: its event id where it has one, and a hash of the payload.
 * @param paths Dotted paths whose values are the key instead
 * @throws MalformedEvent where none of the paths leads to anything
 */
export function eventKey(
  event: JsonObject,
  { format, eventType, eventId, payload }: ReadByFormat,
  paths?: readonly string[],
): string {
  if (paths !== undefined) return declaredKey(event, paths, eventType);
  const hash = sha256(canonicalJson(payload));
  if (format === PARTNER_FORMAT) {
    return [event['detail-type'], valueAt(event, 'detail.topicName'), hash].join(' ');
  }
  return [format, eventType, ...(eventId === undefined ? [] : [eventId]), hash].join(' ');
}

function declaredKey(event: JsonObject, paths: readonly string[], eventType: string | undefined): string {
  const values = paths.map((path): JsonValue => valueAt(event, path) ?? null);
  // Without this, all events that lack it would be one.
  if (values.every((value) => value === null || value === '')) {
    throw new MalformedEvent(`${paths.join(', ')}: missing, and deduplicate.key asks for it`, eventType);
  }
  return [eventType, sha256(canonicalJson(values))].join(' ');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
