import type { JsonObject } from '../../base/json.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { counted } from '../../base/words.js';

/** The outcomes of an event, in the order in which they are told, with their words. */
const OUTCOMES = [
  ['processed', 'processed'],
  ['duplicate', 'duplicate'],
  ['filtered', 'filtered'],
  ['stale', 'too old'],
  ['failed', 'failed: it would be retried if it came from the SQS queue'],
  ['deadLettered', 'dead-lettered'],
  ['inProgress', 'not handled: in progress elsewhere, or behind a failed event of its message group'],
] as const;

/** How the events of a run ended. */
export function invokeText(
  document: {
    readonly processor: string;
    readonly counts?: JsonObject;
    readonly error?: { readonly type: string; readonly message: string };
  },
  style: Style,
): string {
  const { processor, counts, error } = document;
  if (error !== undefined && counts === undefined)
    return `${style.red('Failed')}: ${printable(error.message)}${error.type === 'Error' ? '' : ` (${printable(error.type)})`}`;
  if (counts === undefined) return `${printable(processor)} answered without counts.`;
  const lines = OUTCOMES.flatMap(([name, words]) => {
    const count = counts[name];
    return typeof count === 'number' && count > 0 ? [`  ${String(count).padStart(5)}  ${words}`] : [];
  });
  const received = counts['received'];
  const all = typeof received === 'number' ? received : 0;
  return [`${style.bold(printable(processor))} received ${counted(all, 'event')}:`, ...lines].join('\n');
}
