import {
  DeleteLogGroupCommand,
  DeleteResourcePolicyCommand,
  DescribeResourcePoliciesCommand,
  PutResourcePolicyCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  DeauthorizeConnectionCommand,
  DeleteApiDestinationCommand,
  DeleteConnectionCommand,
  DisableRuleCommand,
  ListTargetsByRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Target,
  UpdateApiDestinationCommand,
  UpdateConnectionCommand,
} from '@aws-sdk/client-eventbridge';
import {
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { head } from '../../e2e/gcx.js';
import type { ByHand } from '../../harness/by-hand.js';
import type { StageProject } from './stage.js';

/** A target of each kind that is no SQS queue, SNS topic or function, and what gcx makes for it. */
export const DRIFTING: StageProject = {
  file: `${head()}defaults: { deadLetter: dead }
targets:
  crm: { http: { url: "https://crm.example.com/v1", rate: 50, auth: { apiKey: { header: X-Key, secret: { env: CRM_KEY } } } } }
  books: { http: { url: "https://books.example.com", auth: { basic: { user: gcx, secret: { env: CRM_KEY } } } } }
  lake: { kinesis: { existing: calls, partitionKey: $.detail.eventBody.conversationId } }
  stored: { firehose: { existing: calls-to-s3 } }
  machine: { stateMachine: { existing: follow-up } }
  mirror: { bus: { existing: security } }
  log: { logGroup: { create: shop-calls, retention: 30d } }
  kept: { logGroup: { existing: shop-kept } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [crm, lake, log, mirror] }
  begun: { events: [conversation.acd.start], targets: [books, stored, machine, kept] }
`,
};

const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const LOG_POLICY = 'genesys-gcx-shop';
const LOG_GROUP = 'log-group:arn:aws:logs:eu-west-1:111122223333:log-group:shop-calls';
const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** What somebody does in the console to a thing that gcx made for {@link DRIFTING}. */
export interface HandChange {
  readonly name: string;
  /** Ids of the changes that a plan has for it. */
  readonly drifts: readonly string[];
  readonly make: (hand: ByHand) => Promise<unknown>;
}

/** The target of a rule, changed. */
function retargeted(rule: string, part: RegExp, edit: (target: Target) => Target) {
  return async ({ events }: ByHand) => {
    const at = { EventBusName: BUS, Rule: rule };
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand(at));
    const target = Targets.find(({ Arn = '' }) => part.test(Arn));
    if (target === undefined) throw new Error(`${rule} has no target ${part}`);
    await events.send(new PutTargetsCommand({ ...at, Targets: [edit(target)] }));
  };
}

/** Deletes a role that gcx made, with its only policy. */
function roleless(RoleName: string) {
  return async ({ iam }: ByHand) => {
    await iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: 'gcx' }));
    await iam.send(new DeleteRoleCommand({ RoleName }));
  };
}

/** Each of a kind of thing that gcx makes for targets, changed and deleted. */
export const HAND_CHANGES: readonly HandChange[] = [
  {
    name: 'an API destination has another rate',
    drifts: ['api-destination:shop-crm'],
    make: ({ events }) =>
      events.send(new UpdateApiDestinationCommand({ Name: 'shop-crm', InvocationRateLimitPerSecond: 7 })),
  },
  {
    name: 'an API destination has another URL and method',
    drifts: ['api-destination:shop-books'],
    make: ({ events }) =>
      events.send(
        new UpdateApiDestinationCommand({
          Name: 'shop-books',
          InvocationEndpoint: 'https://elsewhere.example.com',
          HttpMethod: 'PUT',
        }),
      ),
  },
  {
    name: 'an API destination is deleted',
    // What the rule sends to is no more.
    drifts: ['api-destination:shop-crm', 'rule:shop-ended-1'],
    make: ({ events }) => events.send(new DeleteApiDestinationCommand({ Name: 'shop-crm' })),
  },
  {
    name: 'a connection sends another header',
    drifts: ['connection:shop-crm'],
    make: ({ events }) =>
      events.send(
        new UpdateConnectionCommand({
          Name: 'shop-crm',
          AuthorizationType: 'API_KEY',
          AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Theirs', ApiKeyValue: 'theirs' } },
        }),
      ),
  },
  {
    name: 'a connection is deauthorized',
    drifts: ['connection:shop-books'],
    make: ({ events }) => events.send(new DeauthorizeConnectionCommand({ Name: 'shop-books' })),
  },
  {
    name: 'an endpoint is deleted with its connection',
    drifts: ['api-destination:shop-books', 'connection:shop-books', 'rule:shop-begun-1'],
    make: async ({ events }) => {
      await events.send(new DeleteApiDestinationCommand({ Name: 'shop-books' }));
      await events.send(new DeleteConnectionCommand({ Name: 'shop-books' }));
    },
  },
  {
    name: 'a role trusts another service',
    drifts: ['role:shop-send.firehose'],
    make: ({ iam }) =>
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'shop-send.firehose',
          PolicyDocument: policy({
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com' },
            Action: 'sts:AssumeRole',
          }),
        }),
      ),
  },
  {
    name: 'a role lost its policy',
    drifts: ['role:shop-send.kinesis'],
    make: ({ iam }) =>
      iam.send(new DeleteRolePolicyCommand({ RoleName: 'shop-send.kinesis', PolicyName: 'gcx' })),
  },
  {
    name: 'a role may send elsewhere',
    drifts: ['role:shop-send.stateMachine'],
    make: ({ iam }) =>
      iam.send(
        new PutRolePolicyCommand({
          RoleName: 'shop-send.stateMachine',
          PolicyName: 'gcx',
          PolicyDocument: policy({
            Effect: 'Allow',
            Action: 'states:StartExecution',
            Resource: 'arn:aws:states:eu-west-1:111122223333:stateMachine:theirs',
          }),
        }),
      ),
  },
  ...['http', 'bus'].map((kind) => ({
    name: `the role of the targets of ${kind} is deleted`,
    drifts: [`role:shop-send.${kind}`],
    make: roleless(`shop-send.${kind}`),
  })),
  {
    name: 'the policy of CloudWatch Logs is deleted',
    drifts: [`log-policy:${LOG_POLICY}`],
    make: ({ logs }) => logs.send(new DeleteResourcePolicyCommand({ policyName: LOG_POLICY })),
  },
  {
    name: 'the policy of CloudWatch Logs lets in another service',
    drifts: [`log-policy:${LOG_POLICY}`],
    make: async ({ logs }) => {
      const { resourcePolicies = [] } = await logs.send(new DescribeResourcePoliciesCommand({}));
      const found = resourcePolicies.find(({ policyName }) => policyName === LOG_POLICY);
      const policyDocument = (found?.policyDocument ?? '').replace(
        'events.amazonaws.com',
        'es.amazonaws.com',
      );
      await logs.send(new PutResourcePolicyCommand({ policyName: LOG_POLICY, policyDocument }));
    },
  },
  {
    name: 'a log group is deleted',
    drifts: [LOG_GROUP],
    make: ({ logs }) => logs.send(new DeleteLogGroupCommand({ logGroupName: 'shop-calls' })),
  },
  {
    name: 'a log group keeps its lines for a shorter time',
    drifts: [LOG_GROUP],
    make: ({ logs }) =>
      logs.send(new PutRetentionPolicyCommand({ logGroupName: 'shop-calls', retentionInDays: 3 })),
  },
  {
    name: 'a stream gets records by another key',
    drifts: ['rule:shop-ended-1'],
    make: retargeted('shop-ended-1', /:kinesis:/, (target) => ({
      ...target,
      KinesisParameters: { PartitionKeyPath: '$.id' },
    })),
  },
  {
    name: 'a state machine is sent to with another role',
    drifts: ['rule:shop-begun-1'],
    make: retargeted('shop-begun-1', /:states:/, (target) => ({
      ...target,
      RoleArn: 'arn:aws:iam::111122223333:role/theirs',
    })),
  },
  {
    name: 'a rule sends to a log group no more',
    drifts: ['rule:shop-begun-1'],
    make: async ({ events }) => {
      const at = { EventBusName: BUS, Rule: 'shop-begun-1' };
      const { Targets = [] } = await events.send(new ListTargetsByRuleCommand(at));
      const Ids = Targets.flatMap(({ Arn, Id }) => (Arn?.includes(':log-group:') ? (Id ?? []) : []));
      await events.send(new RemoveTargetsCommand({ ...at, Ids }));
    },
  },
  {
    name: 'a rule is disabled',
    drifts: ['rule:shop-ended-1'],
    make: ({ events }) => events.send(new DisableRuleCommand({ EventBusName: BUS, Name: 'shop-ended-1' })),
  },
];
