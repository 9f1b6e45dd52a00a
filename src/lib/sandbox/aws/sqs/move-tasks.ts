import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../base/json.js';
import { parseArn } from '../arn.js';
import { AwsError } from '../aws-error.js';
import { measureQueue } from '../cloudwatch/queue-use.js';
import type { Context, Operations } from '../context.js';
import { integer, text } from '../input.js';
import type { MessageRecord, MoveTaskRecord, QueueRecord } from '../message-records.js';
import { parseRedrivePolicy } from './attributes.js';
import { SqsErrors } from './errors.js';
import { enqueue, isFifo } from './store.js';

/** How long a task that is canceled goes on: on AWS some messages more are moved (recorded 2026-09-12, redrive.json). */
const CANCELLING_MILLISECONDS = 1_000;
const MOST_PER_SECOND = 500;
const MOST_RESULTS = 10;

/** [?] In the words of LocalStack's tests; they are not in our recordings. */
function noResource(what: string): AwsError {
  return new AwsError('ResourceNotFoundException', what, { status: 404 });
}

function isOver({ status }: MoveTaskRecord): boolean {
  return status !== 'RUNNING' && status !== 'CANCELLING';
}

function start(input: JsonObject, context: Context): JsonObject {
  const { queues, moveTasks } = context.state;
  const sourceArn = text(input, 'SourceArn') ?? '';
  const destinationArn = text(input, 'DestinationArn');
  const rate = integer(input, 'MaxNumberOfMessagesPerSecond');
  const source = queues.get(sourceArn);
  if (source === undefined)
    throw noResource("The resource that you specified for the SourceArn parameter doesn't exist.");
  const feeds = ({ attributes }: QueueRecord) =>
    parseRedrivePolicy(attributes['RedrivePolicy'])?.deadLetterTargetArn === sourceArn;
  if (![...queues.values()].some(feeds))
    throw SqsErrors.value('Source queue must be configured as a Dead Letter Queue.');
  if (destinationArn !== undefined && !queues.has(destinationArn))
    throw noResource("The resource that you specified for the DestinationArn parameter doesn't exist.");
  if (rate !== undefined && (rate < 1 || rate > MOST_PER_SECOND))
    throw SqsErrors.value(
      `Value ${rate} for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: Must be between 1 and ${MOST_PER_SECOND}, if provided.`,
    );
  const other = [...moveTasks.values()].find((task) => task.source === sourceArn && !isOver(task));
  if (other !== undefined)
    throw SqsErrors.unsupported(
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
    );
  const handle = Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString('base64');
  moveTasks.set(handle, {
    handle,
    source: sourceArn,
    ...(destinationArn === undefined ? {} : { destination: destinationArn }),
    ...(rate === undefined ? {} : { rate }),
    started: context.now(),
    left: source.messages.map(({ id }) => id),
    toMove: source.messages.length,
    moved: 0,
    handled: 0,
    status: 'RUNNING',
  });
  return { TaskHandle: handle };
}

/** Lets tasks that move messages do what they have had the time for. To be called before whatever looks at queues. */
export function advanceMoves(context: Context): void {
  for (const task of context.state.moveTasks.values()) if (!isOver(task)) advance(task, context);
}

function advance(task: MoveTaskRecord, context: Context): void {
  const now = context.now();
  const source = context.state.queues.get(task.source);
  const until = task.cancelled === undefined ? now : Math.min(now, task.cancelled + CANCELLING_MILLISECONDS);
  const most =
    task.rate === undefined ? task.toMove : Math.floor(((until - task.started) / 1_000) * task.rate);
  const there = source?.messages.filter(({ id }) => task.left.includes(id)) ?? [];
  task.left = there.map(({ id }) => id);
  const held = new Set(
    there
      .filter(({ visibleAt }) => visibleAt > now)
      .map(({ id, attributes }) => (source && isFifo(source) ? attributes['MessageGroupId'] : id)),
  );
  for (const message of there) {
    if (task.handled >= most) break;
    const group = source && isFifo(source) ? message.attributes['MessageGroupId'] : message.id;
    if (source === undefined || held.has(group)) continue;
    const target = task.destination ?? message.attributes['DeadLetterQueueSourceArn'] ?? '';
    const destination = context.state.queues.get(target);
    if (destination === undefined) {
      task.status = 'FAILED';
      task.failure = 'CouldNotDetermineMessageSource';
      return;
    }
    measureQueue(source, context);
    source.messages = source.messages.filter((each) => each !== message);
    task.left = task.left.filter((id) => id !== message.id);
    task.handled += 1;
    if (moved(message, destination, context)) task.moved += 1;
  }
  if (task.left.length === 0) task.status = 'COMPLETED';
  else if (task.cancelled !== undefined && now >= task.cancelled + CANCELLING_MILLISECONDS)
    task.status = 'CANCELLED';
}

/**
 * Puts a dead letter into a queue as a new message, whose deduplication id in a FIFO queue is the old message's id (recorded
 * 2026-09-12, fifo_redrive.json; [?] standard queues alike). @returns false where the queue knows it already: it is gone
 */
function moved(message: MessageRecord, destination: QueueRecord, context: Context): boolean {
  const { body, messageAttributes, attributes } = message;
  const { MessageGroupId: group, AWSTraceHeader: trace, SenderId: sender } = attributes;
  const before = destination.messages.length;
  enqueue(
    destination,
    {
      body,
      attributes: messageAttributes,
      ...(group === undefined ? {} : { group }),
      ...(isFifo(destination) ? { deduplication: message.id } : {}),
      ...(trace === undefined ? {} : { trace }),
      ...(sender === undefined ? {} : { sender }),
    },
    context,
  );
  return destination.messages.length > before;
}

function shown(task: MoveTaskRecord): JsonObject {
  return {
    ...(task.status === 'RUNNING' ? { TaskHandle: task.handle } : {}),
    Status: task.status,
    SourceArn: task.source,
    ...(task.destination === undefined ? {} : { DestinationArn: task.destination }),
    ...(task.rate === undefined ? {} : { MaxNumberOfMessagesPerSecond: task.rate }),
    ApproximateNumberOfMessagesMoved: task.moved,
    ApproximateNumberOfMessagesToMove: task.toMove,
    ...(task.failure === undefined ? {} : { FailureReason: task.failure }),
    StartedTimestamp: task.started,
  };
}

/** The calls of SQS that move dead letters back. */
export const moveTaskOperations: Operations = {
  StartMessageMoveTask: (input, context) => {
    const answer = start(input, context);
    advanceMoves(context);
    return answer;
  },
  ListMessageMoveTasks: (input, context) => {
    const source = text(input, 'SourceArn') ?? '';
    if (parseArn(source) === undefined || !context.state.queues.has(source))
      throw noResource("The resource that you specified for the SourceArn parameter doesn't exist.");
    const most = Math.min(integer(input, 'MaxResults') ?? 1, MOST_RESULTS);
    const tasks = [...context.state.moveTasks.values()].filter((task) => task.source === source);
    return { Results: tasks.toReversed().slice(0, most).map(shown) };
  },
  CancelMessageMoveTask: (input, context) => {
    const task = context.state.moveTasks.get(text(input, 'TaskHandle') ?? '');
    if (task === undefined) throw noResource('Task does not exist.');
    if (task.status !== 'RUNNING') throw SqsErrors.unsupported('Only active tasks can be cancelled.');
    task.status = 'CANCELLING';
    task.cancelled = context.now();
    return { ApproximateNumberOfMessagesMoved: task.moved };
  },
};
