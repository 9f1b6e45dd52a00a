import type { JsonObject } from '../../../base/json.js';
import { measure } from '../cloudwatch/measure.js';
import type { Context } from '../context.js';
import { text, texts } from '../input.js';

/** Bytes that a time takes ("Calculating Amazon EventBridge event entry size", EventBridge user guide). */
const TIME_BYTES = 14;

function count(name: string, value: number, context: Context, unit = 'Count'): void {
  if (value > 0) measure(context, { namespace: 'AWS/Events', name, dimensions: {}, value, unit });
}

function sizeOf(entry: JsonObject): number {
  const words = [
    text(entry, 'Source'),
    text(entry, 'DetailType'),
    text(entry, 'Detail'),
    ...texts(entry, 'Resources'),
  ];
  const time = entry['Time'] === undefined ? 0 : TIME_BYTES;
  return words.reduce((sum, word = '') => sum + Buffer.byteLength(word), time);
}

/**
 * Counts a request of PutEvents. Also one whose entries were all refused is a call that succeeded, and a bus that does not
 * exist fails no entry (measured on AWS 2026-09-16, radkawar/stackd testdata/aws/eventbridge/metrics.json).
 */
export function measurePutEvents(
  entries: readonly JsonObject[],
  failedEntries: number,
  context: Context,
): void {
  count('PutEventsApproximateCallCount', 1, context);
  count('PutEventsApproximateSuccessCount', 1, context);
  count('PutEventsEntriesCount', entries.length, context);
  count('PutEventsFailedEntriesCount', failedEntries, context);
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  count('PutEventsRequestSize', size, context, 'Bytes');
}

/** Counts a request of PutEvents that was refused as a whole. */
export function measureRefusedPutEvents(context: Context): void {
  count('PutEventsApproximateCallCount', 1, context);
  count('PutEventsApproximateFailedCount', 1, context);
}
