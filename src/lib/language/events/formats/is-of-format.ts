import type { JsonObject } from '../../../base/json.js';
import { eventOf, matches, parsePattern } from '../../patterns/index.js';
import { eventTypeFromText, eventTypePath, PARTNER_SOURCE, tellsByDetailType } from './event-format.js';
import type { EventFormat } from './model.js';
import { valueAt } from './value-at.js';

/** Whether an event has a format's source and detail-type, and tells its event type where the format has it. */
export function isOfFormat(format: EventFormat, event: JsonObject): boolean {
  const { source, detailType } = format;
  const conditions = {
    ...(source === undefined ? {} : { source: source === 'partner' ? [{ prefix: PARTNER_SOURCE }] : source }),
    ...(detailType === undefined || tellsByDetailType(format) ? {} : { 'detail-type': [detailType] }),
  };
  const fits =
    Object.keys(conditions).length === 0 || matches(parsePattern(JSON.stringify(conditions)), eventOf(event));
  const eventType = valueAt(event, eventTypePath(format));
  return fits && typeof eventType === 'string' && eventTypeFromText(format, eventType) !== undefined;
}

/** Whether a source is one of a format's; undefined where the format takes any. */
export function isSourceOf({ source }: EventFormat, text: string): boolean | undefined {
  if (source === undefined) return undefined;
  const conditions = source === 'partner' ? [{ prefix: PARTNER_SOURCE }] : source;
  return matches(parsePattern(JSON.stringify({ source: conditions })), eventOf({ source: text }));
}
