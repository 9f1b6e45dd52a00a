import { arnOf } from '../arn.js';
import { measureEmbedded } from '../cloudwatch/embedded.js';
import type { Context } from '../context.js';
import type { LogGroupRecord } from '../processor-records.js';
import type { TagMap } from '../tag-map.js';
import type { LogLine } from './log-line.js';

/** Lines that a log group of the sandbox keeps; the oldest go first. */
export const LOG_EVENTS_PER_GROUP = 10_000;

/** What writing takes of a context. */
type LogContext = Pick<Context, 'account' | 'region' | 'state' | 'now'>;

/** Makes a log group without asking who wants it. */
export function makeLogGroup(name: string, tags: TagMap, context: LogContext): LogGroupRecord {
  const group: LogGroupRecord = {
    name,
    arn: arnOf('logs', context, `log-group:${name}`),
    created: context.now(),
    tags: { ...tags },
    streams: {},
    events: [],
    written: 0,
  };
  context.state.logGroups.set(name, group);
  return group;
}

/** Makes a stream of a log group, where it is not there. */
export function makeStream(group: LogGroupRecord, name: string, now: number): void {
  group.streams[name] ??= now;
}

/** Appends lines to a stream of a log group, which is there. */
export function appendLines(
  group: LogGroupRecord,
  stream: string,
  lines: readonly LogLine[],
  now: number,
): void {
  for (const { time, message } of lines) {
    group.written += 1;
    group.events.push({ id: eventId(group.written), stream, time, ingested: now, message });
  }
  // Cut now and then, not with every line.
  if (group.events.length > LOG_EVENTS_PER_GROUP * 1.1) {
    group.events.splice(0, group.events.length - LOG_EVENTS_PER_GROUP);
  }
}

/** As long as CloudWatch's, which are decimal numbers, and growing as they do. */
function eventId(number: number): string {
  return String(number).padStart(56, '0');
}

/**
 * Writes lines as a service does that logs for its user: the group, without tags and retention, and the stream are
 * made where they are missing, as Lambda makes them.
 * @example writeLog(context, '/aws/lambda/crm', '2025/11/21/[$LATEST]0b6f', [{ time: Date.now(), message: 'START' }])
 */
export function writeLog(
  context: LogContext,
  group: string,
  stream: string,
  lines: readonly LogLine[],
): void {
  const record = context.state.logGroups.get(group) ?? makeLogGroup(group, {}, context);
  record.streams[stream] ??= context.now();
  appendLines(record, stream, lines, context.now());
  measureEmbedded(lines, context);
}
