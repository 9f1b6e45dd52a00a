import * as z from 'zod';
import { GcxError } from '../../../base/gcx-error.js';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { nameOfArn, parseArn, queueArn } from '../../../language/names/arn.js';
import { jsonObject, type StepOf, stepDoor } from '../door/step-door.js';
import { keepStatements } from '../policies/keep-statements.js';
import { usedTopic } from '../sns-topic/sns-topic-steps.js';
import { usedQueue } from '../sqs-queue/sqs-queue-steps.js';

/** Statements by `Sid`; null takes one away. */
const statements = z.record(z.string(), jsonObject.nullable()).readonly();

/**
 * The calls on the policies of SNS topics: each reads the policy, puts or removes these statements by Sid, and
 * writes it back, so that others' statements stay.
 */
export const snsPolicySteps = [
  stepDoor(
    'sns.putStatements',
    { arn: z.string(), statements },
    {
      does: 'sns:SetTopicAttributes',
      document: ({ arn }) => arn,
      lookAgain: true,
      subject: ({ arn }, context) => usedTopic(arn, context),
      run(step, context) {
        const { sns } = context.aws;
        const name = nameOfArn(step.arn);
        const text = {
          what: `The policy of SNS topic ${name}`,
          async read() {
            const policy = await sns.policy(step.arn);
            if (policy === undefined) throw gone('SNS topic', name);
            return policy;
          },
          write: (policy: string) =>
            sns.setAttribute(step.arn, 'Policy', policy === '' ? ownersPolicy(step.arn) : policy),
        };
        return keepStatements(step.statements, step.arn, text, context);
      },
    },
  ),
] as const;

/** The calls on the policies of SQS queues; as those of SNS topics. */
export const sqsPolicySteps = [
  stepDoor(
    'sqs.putStatements',
    { name: z.string(), account: z.string(), statements },
    {
      does: 'sqs:SetQueueAttributes',
      document: documentOfQueue,
      lookAgain: true,
      subject(step, context) {
        const { account, region } = context;
        return usedQueue(queueArn({ aws: { account, region } }, step.name, step.account), step.name, context);
      },
      run(step, context) {
        const { sqs } = context.aws;
        const text = {
          what: `The policy of SQS queue ${step.name}`,
          async read() {
            const policy = await sqs.policy(step.name, step.account);
            if (policy === undefined) throw gone('SQS queue', step.name);
            return policy;
          },
          write: (policy: string) => sqs.setAttributes(step.name, { Policy: policy }, step.account),
        };
        return keepStatements(step.statements, documentOfQueue(step), text, context);
      },
    },
  ),
] as const;

/** A call on the policy of an SNS topic. */
export type SnsPolicyStep = StepOf<typeof snsPolicySteps>;

/** A call on the policy of an SQS queue. */
export type SqsPolicyStep = StepOf<typeof sqsPolicySteps>;

function documentOfQueue({ name, account }: { readonly name: string; readonly account: string }): string {
  return `sqs:${account}:${name}`;
}

/** SNS takes no empty policy: what a topic has where nobody wrote one, its owner's access. */
function ownersPolicy(arn: string): string {
  const owner = parseArn(arn)?.account ?? '';
  return JSON.stringify({
    Version: '2008-10-17',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'SNS:GetTopicAttributes',
          'SNS:SetTopicAttributes',
          'SNS:AddPermission',
          'SNS:RemovePermission',
          'SNS:DeleteTopic',
          'SNS:Subscribe',
          'SNS:ListSubscriptionsByTopic',
          'SNS:Publish',
        ],
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': owner } },
      },
    ],
  });
}

function gone(what: string, name: string): GcxError {
  return new GcxError({
    code: 'gone-meanwhile',
    what: `${what} ${name} does not exist any more; it did when the plan was made.`,
    fix: `Run ${gcxCommand('plan')} again.`,
  });
}
