import { GcxError } from '../../base/gcx-error.js';
import { nameOfArn, parseArn } from '../../language/names/arn.js';
import type { Step } from '../change/step.js';
import { addPermission, removePermission } from '../kinds/lambda-permission/run-permission-step.js';
import { keepStatement } from '../kinds/policies/keep-statement.js';
import { writeAndReadBack } from '../kinds/policies/read-back.js';
import { samePolicy } from '../kinds/role/role-policy.js';
import type { RunContext } from './run-step.js';

/** The steps on documents that others write into as well, or put back. */
export type PolicyStep = Extract<
  Step,
  {
    call:
      | 'sns.putStatement'
      | 'sqs.putStatement'
      | 'lambda.addPermission'
      | 'lambda.removePermission'
      | 'iam.putPolicy'
      | 'iam.setTrust';
  }
>;

/**
 * Carries out one step on a policy: one writer a document, and done only when reading it shows what was written.
 * @throws GcxError `not-kept`, `gone-meanwhile`, and what the clients throw
 */
export async function runPolicyStep(step: PolicyStep, context: RunContext): Promise<void> {
  const document = documentOf(step);
  return context.documents.take(document, async () => {
    // Whoever waited for a turn begins nothing once the run is interrupted.
    await context.sleep(0);
    switch (step.call) {
      case 'sns.putStatement':
        return putTopicStatement(step, document, context);
      case 'sqs.putStatement':
        return putQueueStatement(step, document, context);
      case 'lambda.addPermission':
        return addPermission(step, context);
      case 'lambda.removePermission':
        return removePermission(step, context);
      case 'iam.putPolicy':
        return putRolePolicy(step, context);
      case 'iam.setTrust':
        return setTrust(step, context);
    }
  });
}

/** The document that a step writes: steps of one document take turns. */
function documentOf(step: PolicyStep): string {
  switch (step.call) {
    case 'sns.putStatement':
      return step.arn;
    case 'sqs.putStatement':
      return `sqs:${step.account}:${step.name}`;
    case 'lambda.addPermission':
    case 'lambda.removePermission':
      return `lambda:${step.functionName}`;
    case 'iam.putPolicy':
      return `role:${step.role}:${step.policy}`;
    case 'iam.setTrust':
      return `role:${step.role}`;
  }
}

async function putTopicStatement(
  step: Extract<PolicyStep, { call: 'sns.putStatement' }>,
  document: string,
  context: RunContext,
): Promise<void> {
  const { sns } = context.aws;
  const name = nameOfArn(step.arn);
  await keepStatement(
    step,
    document,
    {
      what: `The policy of SNS topic ${name}`,
      async read() {
        const policy = await sns.policy(step.arn);
        if (policy === undefined) throw gone('SNS topic', name);
        return policy;
      },
      write: (policy) =>
        sns.setAttribute(step.arn, 'Policy', policy === '' ? ownersPolicy(step.arn) : policy),
    },
    context,
  );
}

async function putQueueStatement(
  step: Extract<PolicyStep, { call: 'sqs.putStatement' }>,
  document: string,
  context: RunContext,
): Promise<void> {
  const { sqs } = context.aws;
  await keepStatement(
    step,
    document,
    {
      what: `The policy of SQS queue ${step.name}`,
      async read() {
        const policy = await sqs.policy(step.name, step.account);
        if (policy === undefined) throw gone('SQS queue', step.name);
        return policy;
      },
      write: (policy) => sqs.setAttributes(step.name, { Policy: policy }, step.account),
    },
    context,
  );
}

async function putRolePolicy(
  { role, policy, document }: Extract<PolicyStep, { call: 'iam.putPolicy' }>,
  { aws: { iam }, sleep }: RunContext,
): Promise<void> {
  await writeAndReadBack(
    {
      what: `The policy ${policy} of IAM role ${role}`,
      without: 'Without it the function may not do what it must.',
      read: () => iam.policy(role, policy),
      holds: (found) => samePolicy(found, document),
      write: () => iam.putPolicy(role, policy, document),
    },
    sleep,
  );
}

async function setTrust(
  { role, trust }: Extract<PolicyStep, { call: 'iam.setTrust' }>,
  { aws: { iam }, sleep }: RunContext,
): Promise<void> {
  await writeAndReadBack(
    {
      what: `The trust policy of IAM role ${role}`,
      without: 'Without it the function cannot run as that role.',
      read: async () => (await iam.role(role))?.trust,
      holds: (found) => samePolicy(found, trust),
      write: () => iam.setTrust(role, trust),
    },
    sleep,
  );
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
    what: `${what} ${name} is gone: it was there when the plan was made.`,
    fix: 'Run gcx plan again.',
  });
}
