import {
  CreateEventBusCommand,
  PutEventsCommand,
  type PutEventsRequestEntry,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import type { AwsCloudOptions } from '../../../../src/lib/sandbox/aws/index.js';
import { type AwsClients, type AwsServer, startAws } from '../aws/aws-server.js';

/** Where everything was recorded. */
export const ACCOUNT = '111111111111';
export const EAST = 'us-east-1';
export const WEST = 'us-west-2';

/** A policy of a queue that lets EventBridge in, whatever the rule. */
export const OPEN = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'open',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: '*',
    },
  ],
});

/** A local AWS on which recordings are played again, and what they are made of. */
export interface Stage {
  readonly server: AwsServer;
  /** The clients of a region. */
  in(region: string): AwsClients;
  arn(service: string, resource: string, region?: string): string;
  /** Makes an SQS queue. @returns its ARN */
  queue(name: string, attributes?: Record<string, string>, region?: string): Promise<string>;
  /** Makes a bus with the rule `all`, which takes everything. */
  bus(name: string, targets: readonly Target[], region?: string): Promise<string>;
  targets(bus: string, targets: readonly Target[], region?: string): Promise<unknown>;
  /** Puts an event and waits until it is where it goes. @returns its id */
  put(bus: string, entry?: PutEventsRequestEntry, region?: string): Promise<string>;
  /** Takes what lies in a queue. */
  take(queue: string, region?: string): Promise<readonly Message[]>;
}

/** Opens a stage in {@link EAST}. */
export async function openStage(options: Partial<AwsCloudOptions> = {}): Promise<Stage> {
  const server = await startAws({ account: ACCOUNT, region: EAST, ...options });
  const clients = new Map<string, AwsClients>();
  const at = (region = EAST): AwsClients => {
    const known = clients.get(region) ?? server.clients({ region });
    clients.set(region, known);
    return known;
  };
  const arn: Stage['arn'] = (service, resource, region = EAST) =>
    `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
  const targets: Stage['targets'] = (bus, all, region) =>
    at(region).events.send(new PutTargetsCommand({ EventBusName: bus, Rule: 'all', Targets: [...all] }));
  return {
    server,
    in: at,
    arn,
    targets,
    async queue(name, attributes = { Policy: OPEN }, region = EAST) {
      await at(region).sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
      return arn('sqs', name, region);
    },
    async bus(name, all, region = EAST) {
      const { events } = at(region);
      await events.send(new CreateEventBusCommand({ Name: name }));
      const EventPattern = '{"source":[{"exists":true}]}';
      await events.send(new PutRuleCommand({ EventBusName: name, Name: 'all', EventPattern }));
      if (all.length > 0) await targets(name, all, region);
      return arn('events', `event-bus/${name}`, region);
    },
    async put(bus, entry = {}, region = EAST) {
      const { Entries } = await at(region).events.send(
        new PutEventsCommand({
          Entries: [
            { EventBusName: bus, Source: 'my.source', DetailType: 'made', Detail: '{"n":1}', ...entry },
          ],
        }),
      );
      await server.cloud.settle();
      return Entries?.[0]?.EventId ?? '';
    },
    async take(queue, region = EAST) {
      const { sqs } = at(region);
      const QueueUrl = `${server.endpoint}/${ACCOUNT}/${queue}`;
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ['All'],
          MessageSystemAttributeNames: ['All'],
        }),
      );
      for (const { ReceiptHandle } of Messages)
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      return Messages;
    },
  };
}

/** The event in a message. */
export function eventIn(message: Message | undefined): Readonly<Record<string, unknown>> {
  return JSON.parse(message?.Body ?? 'null') as Readonly<Record<string, unknown>>;
}

/** ERROR_CODE of a dead letter. */
export function errorCode(message: Message | undefined): string | undefined {
  return message?.MessageAttributes?.['ERROR_CODE']?.StringValue;
}
