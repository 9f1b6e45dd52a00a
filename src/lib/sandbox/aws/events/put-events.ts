import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { AwsError, validationError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context, Operations } from '../context.js';
import { route } from '../delivery/router.js';
import { measureIngested } from '../delivery/rule-metrics.js';
import { objects, text, texts } from '../input.js';
import { judgeCaller } from './bus-policy.js';
import { sourceState, visibleSource } from './buses.js';
import { eventTime } from './event-time.js';
import { busName } from './names.js';
import { measurePutEvents, measureRefusedPutEvents } from './put-metrics.js';

/** Bytes of all entries of one request. */
const REQUEST_BYTES = 1_048_576;

/** A bus that is no partner's, by name or ARN: on others the model itself lets nobody put events. */
const BUS_PATTERN =
  '(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[\\.\\-_A-Za-z0-9]+';

function putEvents(input: JsonObject, context: Context): JsonObject {
  try {
    return putAll(input, context);
  } catch (error) {
    measureRefusedPutEvents(context);
    throw error;
  }
}

function putAll(input: JsonObject, context: Context): JsonObject {
  const entries = objects(input, 'Entries');
  const constraints = new Constraints();
  for (const [index, entry] of entries.entries())
    constraints.text(`entries.${index + 1}.member.eventBusName`, text(entry, 'EventBusName'), {
      min: 1,
      max: 1_600,
      pattern: BUS_PATTERN,
    });
  constraints
    .count('entries', `[${entries.map(() => 'PutEventsRequestEntry').join(', ')}]`, entries.length, {
      min: 1,
      max: Limits.eventEntriesPerRequest,
    })
    .check();
  const bytes = entries.reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0);
  if (bytes > REQUEST_BYTES)
    throw validationError('Total size of the entries in the request is over the limit.');
  for (const entry of entries) checkBusPolicy(entry, context);
  const answers = entries.map((entry) => putOne(entry, context));
  const failedEntries = answers.filter((answer) => 'ErrorCode' in answer).length;
  measurePutEvents(entries, failedEntries, context);
  return { FailedEntryCount: failedEntries, Entries: answers };
}

/** A bus whose policy denies it refuses the whole request (recorded 2026-09-15, docs/eventbridge.md). @throws AwsError */
function checkBusPolicy(entry: JsonObject, context: Context): void {
  const bus = context.state.buses.get(busNameOrError(text(entry, 'EventBusName') ?? 'default', context));
  if (bus === undefined) return;
  const event = { source: text(entry, 'Source') ?? '', 'detail-type': text(entry, 'DetailType') ?? '' };
  const verdict = judgeCaller(bus, event, context);
  if (verdict.allowed || !verdict.denied) return;
  throw new AwsError(
    'AccessDeniedException',
    `User: ${context.caller} is not authorized to perform: events:PutEvents on resource: ${bus.arn} with an explicit deny in a resource-based policy`,
  );
}

function failed(ErrorCode: string, ErrorMessage: string): JsonObject {
  return { ErrorCode, ErrorMessage };
}

function putOne(entry: JsonObject, context: Context): JsonObject {
  for (const name of ['Source', 'DetailType', 'Detail']) {
    if (!text(entry, name)) {
      return failed(
        'InvalidArgument',
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      );
    }
  }
  const detail = parsed(text(entry, 'Detail') ?? '');
  if (detail === undefined) return failed('MalformedDetail', 'Detail is malformed.');
  const source = text(entry, 'Source') ?? '';
  const bus = busNameOrError(text(entry, 'EventBusName') ?? 'default', context);
  // Only AWS may use its own sources.
  if (/^aws\./.test(source)) {
    return failed('NotAuthorizedForSourceException', 'Not authorized for the source.');
  }
  const now = context.now();
  const given = entry['Time'];
  const time =
    typeof given === 'number' ? given * 1_000 : typeof given === 'string' ? Date.parse(given) : now;
  const id = randomUUID();
  const event: JsonObject = {
    version: '0',
    id,
    'detail-type': text(entry, 'DetailType') ?? '',
    source,
    account: context.account,
    time: eventTime(Number.isFinite(time) ? time : now),
    region: context.region,
    resources: texts(entry, 'Resources'),
    detail,
  };
  putOnBus({ event, id, trace: text(entry, 'TraceHeader') }, bus, context);
  return { EventId: id };
}

function busNameOrError(name: string, context: Context): string {
  try {
    return busName(name, context);
  } catch (error) {
    if (error instanceof AwsError) return name;
    throw error;
  }
}

function parsed(detail: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(detail);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** EventBridge takes events for a bus that does not exist, and loses them. */
function putOnBus(
  {
    event,
    id,
    trace,
  }: { readonly event: JsonObject; readonly id: string; readonly trace: string | undefined },
  bus: string,
  context: Context,
): void {
  if (!context.state.buses.has(bus)) {
    context.record({
      eventId: id,
      bus,
      by: 'events',
      outcome: 'dropped',
      why: `there is no event bus ${bus}`,
    });
    return;
  }
  route({ event, id, bus, ingested: context.now(), ...(trace === undefined ? {} : { trace }) }, context);
}

/** Publishes an event of a partner: onto the bus that is made of its source, or nowhere. */
export function putPartnerEvent(
  sourceName: string,
  given: JsonObject,
  context: Context,
): { id: string; accepted: boolean } {
  const text = (name: string): string | undefined => {
    const value: JsonValue | undefined = given[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const id = text('id') ?? randomUUID();
  const now = context.now();
  const event: JsonObject = {
    version: text('version') ?? '0',
    id,
    'detail-type': text('detail-type') ?? '',
    source: sourceName,
    account: text('account') ?? context.account,
    time: text('time') ?? eventTime(now),
    region: text('region') ?? context.region,
    resources: given['resources'] ?? [],
    detail: given['detail'] ?? {},
  };
  const source = visibleSource(sourceName, context);
  const state = source === undefined ? undefined : sourceState(source, context);
  if (state !== 'ACTIVE') {
    const { droppedEvents } = context.state;
    droppedEvents.set(sourceName, (droppedEvents.get(sourceName) ?? 0) + 1);
    const why =
      state === undefined
        ? 'the partner event source does not exist'
        : `the partner event source is ${state}`;
    context.record({ eventId: id, bus: sourceName, by: 'events', outcome: 'dropped', why });
    return { id, accepted: false };
  }
  measureIngested(sourceName, context);
  route({ event, id, bus: sourceName, ingested: now }, context);
  return { id, accepted: true };
}

/** The call of EventBridge that takes events. */
export const putEventsOperations: Operations = { PutEvents: putEvents };
