import {
  CreateEventBusCommand,
  EventBridgeServiceException,
  PutEventsCommand,
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
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  expectedJson,
  expectedText,
  RECORDED_RULE,
  type RecordedInput,
  recordedInputs,
  titleOf,
  UNCLEAR_LINES,
} from '../../language/events/input/recorded-inputs.js';
import { type AwsClients, type AwsServer, startAws } from './aws-server.js';
import { policy } from './delivery-pipe.js';

const ACCOUNT = '111111111111';
const REGION = 'us-east-1';
const BUS = 'my-bus';
const RULE = RECORDED_RULE.ruleName;
/** What the recordings call the event. */
const RECORDED_ID = '00000000-0000-4000-8000-000000000001';
const arnOf = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

let server: AwsServer;
let aws: AwsClients;
const urls = new Map<string, string>();

beforeAll(async () => {
  server = await startAws({ account: ACCOUNT, region: REGION });
  aws = server.clients({ region: REGION });
  for (const name of ['inbox', 'dead']) {
    const Policy = policy('events.amazonaws.com', 'sqs:SendMessage', arnOf(name), RECORDED_RULE.ruleArn);
    const { QueueUrl = '' } = await aws.sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: { Policy } }),
    );
    urls.set(name, QueueUrl);
  }
  await aws.events.send(new CreateEventBusCommand({ Name: BUS }));
  await aws.events.send(
    new PutRuleCommand({ EventBusName: BUS, Name: RULE, EventPattern: '{"source":[{"exists":true}]}' }),
  );
});

afterAll(() => server.close());

/** A recorded case's target, in PutTargets' words. */
function targetOf({ input, inputPath, template, paths }: RecordedInput): Target {
  return {
    Id: 'id',
    Arn: arnOf('inbox'),
    DeadLetterConfig: { Arn: arnOf('dead') },
    ...(input === undefined ? {} : { Input: input }),
    ...(inputPath === undefined ? {} : { InputPath: inputPath }),
    ...(template === undefined || template === null
      ? {}
      : { InputTransformer: { InputTemplate: template, ...(paths ? { InputPathsMap: { ...paths } } : {}) } }),
  };
}

/** Takes what waits in an SQS queue. */
async function take(name: string): Promise<readonly Message[]> {
  const QueueUrl = urls.get(name);
  const { Messages = [] } = await aws.sqs.send(
    new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ['All'] }),
  );
  for (const { ReceiptHandle } of Messages)
    await aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  return Messages;
}

/** Puts a recorded event on the bus; its id. AWS keeps sources that begin with `aws.` for itself. */
async function put({ event }: RecordedInput): Promise<string> {
  const { Entries } = await aws.events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: BUS,
          Source: String(event['source']).replace(/^aws\./, 'my.'),
          DetailType: String(event['detail-type']),
          Detail: JSON.stringify(event['detail']),
          Time: new Date(String(event['time'])),
          Resources: [...(event['resources'] as readonly string[])],
        },
      ],
    }),
  );
  await server.cloud.settle();
  return Entries?.[0]?.EventId ?? '';
}

/** What arrived, with the id and the ingestion time of the recording in it. */
function asRecorded(text: string | undefined, id: string): string | undefined {
  return text
    ?.replaceAll(id, RECORDED_ID)
    .replace(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, '2024-06-11T08:33:01.000Z');
}

it.each(recordedInputs().map((each) => [titleOf(each), each] as const))('%s', async (_, recorded) => {
  const putTargets = new PutTargetsCommand({ EventBusName: BUS, Rule: RULE, Targets: [targetOf(recorded)] });
  const refused = await aws.events.send(putTargets).then(
    () => undefined,
    (error: unknown) => {
      if (!(error instanceof EventBridgeServiceException)) throw error;
      return `${error.name}: ${error.message}`;
    },
  );
  const unclear = UNCLEAR_LINES.get(recorded.line);
  if (recorded.putTargets !== undefined) expect(refused).toBe(recorded.putTargets.replaceAll('<id>', 'id'));
  else if (unclear === 'refused') expect(refused).toMatch(/^ValidationException: Invalid InputTemplate/);
  else expect(refused).toBeUndefined();
  if (refused !== undefined) return;

  const before = server.cloud.deliveries().length;
  const id = await put(recorded);
  const [inbox, dead] = [await take('inbox'), await take('dead')];
  const outcomes = server.cloud
    .deliveries()
    .slice(before)
    .map(({ outcome }) => outcome);
  const [message] = inbox;
  if (recorded.delivered !== null) {
    expect(outcomes).toEqual(['delivered']);
    expect([inbox.length, dead.length]).toEqual([1, 0]);
    const text = asRecorded(message?.Body, id);
    if (recorded.deliveredJson === undefined) expect(text).toBe(expectedText(recorded.delivered ?? ''));
    else expect(JSON.parse(text ?? '')).toEqual(expectedJson(recorded));
    return;
  }
  expect(inbox).toEqual([]);
  if (recorded.deadLetter === undefined && unclear === undefined) {
    expect(dead).toEqual([]);
    expect(outcomes).toEqual(['dropped']);
    return;
  }
  expect(outcomes).toEqual(['dead-lettered']);
  expect(dead).toHaveLength(1);
  // For what is not retried exactly these four are recorded, each of type String.
  const attributes = dead[0]?.MessageAttributes ?? {};
  expect(attributes).toEqual({
    ERROR_CODE: { DataType: 'String', StringValue: 'INVALID_JSON' },
    ERROR_MESSAGE: { DataType: 'String', StringValue: 'Invalid input for target.' },
    RULE_ARN: { DataType: 'String', StringValue: RECORDED_RULE.ruleArn },
    TARGET_ARN: { DataType: 'String', StringValue: arnOf('inbox') },
  });
  if (recorded.deadLetter !== undefined) expect(dead[0]?.Body).toBe(recorded.deadLetter.body);
  else expect(() => JSON.parse(dead[0]?.Body ?? '')).toThrow();
});
