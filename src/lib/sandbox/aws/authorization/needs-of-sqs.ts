import { arnOf } from '../arn.js';
import { text, textMap, texts } from '../input.js';
import {
  all,
  anywhere,
  type Call,
  type Conditions,
  type Needs,
  type NeedsOfCalls,
  on,
  taggedWith,
  where,
  withoutKeys,
} from './asked.js';

/** The queue that a URL names. */
function queue({ input, context }: Call): string {
  const [name = '', account = ''] = (text(input, 'QueueUrl') ?? '').split('/').reverse();
  return arnOf('sqs', /^\d{12}$/.test(account) ? { region: context.region, account } : context, name);
}

function queueByName({ input, context }: Call): string {
  const account = text(input, 'QueueOwnerAWSAccountId') ?? context.account;
  return arnOf('sqs', { region: context.region, account }, text(input, 'QueueName') ?? '');
}

/** Both spellings of the member are in use. */
const tagsOf = ({ input }: Call): Record<string, string> =>
  textMap(input, 'tags') ?? textMap(input, 'Tags') ?? {};
const newTags = (call: Call): Conditions => taggedWith(tagsOf(call));
const sourceOfMove = ({ input }: Call): string => text(input, 'SourceArn') ?? '';

/** The queue that a task moves messages of. */
const queueOfTask = ({ input, context }: Call): string =>
  context.state.moveTasks.get(text(input, 'TaskHandle') ?? '')?.source ?? arnOf('sqs', context, '*');

function onQueue(action: string): Needs {
  return on(`sqs:${action}`, queue);
}

/** What the calls of Amazon SQS need; batches need what their single calls need. */
export const needsOfSqs: NeedsOfCalls = {
  AddPermission: onQueue('AddPermission'),
  CancelMessageMoveTask: on('sqs:CancelMessageMoveTask', queueOfTask),
  ChangeMessageVisibility: onQueue('ChangeMessageVisibility'),
  ChangeMessageVisibilityBatch: onQueue('ChangeMessageVisibility'),
  CreateQueue: all(
    on('sqs:CreateQueue', queueByName, newTags),
    where((call) => Object.keys(tagsOf(call)).length > 0, on('sqs:TagQueue', queueByName, newTags)),
  ),
  DeleteMessage: onQueue('DeleteMessage'),
  DeleteMessageBatch: onQueue('DeleteMessage'),
  DeleteQueue: onQueue('DeleteQueue'),
  GetQueueAttributes: onQueue('GetQueueAttributes'),
  GetQueueUrl: on('sqs:GetQueueUrl', queueByName),
  ListDeadLetterSourceQueues: onQueue('ListDeadLetterSourceQueues'),
  ListMessageMoveTasks: on('sqs:ListMessageMoveTasks', sourceOfMove),
  ListQueues: anywhere('sqs:ListQueues'),
  ListQueueTags: onQueue('ListQueueTags'),
  PurgeQueue: onQueue('PurgeQueue'),
  ReceiveMessage: onQueue('ReceiveMessage'),
  RemovePermission: onQueue('RemovePermission'),
  SendMessage: onQueue('SendMessage'),
  SendMessageBatch: onQueue('SendMessage'),
  SetQueueAttributes: onQueue('SetQueueAttributes'),
  // SQS Developer Guide, "Configuring queue permissions" of a redrive.
  StartMessageMoveTask: all(
    on('sqs:StartMessageMoveTask', sourceOfMove),
    on('sqs:ReceiveMessage', sourceOfMove),
    on('sqs:DeleteMessage', sourceOfMove),
    on('sqs:GetQueueAttributes', sourceOfMove),
    where(
      ({ input }) => text(input, 'DestinationArn') !== undefined,
      on('sqs:SendMessage', ({ input }) => text(input, 'DestinationArn') ?? ''),
    ),
  ),
  TagQueue: on('sqs:TagQueue', queue, newTags),
  UntagQueue: on('sqs:UntagQueue', queue, ({ input }) => withoutKeys(texts(input, 'TagKeys'))),
};
