import { GcxError } from '../../../base/gcx-error.js';
import type { JsonValue } from '../../../base/json.js';
import type { EventFormat } from './model.js';

/**
 * Reads `path=value` for a sample of a relay's own event types: any field of the payload; the value is JSON where it is
 * JSON, else text.
 * @throws GcxError where there is no `=`
 */
export function parseFormatSetting(
  text: string,
  format: EventFormat,
): readonly [path: string, value: JsonValue] {
  const equals = text.indexOf('=');
  if (equals <= 0) {
    throw new GcxError({
      code: 'setting-invalid',
      what: `--set ${text.slice(0, 100)} is not of the form path=value.`,
      fix: 'For example: --set queue.name="Sales Support"',
    });
  }
  const path = text.slice(0, equals).replace(/^\$\./, '');
  const { payload } = format.places;
  const value = text.slice(equals + 1);
  return [path.startsWith(`${payload}.`) ? path.slice(payload.length + 1) : path, jsonOrText(value)];
}

function jsonOrText(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
