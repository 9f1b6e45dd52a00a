import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { atJsonPath } from '../../../language/events/input/index.js';
import type { TargetRecord } from '../event-records.js';

/** The group of a target's messages: as written, or what its path finds in the event. */
export function messageGroupFor(
  target: TargetRecord,
  event: JsonObject,
): { readonly group?: string } | { readonly why: string } {
  const parameters = target['SqsParameters'];
  const written = isJsonObject(parameters) ? parameters['MessageGroupId'] : undefined;
  if (typeof written !== 'string') return {};
  if (!written.startsWith('$')) return { group: written };
  const found = atJsonPath(event, written);
  if (typeof found === 'number' || (typeof found === 'string' && found !== ''))
    return { group: String(found) };
  return { why: `the message group's path ${written} finds no text in the event` };
}
