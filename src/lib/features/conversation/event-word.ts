import type { JsonValue } from '../../base/json.js';
import { catalogue, type EventType } from '../../language/events/index.js';

/** What two spellings of one word have in common: `noAnswerTransfer`, `no.answer.transfer`, `NO_ANSWER_TRANSFER`. */
function letters(word: string): string {
  return word.replace(/[^a-z0-9]/gi, '').toUpperCase();
}

/**
 * A value of analytics as an event type's field writes it: `voice` → `VOICE`, `noAnswerTransfer` → `NO_ANSWER_TRANSFER`.
 * Undefined where the field knows no such word.
 */
export function inEventWords(eventType: EventType, field: string, value: JsonValue): JsonValue | undefined {
  const known = catalogue().field(eventType, field)?.enum;
  if (known === undefined) return value;
  const written = (word: JsonValue): string | undefined =>
    typeof word === 'string' ? known.find((each) => letters(each) === letters(word)) : undefined;
  if (!Array.isArray(value)) return written(value);
  const words = value.flatMap((word) => written(word) ?? []);
  return words.length < value.length && words.length === 0 ? undefined : words;
}
