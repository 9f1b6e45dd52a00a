import { type EventNode, InvalidEvent, readEvent } from './event-text.js';

/** Fields without which TestEventPattern takes no event (recorded in 2026); version, resources and detail may be absent. */
const REQUIRED = ['id', 'detail-type', 'source', 'account', 'time', 'region'] as const;

const notValid = 'Parameter Event is not valid.';
const timeForm = /^\d{4}-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:[Zz]|[+-]\d{2}:?\d{2})$/;

/**
 * Why AWS's TestEventPattern would not take an event, in its words; undefined where it would.
 * A field may hold a value of another kind (recorded: detail-type and region may be numbers), but for the time.
 * @param text raw JSON
 */
export function testEventFault(text: string): string | undefined {
  let fields: ReadonlyMap<string, EventNode>;
  try {
    const { keys, values } = readEvent(text).root;
    fields = new Map(values.map((value, at) => [keys[at] ?? '', value]));
  } catch (error) {
    if (error instanceof InvalidEvent) return notValid;
    throw error;
  }
  if (REQUIRED.some((field) => !fields.has(field))) return notValid;
  const time = fields.get('time');
  return time?.kind === 'string' && isTime(time.text) ? undefined : `${notValid} Reason: Invalid time.`;
}

/** [?] Which times AWS takes beside those of its own events is not recorded; these are RFC 3339's. */
function isTime(text: string): boolean {
  const [, month, day, hour, minute, second] = timeForm.exec(text)?.map(Number) ?? [];
  if (month === undefined || day === undefined) return false;
  const days = new Date(Date.UTC(Number(text.slice(0, 4)), month, 0)).getUTCDate();
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= days &&
    hour !== undefined &&
    hour < 24 &&
    Number(minute) < 60 &&
    Number(second) <= 60
  );
}
