import type { JsonObject } from '../../../base/json.js';
import { AwsError, resourceNotFound } from '../aws-error.js';
import { measureEmbedded } from '../cloudwatch/embedded.js';
import type { Context, Operations } from '../context.js';
import { flag, integer, objects, text, texts } from '../input.js';
import { pageOf } from '../pages.js';
import type { LogEventRecord, LogGroupRecord } from '../processor-records.js';
import { readFilterPattern } from './filter-pattern.js';
import { checkLogName, groupOf, invalidLogParameter } from './groups.js';
import { appendLines } from './write-log.js';

const DAY_MS = 24 * 60 * 60_000;
const STREAMS_PER_PAGE = 50;
const EVENTS_PER_PAGE = 10_000;

function streamOf(input: JsonObject, group: LogGroupRecord): string {
  const name = text(input, 'logStreamName') ?? '';
  if (group.streams[name] === undefined) throw resourceNotFound('The specified log stream does not exist.');
  return name;
}

function createLogStream(input: JsonObject, context: Context): JsonObject {
  const group = groupOf(input, context);
  const name = text(input, 'logStreamName') ?? '';
  checkLogName(name, 'logStreamName');
  if (group.streams[name] !== undefined) {
    throw new AwsError('ResourceAlreadyExistsException', 'The specified log stream already exists');
  }
  group.streams[name] = context.now();
  return {};
}

function putLogEvents(input: JsonObject, context: Context): JsonObject {
  const group = groupOf(input, context);
  const stream = streamOf(input, group);
  const lines = objects(input, 'logEvents').map((entry) => ({
    time: integer(entry, 'timestamp') ?? context.now(),
    message: text(entry, 'message') ?? '',
  }));
  if (lines.some(({ time }, index) => time < (lines[index - 1]?.time ?? time))) {
    throw invalidLogParameter('Log events in a single PutLogEvents request must be in chronological order.');
  }
  appendLines(group, stream, lines, context.now());
  measureEmbedded(lines, context);
  return { nextSequenceToken: String(group.written) };
}

function describeLogStreams(input: JsonObject, context: Context): JsonObject {
  const group = groupOf(input, context);
  const prefix = text(input, 'logStreamNamePrefix') ?? '';
  const streams = Object.entries(group.streams)
    // A stream that a service makes later is not there yet.
    .filter(([name, created]) => name.startsWith(prefix) && created <= context.now())
    .map(([name, created]) => {
      const events = arrived(group, context).filter(({ stream }) => stream === name);
      const times = events.map(({ time }) => time);
      return { name, created, first: times[0], last: times.at(-1), ingested: events.at(-1)?.ingested };
    });
  const byTime = text(input, 'orderBy') === 'LastEventTime';
  streams.sort((left, right) => {
    if (byTime) return (left.last ?? 0) - (right.last ?? 0);
    return left.name < right.name ? -1 : 1;
  });
  if (flag(input, 'descending') === true) streams.reverse();
  const size = integer(input, 'limit') ?? STREAMS_PER_PAGE;
  const page = pageOf(streams, size, text(input, 'nextToken'), 'InvalidParameterException');
  return {
    logStreams: page.items.map(({ name, created, first, last, ingested }) => ({
      logStreamName: name,
      creationTime: created,
      arn: `${group.arn}:log-stream:${name}`,
      storedBytes: 0,
      ...(first === undefined ? {} : { firstEventTimestamp: first }),
      ...(last === undefined ? {} : { lastEventTimestamp: last }),
      ...(ingested === undefined ? {} : { lastIngestionTime: ingested }),
    })),
    ...(page.next === undefined ? {} : { nextToken: page.next }),
  };
}

/** What has come in by now: services' logs come late. */
function arrived(group: LogGroupRecord, { now }: Context): readonly LogEventRecord[] {
  return group.events.filter(({ ingested }) => ingested <= now());
}

/** Earlier ones first; those of one moment as they came in. */
function inOrder(
  left: Pick<LogEventRecord, 'time' | 'id'>,
  right: Pick<LogEventRecord, 'time' | 'id'>,
): number {
  if (left.time !== right.time) return left.time - right.time;
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}

/** The token names the last event of the page before, so that lines written meanwhile do not shift the pages. */
function writeToken({ time, id }: LogEventRecord): string {
  return Buffer.from(`${time} ${id}`).toString('base64url');
}

function readToken(token: string): Pick<LogEventRecord, 'time' | 'id'> {
  const [time = '', id = ''] = Buffer.from(token, 'base64url').toString('utf8').split(' ');
  if (!/^\d+$/.test(time) || !/^\d+$/.test(id)) {
    throw invalidLogParameter('The specified nextToken is invalid.');
  }
  return { time: Number(time), id };
}

function filterLogEvents(input: JsonObject, context: Context): JsonObject {
  const group = groupOf(input, context);
  const size = integer(input, 'limit') ?? EVENTS_PER_PAGE;
  if (size < 1 || size > EVENTS_PER_PAGE) {
    const bound = size < 1 ? 'greater than or equal to 1' : `less than or equal to ${EVENTS_PER_PAGE}`;
    throw invalidLogParameter(
      `1 validation error detected: Value '${size}' at 'limit' failed to satisfy constraint: Member must have value ${bound}`,
    );
  }
  const streams = texts(input, 'logStreamNames');
  const prefix = text(input, 'logStreamNamePrefix') ?? '';
  const kept = group.retentionDays === undefined ? 0 : context.now() - group.retentionDays * DAY_MS;
  const from = Math.max(integer(input, 'startTime') ?? 0, kept);
  const to = integer(input, 'endTime') ?? Number.POSITIVE_INFINITY;
  const fits = readFilterPattern(text(input, 'filterPattern') ?? '');
  const token = text(input, 'nextToken');
  const after = token === undefined ? undefined : readToken(token);
  const found = arrived(group, context)
    .filter(
      ({ stream, time, message }) =>
        time >= from &&
        time <= to &&
        stream.startsWith(prefix) &&
        (streams.length === 0 || streams.includes(stream)) &&
        fits(message),
    )
    .filter((event) => after === undefined || inOrder(event, after) > 0)
    .sort(inOrder);
  const page = found.slice(0, size);
  const last = page.at(-1);
  return {
    events: page.map(({ stream, time, message, ingested, id }) => ({
      logStreamName: stream,
      timestamp: time,
      message,
      ingestionTime: ingested,
      eventId: id,
    })),
    searchedLogStreams: [],
    ...(last === undefined || page.length === found.length ? {} : { nextToken: writeToken(last) }),
  };
}

/** The calls of Amazon CloudWatch Logs that concern streams and their lines. */
export const logEventOperations: Operations = {
  CreateLogStream: createLogStream,
  DescribeLogStreams: describeLogStreams,
  PutLogEvents: putLogEvents,
  FilterLogEvents: filterLogEvents,
};
