import { jsonText } from '../../base/unprintable.js';
import type { LogLine } from '../../clients/aws/logs-model.js';
import { structured } from '../../features/processors/logs/log-line.js';

/** A log line as a line of JSON. */
export function logLineJson({ time, stream, message }: LogLine): string {
  return jsonText({
    schemaVersion: 1,
    kind: 'line',
    time: new Date(time).toISOString(),
    stream,
    message: structured(message) ?? message.trimEnd(),
  });
}
