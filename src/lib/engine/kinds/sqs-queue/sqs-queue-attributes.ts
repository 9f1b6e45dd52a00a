import { awsCommand } from '../../../base/hints/gcx-command.js';
import type { JsonValue } from '../../../base/json.js';
import type { QueueAttributeName } from '../../../clients/aws/answers.js';
import { parseArn } from '../../../language/names/arn.js';
import { type AttributeTable, none, ours, people } from '../door/attributes.js';
import { does, type KindHarms, saidBy } from '../door/difference-harm.js';
import { type Harm, type HarmContext, type HarmRule, onMade, onNumber } from '../door/harm.js';
import { policyHarm } from '../policies/policy-harm.js';

/** What SQS answers of a queue (GetQueueAttributes), by its reference. */
export type QueueTable = AttributeTable<Record<Exclude<QueueAttributeName, 'All'>, string>>;

/** What AWS gives a queue of which nothing else is said (SetQueueAttributes in SQS's reference). */
const USUAL = { retentionSeconds: 345_600, visibilitySeconds: 30 } as const;

/** Bytes of the largest event that EventBridge sends (PutEvents entries, quotas of EventBridge). */
const LARGEST_EVENT_BYTES = 262_144;

/** Receives after which one failed look at a message is not yet the end of it. */
const FEWEST_RECEIVES = 2;

const shorterRetention = onMade(
  onNumber((seconds, context) =>
    seconds >= USUAL.retentionSeconds
      ? undefined
      : {
          does: `A message that nobody has received within ${inWords(seconds)} is deleted, unseen.`,
          mend: setTo(context, 'MessageRetentionPeriod', USUAL.retentionSeconds),
        },
  ),
);

const shorterVisibility = onMade(
  onNumber((seconds, context) =>
    seconds >= USUAL.visibilitySeconds
      ? undefined
      : {
          does: `A message is given out again after ${inWords(seconds)}: a consumer that takes longer handles it twice.`,
          mend: setTo(context, 'VisibilityTimeout', USUAL.visibilitySeconds),
        },
  ),
);

const delay = onMade(
  onNumber((seconds, context) =>
    seconds <= 0
      ? undefined
      : {
          does: `Each message is held back for ${inWords(seconds)} before anybody can receive it.`,
          mend: setTo(context, 'DelaySeconds', 0),
        },
  ),
);

const smallMessages = onMade(
  onNumber((bytes, context) =>
    bytes >= LARGEST_EVENT_BYTES
      ? undefined
      : {
          does: `An event of more than ${bytes} bytes is refused: EventBridge tries again, then dead-letters or drops it.`,
          mend: setTo(context, 'MaximumMessageSize', LARGEST_EVENT_BYTES),
        },
  ),
);

/** Who consumes a queue may well want one; but what it takes out of the queue, the file then knows nothing of. */
const redrive: HarmRule = onMade((value, context) => {
  const policy = redriveOf(value);
  if (policy === undefined) return undefined;
  const { target, receives } = policy;
  const known = context.thing.named.has(target);
  if (known && receives >= FEWEST_RECEIVES) return undefined;
  const often = receives === 1 ? 'once' : `${receives} times`;
  return {
    does: known
      ? `A message that was received ${often}, if only to be looked at, leaves the queue.`
      : `A message that was received ${often} leaves the queue for ${target}, which are not in the file.`,
    mend: setTo(context, 'RedrivePolicy', '', 'To take it away:'),
  };
});

const notEncrypted: HarmRule = onMade((value, context) =>
  String(value) !== 'false' || (context.answer['KmsMasterKeyId'] ?? '') !== ''
    ? undefined
    : {
        does: 'Messages, with what they say of customers, lie on the disks of SQS as they are.',
        mend: setTo(context, 'SqsManagedSseEnabled', 'true'),
      },
);

/** An SQS queue that gcx made, or that the file uses: what people may set on it. */
export const sqsQueueAttributes: QueueTable = {
  QueueArn: none('it follows from the name'),
  // What is missing of our statements is put there by sqs-policy.
  Policy: people({
    harm: policyHarm(
      (context) =>
        awsCommand`sqs get-queue-attributes --queue-url ${urlOf(context)} --attribute-names Policy`,
    ),
  }),
  FifoQueue: none('it is fixed when the queue is made, and follows from the name'),
  ContentBasedDeduplication: ours(
    'Without it a FIFO queue takes nothing from EventBridge, which gives no deduplication id.',
  ),
  DeduplicationScope: people({ usual: 'queue' }),
  FifoThroughputLimit: people({ usual: 'perQueue' }),
  // Where the file names a key it is ours; else it is noted, and whether its policy lets senders in is checked.
  KmsMasterKeyId: people(),
  KmsDataKeyReusePeriodSeconds: people({ usual: '300' }),
  SqsManagedSseEnabled: people({ harm: notEncrypted, usual: 'true' }),
  MessageRetentionPeriod: people({ harm: shorterRetention, usual: String(USUAL.retentionSeconds) }),
  VisibilityTimeout: people({ harm: shorterVisibility, usual: String(USUAL.visibilitySeconds) }),
  DelaySeconds: people({ harm: delay, usual: '0' }),
  ReceiveMessageWaitTimeSeconds: people({ usual: '0' }),
  // SQS has raised what a new queue takes (256 KiB, then 1 MiB): none is the usual one.
  MaximumMessageSize: people({ harm: smallMessages }),
  RedrivePolicy: people({ harm: redrive, usual: null }),
  RedriveAllowPolicy: people({ usual: null }),
  ApproximateNumberOfMessages: none('it changes by itself'),
  ApproximateNumberOfMessagesNotVisible: none('it changes by itself'),
  ApproximateNumberOfMessagesDelayed: none('it changes by itself'),
  CreatedTimestamp: none('it only says when'),
  LastModifiedTimestamp: none('it only says when'),
};

const RETENTION = ours('A shorter one deletes messages that nobody has received yet.');

/** Attributes that the file can say, or that a processor needs: with what another value does. */
const OURS = {
  KmsMasterKeyId: ours('A key whose policy does not allow EventBridge: every delivery fails.'),
  MessageRetentionPeriod: RETENTION,
  VisibilityTimeout: ours('Shorter than its handling takes: a message is handled twice.'),
  DelaySeconds: ours('A longer one holds each message back before anybody can receive it.'),
  ReceiveMessageWaitTimeSeconds: ours(),
  MaximumMessageSize: ours('A smaller one refuses larger events: they are dead-lettered or dropped.'),
  SqsManagedSseEnabled: ours(),
  KmsDataKeyReusePeriodSeconds: ours(),
  DeduplicationScope: ours('With another scope, other messages are taken for repetitions, and dropped.'),
  FifoThroughputLimit: ours(),
  RedrivePolicy: ours('Without it a message that always fails is tried until it expires, and is lost then.'),
  RedriveAllowPolicy: ours('With denyAll, the queue of the processor may not use this one.'),
} as const satisfies Partial<QueueTable>;

const isOurs = (name: string): name is keyof typeof OURS => Object.hasOwn(OURS, name);

/** Which of a queue's attributes gcx sets: by what the queue is for, and by whether the file names a key. */
export function queueTable(queue: {
  readonly deadLetter: boolean;
  readonly key?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}): QueueTable {
  const own = Object.keys(queue.attributes ?? {}).filter(isOurs);
  return {
    ...sqsQueueAttributes,
    ...(queue.key === undefined
      ? {}
      : { KmsMasterKeyId: OURS.KmsMasterKeyId, SqsManagedSseEnabled: OURS.SqsManagedSseEnabled }),
    ...(queue.deadLetter ? { MessageRetentionPeriod: RETENTION } : {}),
    ...Object.fromEntries(own.map((name) => [name, OURS[name]])),
  };
}

function redriveOf(value: JsonValue): { readonly target: string; readonly receives: number } | undefined {
  if (typeof value !== 'string') return undefined;
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(value) as {
      readonly deadLetterTargetArn?: unknown;
      readonly maxReceiveCount?: unknown;
    };
    if (typeof deadLetterTargetArn !== 'string') return undefined;
    return { target: deadLetterTargetArn, receives: Number(maxReceiveCount) };
  } catch {
    return undefined;
  }
}

function setTo(
  context: HarmContext,
  name: string,
  value: number | string,
  before = 'To set it back:',
): Harm['mend'] {
  // The short form of AWS's command line has no way to write an empty value.
  const attributes = value === '' ? JSON.stringify({ [name]: '' }) : `${name}=${value}`;
  return `${before} ${awsCommand`sqs set-queue-attributes --queue-url ${urlOf(context)} --attributes ${attributes}`}`;
}

function urlOf({ answer }: HarmContext): string {
  const { region = '', account = '', resource = '' } = parseArn(String(answer['QueueArn'])) ?? {};
  return `https://sqs.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/${account}/${resource}`;
}

function inWords(seconds: number): string {
  const units = [
    [86_400, 'day'],
    [3_600, 'hour'],
    [60, 'minute'],
  ] as const;
  const [size, unit] = units.find(([each]) => seconds >= each && seconds % each === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const said = saidBy({ ...sqsQueueAttributes, ...OURS });

/** What differences of an SQS queue do to events. */
export const queueHarms: KindHarms = {
  missing: does('stops', 'What is sent there is lost, or dead-lettered.'),
  fields: {
    KmsMasterKeyId: said('stops', 'KmsMasterKeyId'),
    ContentBasedDeduplication: said('stops', 'ContentBasedDeduplication'),
    FifoQueue: does('stops', 'What is sent there is refused: a rule sends differently to a FIFO queue.'),
    MessageRetentionPeriod: said('some', 'MessageRetentionPeriod'),
    VisibilityTimeout: said('some', 'VisibilityTimeout'),
    RedrivePolicy: said('some', 'RedrivePolicy'),
    RedriveAllowPolicy: said('some', 'RedriveAllowPolicy'),
    DelaySeconds: said('some', 'DelaySeconds'),
    MaximumMessageSize: said('some', 'MaximumMessageSize'),
    DeduplicationScope: said('some', 'DeduplicationScope'),
  },
};
