import type { SqsQueue } from '../../../clients/aws/model.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { nameOfArn, parseArn } from '../../../language/names/arn.js';
import { changeId } from '../../change/change.js';
import type { DeclaredQueue } from '../../targets/declared-queue.js';
import type { Answered } from '../door/attributes.js';
import { distinct, type Reading, readEach } from '../door/reading.js';
import { TagKey } from '../ownership/mark.js';
import { newerFormatOfOurs } from '../ownership/mark-format.js';
import { isHere, type MarkedRead } from '../ownership/marked-reading.js';
import { thingOf } from '../ownership/thing.js';
import { type RulesRead, sentTo } from '../rule/rules-reading.js';
import { endpointsOf, type TopicsRead } from '../sns-topic/topics-reading.js';
import { type QueueTable, queueTable, sqsQueueAttributes } from './sqs-queue-attributes.js';
import { SET_ATTRIBUTES } from './sqs-queue-settings.js';
import { attributesSetBack } from './wanted-attributes.js';

/** SQS queues of the account. */
export interface QueuesRead {
  /** By ARN; null where there is none. */
  readonly queues: ReadonlyMap<string, SqsQueue | null>;
}

/** Attributes of an SQS queue that a plan depends on; the others (message counts, time stamps) change by themselves. */
const ATTRIBUTES = [
  'Policy',
  'MessageRetentionPeriod',
  'FifoQueue',
  'ContentBasedDeduplication',
  'KmsMasterKeyId',
];

/** Reads the SQS queues of the file, those with our mark, and those that our rules and their topics send to. */
export const queuesReading: Reading<QueuesRead, MarkedRead & RulesRead & TopicsRead> = {
  name: 'queues',
  waitsFor: ['marked', 'rules', 'topics'],
  unread: {
    live: { queues: new Map() },
    of: 'SQS queues',
    kinds: ['sqs-queue', 'sqs-policy'],
    codes: /^(?:existing-missing|key-|fifo-)/,
  },
  async read({ config, declared }, { marked, rules, topics }, { aws }) {
    const arns = distinct([
      ...declared.queues.map(({ arn }) => arn),
      ...marked.keys(),
      ...sentTo(rules),
      ...endpointsOf(topics),
    ]).filter((arn) => isHere(config, arn) && parseArn(arn)?.service === 'sqs');
    return {
      queues: await readEach(
        arns,
        async (arn) => (await aws.sqs.queue(nameOfArn(arn), undefined, marked.get(arn))) ?? null,
      ),
    };
  },
  digest: ({ queues }) => ({
    queues: [...queues].map(([arn, queue]) => ({
      arn,
      tags: queue?.tags ?? null,
      attributes: queue && attributesOf(queue.tags).map((name) => queue.attributes[name] ?? null),
    })),
  }),
  answered: (input) =>
    [...input.live.queues].flatMap(([arn, queue]): readonly Answered[] => {
      if (queue === null) return [];
      const declared = input.declared.queues.find((each) => each.arn === arn);
      const about = { targets: [declared?.target ?? ''], change: changeId('sqs-queue', arn), arn };
      return [
        {
          called: `SQS queue ${queue.name}`,
          answer: queue.attributes,
          table: declared?.create === true ? tableOf(declared, queue) : sqsQueueAttributes,
          thing: declared && thingOf(input, queue.tags, about),
        },
      ];
    }),
  newerMarks: ({ queues }, { mark }) =>
    [...queues].flatMap(([arn, queue]) =>
      newerFormatOfOurs(`SQS queue ${nameOfArn(arn)}`, queue?.tags, mark),
    ),
};

function attributesOf(tags: Tags): readonly string[] {
  return tags[TagKey.project] === undefined ? ATTRIBUTES : ['Policy', ...SET_ATTRIBUTES];
}

/** What is about to be set back is gcx's still. */
function tableOf(declared: DeclaredQueue, live: SqsQueue): QueueTable {
  const attributes = { ...declared.attributes, ...attributesSetBack(declared, live) };
  return queueTable({ ...declared, attributes });
}
