import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { nameOfArn, parseArn } from '../../../language/names/arn.js';
import { does } from '../door/difference-harm.js';
import type { ResourceKind } from '../door/kind.js';
import { isOurs } from '../ownership/mark.js';
import type { Contributor } from '../policies/contribution.js';
import { NOT_LET_IN } from '../policies/not-let-in.js';
import { type DocumentKind, planDocuments } from '../policies/plan-documents.js';
import { sameStatement } from '../policies/policy.js';
import type { SendersRead } from '../policies/senders.js';
import { alarmStatements } from './alarm-statements.js';
import { snsPolicyRights, sqsPolicyRights } from './send-policy-rights.js';
import {
  type SnsPolicyStep,
  type SqsPolicyStep,
  snsPolicySteps,
  sqsPolicySteps,
} from './send-policy-steps.js';
import { senderStatements } from './sender-statements.js';

/** Policies are documents of their SNS topics and SQS queues. */
const IN_STATEMENT = {
  on: 'nothing',
  why: 'it is known by the id of its statement, which goes on letting events in',
} as const;

/** Who writes into the policy of an SNS topic. */
const TOPIC_CONTRIBUTORS: readonly Contributor<JsonObject>[] = [senderStatements('sns'), alarmStatements];

/** Who writes into the policy of an SQS queue. */
const QUEUE_CONTRIBUTORS: readonly Contributor<JsonObject>[] = [senderStatements('sqs')];

const topicPolicies: DocumentKind<JsonObject, SnsPolicyStep> = {
  kind: 'sns-policy',
  contributors: TOPIC_CONTRIBUTORS,
  quota: {
    statements: ['snsPolicyStatements', Limits.snsPolicyStatements],
    bytes: ['snsPolicyBytes', Limits.snsPolicyBytes],
  },
  live: ({ live, mark }) =>
    new Map(
      [...live.topics].flatMap(([arn, topic]) =>
        topic === null
          ? []
          : [[arn, { policy: topic.attributes['Policy'] ?? '', ours: isOurs(topic.tags, mark) }] as const],
      ),
    ),
  name: nameOfArn,
  same: sameStatement,
  asJson: (_arn, statement) => statement,
  steps: (arn, statements) => [
    { call: 'sns.putStatements', arn, statements: Object.fromEntries(statements) },
  ],
};

const queuePolicies: DocumentKind<JsonObject, SqsPolicyStep> = {
  kind: 'sqs-policy',
  contributors: QUEUE_CONTRIBUTORS,
  quota: {
    statements: ['sqsPolicyStatements', Limits.sqsPolicyStatements],
    bytes: ['sqsPolicyBytes', Limits.sqsPolicyBytes],
  },
  live: ({ live, mark }) =>
    new Map(
      [...live.queues].flatMap(([arn, queue]) =>
        queue === null
          ? []
          : [[arn, { policy: queue.attributes['Policy'] ?? '', ours: isOurs(queue.tags, mark) }] as const],
      ),
    ),
  name: nameOfArn,
  same: sameStatement,
  asJson: (_arn, statement) => statement,
  steps: (arn, statements) => [
    {
      call: 'sqs.putStatements',
      name: nameOfArn(arn),
      account: parseArn(arn)?.account ?? '',
      statements: Object.fromEntries(statements),
    },
  ],
};

/** What the project has in the policy of an SNS topic: without it deliveries and alarms fail in silence. */
export const snsPolicyKind: ResourceKind<'sns-policy', SnsPolicyStep, SendersRead> = {
  kind: 'sns-policy',
  label: 'SNS topic policy',
  named: (name) => `The policy of SNS topic ${name}`,
  steps: snsPolicySteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'sns-topic', of: 'growing', same: true }],
    goesAfter: [
      { kind: 'sns-subscription', of: 'shrinking' },
      { kind: 'alarm', of: 'any' },
    ],
    goesAfterRules: 'all',
  },
  countsAs: 'no',
  marks: IN_STATEMENT,
  harms: {
    missing: does('stops', NOT_LET_IN),
    fields: {
      'may send': does('stops', NOT_LET_IN),
      'may publish': does('later', 'Alarms go off, and nobody is notified.'),
    },
  },
  rights: snsPolicyRights,
  plan: (input) => planDocuments(input, topicPolicies),
};

/** What the project has in the policy of an SQS queue: without it deliveries fail in silence. */
export const sqsPolicyKind: ResourceKind<'sqs-policy', SqsPolicyStep, SendersRead> = {
  kind: 'sqs-policy',
  label: 'SQS queue policy',
  named: (name) => `The policy of SQS queue ${name}`,
  steps: sqsPolicySteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'sqs-queue', of: 'growing', same: true }],
    goesAfter: [{ kind: 'sns-subscription', of: 'shrinking' }],
    goesAfterRules: 'all',
  },
  countsAs: 'no',
  marks: IN_STATEMENT,
  harms: { missing: does('stops', NOT_LET_IN), fields: { 'may send': does('stops', NOT_LET_IN) } },
  rights: sqsPolicyRights,
  plan: (input) => planDocuments(input, queuePolicies),
};
