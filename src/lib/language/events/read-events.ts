import { GcxError } from '../../base/gcx-error.js';
import type { JsonValue } from '../../base/json.js';

/**
 * Reads events from text: one JSON value, a JSON array of events, or one event a line.
 * @param where What to call the text in an error, such as the file's name.
 * @throws GcxError where it is none of these, or holds no event.
 */
export function readEvents(text: string, where: string): readonly JsonValue[] {
  const content = text.replace(/^\uFEFF/, '').trim();
  if (content === '') {
    throw new GcxError({
      code: 'event-empty',
      what: 'There is no event to read: the input is empty.',
      where,
    });
  }
  let problem: unknown;
  try {
    const value: JsonValue = JSON.parse(content);
    if (!Array.isArray(value)) return [value];
    if (value.length > 0) return value;
    throw new GcxError({
      code: 'event-empty',
      what: 'There is no event to read: the array is empty.',
      where,
    });
  } catch (error) {
    if (error instanceof GcxError) throw error;
    problem = error;
  }
  const lines = content.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '' && !isJson(line));
  if (first === -1) return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line));
  const why = problem instanceof Error ? problem.message.replace(/\s+/g, ' ').slice(0, 200) : '';
  throw new GcxError({
    code: 'event-not-json',
    what: 'The input is not JSON, and not one JSON event per line.',
    where,
    why: `JSON: ${why}. As lines: line ${first + 1} of ${lines.length} is not JSON.`,
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
