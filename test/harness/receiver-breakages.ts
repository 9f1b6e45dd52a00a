import { DeauthorizeConnectionCommand } from '@aws-sdk/client-eventbridge';
import { DeleteDeliveryStreamCommand } from '@aws-sdk/client-firehose';
import { DeleteRolePolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { DeleteStreamCommand } from '@aws-sdk/client-kinesis';
import { DeleteStateMachineCommand } from '@aws-sdk/client-sfn';
import { head } from '../e2e/gcx.js';
import type { ByHand } from './by-hand.js';
import type { Trial } from './trial.js';

/** A file with each kind of target to which EventBridge sends with a role that gcx makes, and log groups beside the log of the bus. */
export const RECEIVER_PIPE_FILE = `${head()}logging: { level: error, retention: 7d }
targets:
  lake: { kinesis: { existing: lake, partitionKey: $.detail.eventBody.conversationId } }
  hose: { firehose: { existing: hose } }
  pond: { arn: "arn:aws:kinesis:eu-west-1:111122223333:stream/pond", role: "arn:aws:iam::111122223333:role/pond" }
  flow: { stateMachine: { existing: "flow:live" } }
  log: { logGroup: { create: shop-log } }
  audit: { logGroup: { create: shop-audit } }
  crm: { http: { url: "https://crm.example.com/calls", auth: { apiKey: { header: X-Key, secret: { env: KEY } } } } }
routes:
  ended: { events: [conversation.acd.end], targets: [lake, hose, pond, flow, log, audit, crm] }
`;

/** One way in which a target of {@link RECEIVER_PIPE_FILE} gets nothing any more, by somebody else's hand. */
export interface ReceiverBreakage {
  readonly name: string;
  readonly target: string;
  /** Why the sandbox's EventBridge does not deliver. */
  readonly meets: RegExp;
  /** What doctor's finding names: the thing, and what of it. */
  readonly cause: RegExp;
  readonly break: (hand: ByHand, all: Trial) => Promise<unknown>;
}

/** Each of a target of its own, so that all can be made at once. */
export const RECEIVER_BREAKAGES: readonly ReceiverBreakage[] = [
  {
    name: 'a Kinesis stream is deleted',
    target: 'lake',
    meets: /stream\/lake was deleted/,
    cause: /^Target lake points to Kinesis stream lake, which does not exist/,
    break: ({ kinesis }) => kinesis.send(new DeleteStreamCommand({ StreamName: 'lake' })),
  },
  {
    name: 'a Kinesis stream that is named by its ARN is deleted',
    target: 'pond',
    meets: /stream\/pond was deleted/,
    cause: /^Target pond points to Kinesis stream pond, which does not exist/,
    break: ({ kinesis }) => kinesis.send(new DeleteStreamCommand({ StreamName: 'pond' })),
  },
  {
    name: 'a Firehose stream is deleted',
    target: 'hose',
    meets: /deliverystream\/hose was deleted/,
    cause: /^Target hose points to Firehose stream hose, which does not exist/,
    break: ({ firehose }) => firehose.send(new DeleteDeliveryStreamCommand({ DeliveryStreamName: 'hose' })),
  },
  {
    name: 'a state machine is deleted',
    target: 'flow',
    meets: /stateMachine:flow was deleted/,
    cause: /^Target flow points to state machine flow, which does not exist/,
    break: ({ machines }) =>
      machines.send(
        new DeleteStateMachineCommand({
          stateMachineArn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:flow',
        }),
      ),
  },
  {
    name: 'no policy of CloudWatch Logs lets EventBridge write any more',
    target: 'log',
    meets: /no resource policy of CloudWatch Logs/,
    cause: /policy .*CloudWatch Logs|CloudWatch Logs.*policy|resource policy/i,
    break: async (_hand, { others }) => {
      for (const { name } of await others.logPolicies.list()) await others.logPolicies.delete(name);
    },
  },
  {
    name: 'a connection is deauthorized',
    target: 'crm',
    meets: /DEAUTHORIZED|authoriz/i,
    cause: /connection shop-crm\b.*DEAUTHORIZED/i,
    break: async ({ events }, { clock }) => {
      await events.send(new DeauthorizeConnectionCommand({ Name: 'shop-crm' }));
      await clock.sleep(60_000);
    },
  },
];

/** As {@link RECEIVER_BREAKAGES}, of the roles that gcx made: they hide what is behind them. */
export const ROLE_BREAKAGES: readonly ReceiverBreakage[] = [
  {
    name: 'a role that gcx made lost its permission',
    target: 'lake',
    meets: /kinesis:PutRecord/,
    cause: /role shop-send\.kinesis\b/i,
    break: ({ iam }) =>
      iam.send(new DeleteRolePolicyCommand({ RoleName: 'shop-send.kinesis', PolicyName: 'gcx' })),
  },
  {
    name: 'a role that gcx made trusts EventBridge no more',
    target: 'hose',
    meets: /does not trust events/,
    cause: /role shop-send\.firehose\b.*trust|trust.*role shop-send\.firehose\b/is,
    break: ({ iam }) =>
      iam.send(
        new UpdateAssumeRolePolicyCommand({
          RoleName: 'shop-send.firehose',
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
];
