import { createHash } from 'node:crypto';

/** The id in the form of a UUID that goes with a text. */
export function uuidOf(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex');
  return [0, 8, 12, 16, 20].map((at, index, all) => digest.slice(at, all[index + 1] ?? 32)).join('-');
}
