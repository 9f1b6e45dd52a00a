import {
  DeleteEventBusCommand,
  DeleteRuleCommand,
  DescribeRuleCommand,
  DisableRuleCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  DeleteRolePolicyCommand,
  ListRolePoliciesCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { DisableKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import {
  DeleteFunctionCommand,
  GetEventSourceMappingCommand,
  GetPolicyCommand,
  ListEventSourceMappingsCommand,
  PutFunctionConcurrencyCommand,
  RemovePermissionCommand,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import {
  DeleteTopicCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { type BrokenPipe, PIPE_BUS, PIPE_KEY, pipeArn } from './broken-pipe.js';
import type { ByHand } from './by-hand.js';

/** One way in which the pipe of `broken-pipe.ts` can break, done in the sandbox by somebody else than gcx. */
export interface Breakage {
  readonly name: string;
  /** The file's routes whose events are hit. */
  readonly routes: readonly ('ended' | 'worked')[];
  /** The file's targets that get nothing any more, subscribers of a topic among them. */
  readonly targets: readonly string[];
  /** What the true cause names: the thing, and what of it. */
  readonly cause: RegExp;
  readonly break: (pipe: BrokenPipe) => Promise<unknown>;
}

const ENDED = ['inbox', 'sealed', 'board', 'wall', 'sync', 'sales'] as const;
const ALL = [...ENDED, 'theirs', 'relay'] as const;
const RULE = 'shop-ended-1';

/** Each alone a reason why an event does not arrive. */
export const BREAKAGES: readonly Breakage[] = [
  {
    name: 'the integration is disabled',
    routes: ['ended', 'worked'],
    targets: ALL,
    cause: /integration prod\b.*disabled/is,
    break: async ({ organization, clock }) => {
      await organization.integrations.setState((await integrationOf(organization)).id, 'DISABLED');
      await clock.sleep(60_000);
    },
  },
  {
    name: 'the integration is deleted',
    routes: ['ended', 'worked'],
    targets: ALL,
    cause: /integration prod\b.*(?:not there|gone|deleted|no )/is,
    break: async ({ organization, clock }) => {
      const { id } = await integrationOf(organization);
      await organization.integrations.setState(id, 'DISABLED');
      await clock.sleep(60_000);
      await organization.integrations.delete(id);
      await clock.sleep(60_000);
    },
  },
  {
    name: 'an event type is subscribed no more',
    routes: ['ended'],
    targets: ENDED,
    cause: /conversation\.acd\.end\b/i,
    break: async ({ organization }) => {
      const { id, config } = await integrationOf(organization);
      if (config === undefined) throw new Error('The integration has no configuration.');
      const eventFilter = config.eventFilter.filter((each) => !each.endsWith('.acd.end'));
      await organization.integrations.configure(id, { ...config, eventFilter });
    },
  },
  {
    name: 'the event bus is deleted',
    routes: ['ended', 'worked'],
    targets: ALL,
    cause: /event bus\b/i,
    break: async ({ hand }) => {
      for (const rule of [RULE, 'shop-worked-1']) await deleteRule(hand, rule);
      await hand.events.send(new DeleteEventBusCommand({ Name: PIPE_BUS }));
    },
  },
  {
    name: 'a rule is disabled',
    routes: ['ended'],
    targets: ENDED,
    cause: /rule shop-ended-1\b.*disabled/is,
    break: ({ hand }) => hand.events.send(new DisableRuleCommand({ Name: RULE, EventBusName: PIPE_BUS })),
  },
  {
    name: 'a rule is deleted',
    routes: ['ended'],
    targets: ENDED,
    cause: /rule shop-ended-1\b/i,
    break: ({ hand }) => deleteRule(hand, RULE),
  },
  {
    name: 'the pattern of a rule is another one',
    routes: ['ended'],
    targets: ENDED,
    cause: /rule shop-ended-1\b.*pattern|pattern.*rule shop-ended-1\b/is,
    break: async ({ hand }) => {
      const { Description } = await hand.events.send(
        new DescribeRuleCommand({ Name: RULE, EventBusName: PIPE_BUS }),
      );
      const EventPattern = JSON.stringify({ source: ['somebody.else'] });
      await hand.events.send(
        new PutRuleCommand({ Name: RULE, EventBusName: PIPE_BUS, Description, EventPattern }),
      );
    },
  },
  {
    name: 'a target is taken out of its rule',
    routes: ['ended'],
    targets: ['inbox'],
    cause: /rule shop-ended-1\b.*inbox|inbox.*rule shop-ended-1\b/is,
    break: ({ hand }) =>
      hand.events.send(new RemoveTargetsCommand({ Rule: RULE, EventBusName: PIPE_BUS, Ids: ['inbox'] })),
  },
  {
    name: 'an SQS queue lets EventBridge in no more',
    routes: ['ended'],
    targets: ['inbox'],
    cause: /shop-inbox\b.*polic|polic.*shop-inbox\b/is,
    break: ({ hand }) => setQueue(hand, 'shop-inbox', { Policy: '' }),
  },
  {
    name: 'an SQS queue denies everybody',
    routes: ['ended'],
    targets: ['inbox'],
    cause: /shop-inbox\b.*(?:den(?:y|ies)|Locked)/is,
    break: ({ hand }) =>
      addToQueuePolicy(hand, 'shop-inbox', {
        Sid: 'Locked',
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:SendMessage',
        Resource: pipeArn('sqs', 'shop-inbox'),
      }),
  },
  {
    name: 'an SQS queue is deleted',
    routes: ['ended'],
    targets: ['inbox'],
    cause: /SQS queue shop-inbox\b/i,
    break: (pipe) => deleteQueue(pipe, 'shop-inbox'),
  },
  {
    name: 'an SQS queue of others is deleted',
    routes: ['worked'],
    targets: ['theirs'],
    cause: /SQS queue (?:\S*:)?theirs\b/i,
    break: (pipe) => deleteQueue(pipe, 'theirs'),
  },
  {
    name: 'an SNS topic lets EventBridge in no more',
    routes: ['ended'],
    targets: ['board', 'wall'],
    cause: /shop-board\b.*polic|polic.*shop-board\b/is,
    break: ({ hand }) =>
      hand.sns.send(
        new SetTopicAttributesCommand({
          TopicArn: pipeArn('sns', 'shop-board'),
          AttributeName: 'Policy',
          AttributeValue: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Sid: 'Owner',
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::111122223333:root' },
                Action: 'sns:Publish',
                Resource: pipeArn('sns', 'shop-board'),
              },
            ],
          }),
        }),
      ),
  },
  {
    name: 'an SNS topic is deleted',
    routes: ['ended'],
    targets: ['board', 'wall'],
    cause: /SNS topic shop-board\b/i,
    break: ({ hand }) => hand.sns.send(new DeleteTopicCommand({ TopicArn: pipeArn('sns', 'shop-board') })),
  },
  {
    name: 'a subscriber is gone',
    routes: ['ended'],
    targets: ['wall'],
    cause: /subscri.*(?:shop-)?wall\b|(?:shop-)?wall\b.*subscri/is,
    break: async ({ hand }) =>
      hand.sns.send(new UnsubscribeCommand({ SubscriptionArn: await subscriptionArn(hand) })),
  },
  {
    name: 'a filter lets nothing through to a subscriber',
    routes: ['ended'],
    targets: ['wall'],
    cause: /FilterPolicy/i,
    break: async ({ hand }) =>
      hand.sns.send(
        new SetSubscriptionAttributesCommand({
          SubscriptionArn: await subscriptionArn(hand),
          AttributeName: 'FilterPolicy',
          AttributeValue: '{"team":["night"]}',
        }),
      ),
  },
  {
    name: 'a subscriber lets its SNS topic in no more',
    routes: ['ended'],
    targets: ['wall'],
    cause: /shop-wall\b.*polic|polic.*shop-wall\b/is,
    break: ({ hand }) => setQueue(hand, 'shop-wall', { Policy: '' }),
  },
  {
    name: 'a key is disabled',
    routes: ['ended'],
    targets: ['sealed'],
    cause: /shop-sealed\b.*key.*disabled/is,
    break: ({ hand }) => hand.kms.send(new DisableKeyCommand({ KeyId: PIPE_KEY })),
  },
  {
    name: 'the policy of a key lets EventBridge in no more',
    routes: ['ended'],
    targets: ['sealed'],
    cause: /shop-sealed\b.*key.*policy/is,
    break: ({ hand }) =>
      hand.kms.send(
        new PutKeyPolicyCommand({
          KeyId: PIPE_KEY,
          Policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { AWS: 'arn:aws:iam::111122223333:root' },
                Action: 'kms:*',
                Resource: '*',
              },
            ],
          }),
        }),
      ),
  },
  {
    name: 'a function lets EventBridge in no more',
    routes: ['ended'],
    targets: ['sync'],
    cause: /function sync\b.*(?:permission|polic|lets? )|polic.*function sync\b/is,
    break: async ({ hand }) => {
      const { Policy = '{}' } = await hand.lambda.send(new GetPolicyCommand({ FunctionName: 'sync' }));
      for (const { Sid } of (JSON.parse(Policy) as { Statement: { Sid: string }[] }).Statement)
        await hand.lambda.send(new RemovePermissionCommand({ FunctionName: 'sync', StatementId: Sid }));
    },
  },
  {
    name: 'a function of others is deleted',
    routes: ['ended'],
    targets: ['sync'],
    cause: /function (?:\S*:)?sync\b/i,
    break: ({ hand }) => hand.lambda.send(new DeleteFunctionCommand({ FunctionName: 'sync' })),
  },
  {
    name: 'a function of others may not run',
    routes: ['ended'],
    targets: ['sync'],
    cause: /function (?:\S*:)?sync\b.*concurren/is,
    break: ({ hand }) => stopFunction(hand, 'sync'),
  },
  {
    name: 'the function of a processor may not run',
    routes: ['ended'],
    targets: ['sales'],
    cause: /function shop-sales\b.*concurren/is,
    break: ({ hand }) => stopFunction(hand, 'shop-sales'),
  },
  {
    name: 'the function of a processor is deleted',
    routes: ['ended'],
    targets: ['sales'],
    cause: /function shop-sales\b/i,
    break: ({ hand }) => hand.lambda.send(new DeleteFunctionCommand({ FunctionName: 'shop-sales' })),
  },
  {
    name: 'the mapping of a processor is disabled',
    routes: ['ended'],
    targets: ['sales'],
    cause: /event source mapping\b.*shop-sales\b.*disabled|mapping.*disabled/is,
    break: async ({ hand }) => {
      const { EventSourceMappings = [] } = await hand.lambda.send(
        new ListEventSourceMappingsCommand({ FunctionName: 'shop-sales' }),
      );
      const UUID = EventSourceMappings[0]?.UUID;
      await hand.lambda.send(new GetEventSourceMappingCommand({ UUID }));
      await hand.lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
      await hand.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    },
  },
  {
    name: 'the SQS queue of a processor is deleted',
    routes: ['ended'],
    targets: ['sales'],
    cause: /SQS queue shop-sales\b/i,
    break: (pipe) => deleteQueue(pipe, 'shop-sales'),
  },
  {
    name: 'a role trusts EventBridge no more',
    routes: ['worked'],
    targets: ['relay'],
    cause: /role (?:\S*[:/])?relay\b.*trust/is,
    break: ({ hand }) =>
      hand.iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'relay',
          PolicyDocument: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Principal: { Service: 'lambda.amazonaws.com' },
                Action: 'sts:AssumeRole',
              },
            ],
          }),
        }),
      ),
  },
  {
    name: 'a role may do nothing any more',
    routes: ['worked'],
    targets: ['relay'],
    cause: /role (?:\S*[:/])?relay\b/i,
    break: ({ hand }) =>
      hand.iam.send(new DeleteRolePolicyCommand({ RoleName: 'relay', PolicyName: 'as-the-file-needs-it' })),
  },
];

/** What breaks as well, and no event of the sandbox meets: it lets Lambda poll whatever the role may do, and a dead-letter queue is needed only when something else fails. */
export const QUIET_BREAKAGES: readonly Breakage[] = [
  {
    name: 'the role of a processor may read its SQS queue no more',
    routes: ['ended'],
    targets: ['sales'],
    cause: /role shop-sales\b/i,
    break: async ({ hand }) => {
      const RoleName = 'shop-sales';
      const { PolicyNames = [] } = await hand.iam.send(new ListRolePoliciesCommand({ RoleName }));
      for (const PolicyName of PolicyNames)
        await hand.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    },
  },
  {
    name: 'the SQS queue for dead letters is deleted',
    routes: ['ended', 'worked'],
    targets: ['dead'],
    cause: /SQS queue shop-dead\b/i,
    break: (pipe) => deleteQueue(pipe, 'shop-dead'),
  },
  {
    name: 'the SQS queue for dead letters lets EventBridge in no more',
    routes: ['ended', 'worked'],
    targets: ['dead'],
    cause: /shop-dead\b.*polic|polic.*shop-dead\b/is,
    break: ({ hand }) => setQueue(hand, 'shop-dead', { Policy: '' }),
  },
];

async function integrationOf({ integrations }: BrokenPipe['organization']) {
  const found = (await integrations.list()).find(({ config }) => config?.eventSourceSuffix === 'prod');
  if (found === undefined) throw new Error('The integration is not there.');
  return found;
}

async function deleteRule({ events }: ByHand, Rule: string): Promise<void> {
  const rule = { Rule, EventBusName: PIPE_BUS };
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand(rule));
  await events.send(new RemoveTargetsCommand({ ...rule, Ids: Targets.flatMap(({ Id }) => Id ?? []) }));
  await events.send(new DeleteRuleCommand({ Name: Rule, EventBusName: PIPE_BUS }));
}

async function urlOf({ sqs }: ByHand, QueueName: string): Promise<string> {
  return (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
}

async function setQueue(hand: ByHand, name: string, Attributes: Record<string, string>): Promise<void> {
  await hand.sqs.send(new SetQueueAttributesCommand({ QueueUrl: await urlOf(hand, name), Attributes }));
}

async function addToQueuePolicy(hand: ByHand, name: string, statement: object): Promise<void> {
  const { Attributes = {} } = await hand.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: await urlOf(hand, name), AttributeNames: ['Policy'] }),
  );
  const policy = JSON.parse(Attributes['Policy'] ?? '{"Version":"2012-10-17","Statement":[]}') as {
    Statement: object[];
  };
  await setQueue(hand, name, {
    Policy: JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] }),
  });
}

/** SQS shows a deleted queue for up to a minute. */
async function deleteQueue({ hand, clock }: BrokenPipe, name: string): Promise<void> {
  await hand.sqs.send(new DeleteQueueCommand({ QueueUrl: await urlOf(hand, name) }));
  await clock.sleep(60_000);
}

async function subscriptionArn({ sns }: ByHand): Promise<string> {
  const { Subscriptions = [] } = await sns.send(
    new ListSubscriptionsByTopicCommand({ TopicArn: pipeArn('sns', 'shop-board') }),
  );
  return Subscriptions[0]?.SubscriptionArn ?? '';
}

async function stopFunction({ lambda }: ByHand, FunctionName: string): Promise<void> {
  await lambda.send(new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 0 }));
}
