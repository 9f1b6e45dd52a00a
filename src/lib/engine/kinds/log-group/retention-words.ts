import { counted } from '../../../base/words.js';

/** How long a log is kept; 0: for ever. */
export function days(count: number): string {
  return count === 0 ? 'for ever' : counted(count, 'day');
}
