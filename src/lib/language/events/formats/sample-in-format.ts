import type { JsonObject } from '../../../base/json.js';
import { parseSetting } from '../parse-setting.js';
import { requireEventType } from '../require-event-type.js';
import { sampleEvent } from '../sample-event.js';
import { namesGenesysEventTypes, PARTNER_FORMAT } from './event-format.js';
import { requireFormat } from './find-format.js';
import type { EventFormat } from './model.js';
import { parseFormatSetting } from './parse-format-setting.js';
import { type RelayedSampleSettings, relayedSample } from './relayed-sample.js';
import { partnerFormat } from './shipped-formats.js';

/**
 * A sample event in a format, its fields given as texts (`path=value`).
 * @throws GcxError for an event type or field that the format does not have, or a queue where it carries none
 */
export function sampleInFormat(
  format: EventFormat,
  eventTypeName: string,
  fields: readonly string[],
  settings: Omit<RelayedSampleSettings, 'set'>,
): JsonObject {
  if (!namesGenesysEventTypes(format)) {
    const set = Object.fromEntries(fields.map((text) => parseFormatSetting(text, format)));
    return relayedSample(format, eventTypeName, { ...settings, set });
  }
  const eventType = requireEventType(eventTypeName);
  const set = Object.fromEntries(fields.map((text) => parseSetting(text, eventType)));
  return format.name === PARTNER_FORMAT
    ? sampleEvent(eventType, { ...settings, set })
    : relayedSample(format, eventType.template, { ...settings, set });
}

/** What a file says of formats. */
interface FileFormats {
  readonly genesys: { readonly format?: EventFormat };
  readonly formats?: Readonly<Record<string, EventFormat>>;
  readonly routes: Readonly<
    Record<string, { readonly events: readonly string[]; readonly format?: EventFormat }>
  >;
}

/**
 * The format that a sample of an event type is to have: the one that is asked for; else that of a route that names the
 * event type, else the file's, else `partner`.
 * @throws GcxError where there is none of the name
 */
export function formatForSample(
  eventTypeName: string,
  asked: string | undefined,
  file: FileFormats | undefined,
): EventFormat {
  if (asked !== undefined) return requireFormat(asked, file?.formats);
  const ofRoute = Object.values(file?.routes ?? {}).find(
    ({ events, format }) => format !== undefined && events.includes(eventTypeName),
  );
  return ofRoute?.format ?? file?.genesys.format ?? partnerFormat();
}
