import type { JsonValue } from '../../base/json.js';
import { type EventFormat, valueAt } from '../../language/events/index.js';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
/** The fields of Genesys's events that hold queue ids: one, a list of them, or a topic of queues. */
const places = /"queueId"\s*:\s*(?:\[[^\]]*\]|"[^"]*")|v2\.[a-z]+\.queues?\.[0-9a-f-]{36}/gi;

/**
 * The ids of queues that a pattern or an event names, given its JSON.
 * @param formats those of relays that it may be of
 */
export function queueIdsIn(json: string, formats: readonly EventFormat[] = []): readonly string[] {
  const paths = formats.flatMap((format) => format.places.queueId ?? []);
  const relayed = paths.length === 0 ? [] : textsAt(json, paths);
  return [...(json.match(places) ?? []), ...relayed].flatMap((text) => text.match(uuid) ?? []);
}

function textsAt(json: string, paths: readonly string[]): readonly string[] {
  let value: JsonValue;
  try {
    value = JSON.parse(json) as JsonValue;
  } catch {
    return [];
  }
  return paths.flatMap((path) => {
    const found = valueAt(value, path);
    return found === undefined ? [] : [JSON.stringify(found)];
  });
}
