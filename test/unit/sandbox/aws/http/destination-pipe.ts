import {
  CreateApiDestinationCommand,
  type CreateApiDestinationCommandInput,
  type CreateConnectionAuthRequestParameters,
  CreateConnectionCommand,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  type Target,
} from '@aws-sdk/client-eventbridge';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { AwsCloudOptions } from '../../../../../src/lib/sandbox/aws/index.js';
import { ACCOUNT, type AwsServer, REGION, startAws } from '../aws-server.js';
import { queue, queueArn } from '../delivery-pipe.js';
import { seededRole } from '../roles.js';
import { type Received, type Receiver, type Reply, startReceiver } from './receiver.js';

/** A CRM behind an API destination, with a rule of the default bus that sends to it. */
export interface CrmPipe {
  readonly aws: AwsServer;
  readonly crm: Receiver;
  readonly destinationArn: string;
  /** Puts an event and waits until it is where it goes. */
  put(detail: object): Promise<void>;
  /** The dead letters: body and attributes. */
  deadLetters(): Promise<
    readonly { readonly body: string; readonly attributes: Record<string, string | undefined> }[]
  >;
  close(): Promise<void>;
}

/** How a {@link CrmPipe} is made. */
export interface CrmOptions {
  readonly reply?: (request: Received, index: number) => Reply;
  readonly parameters?: CreateConnectionAuthRequestParameters;
  readonly destination?: Partial<CreateApiDestinationCommandInput>;
  readonly target?: Partial<Target>;
  readonly outside?: AwsCloudOptions['outside'];
  readonly now?: () => number;
  /** What the target's role may do with the destination; InvokeApiDestination where left out. */
  readonly may?: string;
}

/** The role of the rule's target. */
const ROLE = `arn:aws:iam::${ACCOUNT}:role/sender`;
const RULE = `arn:aws:events:${REGION}:${ACCOUNT}:rule/calls`;

/** The type of authorization that parameters are of. */
function typeOf({
  ApiKeyAuthParameters: key,
  OAuthParameters: oauth,
}: CreateConnectionAuthRequestParameters) {
  if (oauth !== undefined) return 'OAUTH_CLIENT_CREDENTIALS';
  return key === undefined ? 'BASIC' : 'API_KEY';
}

/** Makes a pipe to `https://crm.example.com`, for which a server of the test stands, on which nothing waits. */
export async function startCrm(options: CrmOptions = {}): Promise<CrmPipe> {
  const crm = await startReceiver(options.reply);
  const aws = await startAws({
    ...(options.now === undefined ? {} : { now: options.now }),
    outside: {
      hosts: { 'crm.example.com': crm.origin, 'login.example.com': crm.origin },
      pause: async () => {},
      ...options.outside,
    },
    seed: {
      roles: [
        {
          ...seededRole('sender', 'events.amazonaws.com'),
          policies: {
            send: {
              Statement: [
                {
                  Effect: 'Allow',
                  Action: options.may ?? 'events:InvokeApiDestination',
                  Resource: `arn:aws:events:${REGION}:${ACCOUNT}:api-destination/crm/*`,
                },
              ],
            },
          },
        },
      ],
    },
  });
  const { parameters = { BasicAuthParameters: { Username: 'gcx', Password: 'p' } } } = options;
  const { ConnectionArn } = await aws.events.send(
    new CreateConnectionCommand({
      Name: 'crm',
      AuthorizationType: typeOf(parameters),
      AuthParameters: parameters,
    }),
  );
  await aws.cloud.settle();
  const { ApiDestinationArn: destinationArn = '' } = await aws.events.send(
    new CreateApiDestinationCommand({
      Name: 'crm',
      ConnectionArn,
      InvocationEndpoint: 'https://crm.example.com/calls',
      HttpMethod: 'POST',
      ...options.destination,
    }),
  );
  const QueueUrl = await queue(aws, 'dead', { service: 'events.amazonaws.com', source: RULE });
  await aws.events.send(new PutRuleCommand({ Name: 'calls', EventPattern: '{"source":["pbx"]}' }));
  const target = {
    Id: '1',
    Arn: destinationArn,
    RoleArn: ROLE,
    DeadLetterConfig: { Arn: queueArn('dead') },
    ...options.target,
  };
  await aws.events.send(new PutTargetsCommand({ Rule: 'calls', Targets: [target] }));
  return {
    aws,
    crm,
    destinationArn,
    put: async (detail) => {
      await putEvent(aws, detail);
      await aws.cloud.settle();
    },
    deadLetters: async () => {
      const { Messages = [] } = await aws.sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
      );
      return Messages.map(({ Body = '', MessageAttributes = {} }) => ({
        body: Body,
        attributes: Object.fromEntries(
          Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
        ),
      }));
    },
    close: async () => {
      await aws.close();
      await crm.close();
    },
  };
}

/** Puts an event on the default bus. @returns when EventBridge has it */
async function putEvent({ events }: AwsServer, detail: object): Promise<void> {
  const entry = { Source: 'pbx', DetailType: 'call', Detail: JSON.stringify(detail) };
  await events.send(new PutEventsCommand({ Entries: [entry] }));
}
