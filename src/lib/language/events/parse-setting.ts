import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { JsonValue } from '../../base/json.js';
import { didYouMean, nearName } from '../../base/name-difference.js';
import { catalogue } from './catalogue.js';
import type { EventType, Field } from './model.js';

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function settingValue(text: string, field: Field): JsonValue {
  const json = parsed(text);
  if (field.type !== 'string') return json === undefined ? text : json;
  // "911" and "true" are strings where the field is one; arrays and null are meant as such.
  return json === null || Array.isArray(json) || (typeof json === 'string' && text.startsWith('"'))
    ? json
    : text;
}

/**
 * Reads `path=value` for a sample: the value is JSON, or a bare string where the field is one.
 * @throws GcxError where there is no `=`, or the event type has no such field.
 */
export function parseSetting(text: string, eventType: EventType): readonly [path: string, value: JsonValue] {
  const equals = text.indexOf('=');
  if (equals <= 0) {
    throw new GcxError({
      code: 'setting-invalid',
      what: `--set ${text.slice(0, 100)} is not of the form path=value.`,
      fix: 'For example: --set mediaType=CHAT',
    });
  }
  const path = text.slice(0, equals).replace(/^(\$\.)?(detail\.)?eventBody\./, '');
  const field = catalogue().field(eventType, path);
  if (field !== undefined) return [path, settingValue(text.slice(equals + 1), field)];
  const near = nearName(
    path.slice(0, 200),
    catalogue()
      .fields(eventType)
      .map((known) => known.path),
  );
  throw new GcxError({
    code: 'unknown-field',
    what: `The body of ${eventType.name} has no field "${path.slice(0, 100)}".`,
    fix:
      near.names.length === 0
        ? `Its fields: ${gcxCommand('event-type show', eventType.name)}`
        : `${didYouMean(near, (name) => name)} All fields: ${gcxCommand('event-type show', eventType.name)}`,
  });
}
