import {
  CreateTopicCommand,
  GetSubscriptionAttributesCommand,
  type MessageAttributeValue,
  PublishBatchCommand,
  PublishCommand,
  SetSubscriptionAttributesCommand,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect } from 'vitest';
import type { JsonValue } from '../../../../src/lib/base/json.js';
import { forLines, linesOf, proveRecording, type Recorded, refusedAs } from './recording.js';
import { ACCOUNT, EAST, openStage, type Stage } from './stage.js';

/** A filter policy, and what it lets through or why it is refused. */
interface Filtered extends Recorded {
  readonly filterPolicy?: JsonValue;
  readonly scope?: string | null;
  readonly attributes?: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
  readonly message?: string;
  readonly body?: JsonValue;
  readonly delivered?: boolean;
  readonly refused?: boolean;
  readonly accepted?: boolean;
  readonly note?: string;
}

const TOPIC = `arn:aws:sns:${EAST}:${ACCOUNT}:board`;

let stage: Stage;
let subscription = '';

beforeAll(async () => {
  stage = await openStage();
  const Statement = {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: '*',
  };
  await stage.queue('inbox', { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [Statement] }) });
  await sns().send(new CreateTopicCommand({ Name: 'board' }));
  const { SubscriptionArn = '' } = await subscribe('inbox');
  subscription = SubscriptionArn;
});

afterAll(() => stage.server.close());

const sns = () => stage.in(EAST).sns;

function subscribe(queue: string, Attributes: Record<string, string> = {}) {
  return sns().send(
    new SubscribeCommand({
      TopicArn: TOPIC,
      Protocol: 'sqs',
      Endpoint: stage.arn('sqs', queue),
      Attributes,
    }),
  );
}

function set(AttributeName: string, AttributeValue: string) {
  return sns().send(
    new SetSubscriptionAttributesCommand({ SubscriptionArn: subscription, AttributeName, AttributeValue }),
  );
}

async function shown() {
  const { Attributes = {} } = await sns().send(
    new GetSubscriptionAttributesCommand({ SubscriptionArn: subscription }),
  );
  return Attributes;
}

/** The subscription as a line has it. */
async function filter({ filterPolicy, scope }: Filtered): Promise<void> {
  await set('FilterPolicy', '');
  await set('FilterPolicyScope', scope ?? 'MessageAttributes');
  if (filterPolicy) await set('FilterPolicy', JSON.stringify(filterPolicy));
}

/** A message's attributes: some recorders wrote down how they were sent, and some how they came. */
function attributesOf({ attributes = {} }: Filtered): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, Type, Value }]) => [
      name,
      {
        DataType: String(DataType ?? Type),
        StringValue:
          typeof StringValue === 'string'
            ? StringValue
            : typeof Value === 'string'
              ? Value
              : JSON.stringify(Value),
      },
    ]),
  );
}

async function delivers(line: Filtered): Promise<void> {
  await filter(line);
  const Message = line.message ?? (line.body === undefined ? 'text' : JSON.stringify(line.body));
  const content = { Message, MessageAttributes: attributesOf(line) };
  if (line.note === 'PublishBatch')
    await sns().send(
      new PublishBatchCommand({ TopicArn: TOPIC, PublishBatchRequestEntries: [{ Id: '1', ...content }] }),
    );
  else await sns().send(new PublishCommand({ TopicArn: TOPIC, ...content }));
  expect((await stage.take('inbox')).length === 1).toBe(line.delivered);
}

const many = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);
const keys = (count: number) => Object.fromEntries(many(count).map((name) => [name, ['x']]));

/** Policies that are not in the recording, as LocalStack's tests have them, by their lines. */
const NOT_WRITTEN_DOWN: Readonly<Record<number, JsonValue>> = {
  49: { key: [{ cidr: 'bad-filter/24' }] },
  50: { key: [{ cidr: '10.0.0.0/bad' }] },
  51: { key: [{ cidr: 'xxxx:db8:1234:1a00::/64' }] },
  63: { key1: many(100), key2: many(51) },
  64: keys(6),
  65: {
    $or: [{ metricName: many(3) }, { namespace: many(2) }],
    detail: { scope: many(2), $or: [{ source: many(1) }, { type: many(3) }] },
  },
  67: keys(6),
};

/** Refused by Subscribe, whose messages say so, or else by SetSubscriptionAttributes. */
function refuses(number: number) {
  return async (line: Filtered): Promise<void> => {
    const policy = JSON.stringify(line.filterPolicy ?? NOT_WRITTEN_DOWN[number]);
    const scope = line.scope ?? ([47, 65].includes(number) ? 'MessageBody' : 'MessageAttributes');
    if (line.message?.includes('Attributes Reason:') || number === 71)
      return refusedAs(line, subscribe('other', { FilterPolicy: policy, FilterPolicyScope: scope }));
    await filter({ scope });
    return refusedAs(line, set('FilterPolicy', policy));
  };
}

const numbered = linesOf<Filtered>('sns-filter-policies').map((line, index) => ({ line, number: index + 1 }));
const NUMBERS = (wanted: (line: Filtered) => boolean) =>
  numbered.filter(({ line }) => wanted(line)).map(({ number }) => number);

proveRecording<Filtered>(
  'sns-filter-policies',
  {
    ...forLines(
      NUMBERS(({ delivered }) => delivered !== undefined),
      delivers,
    ),
    ...Object.fromEntries(
      NUMBERS(({ refused }) => refused === true)
        .filter((number) => number !== 69)
        .map((number) => [number, refuses(number)]),
    ),
    ...forLines(
      NUMBERS(({ accepted }) => accepted !== undefined),
      async (line: Filtered) => {
        const FilterPolicy = JSON.stringify(line.filterPolicy);
        if (line.accepted) {
          await filter(line);
          expect(await shown()).toMatchObject({ FilterPolicy });
        } else await expect(subscribe('other', { FilterPolicy })).rejects.toThrow(/^Invalid parameter/);
      },
    ),
    66: (line) => refusedAs(line, set('FilterPolicyScope', 'RandomValue')),
    63: async (line) => {
      await refuses(63)(line);
      // (3 * 6) + (3 * 4 * 4) + (3 * 4 * 7) = 150 are taken, and with one value more refused.
      const policy = (count: number) => ({
        source: many(3),
        $or: [
          { metricName: many(6) },
          { metricType: many(4), $or: [{ metricId: many(4) }, { spaceId: many(count) }] },
        ],
      });
      await filter({ filterPolicy: policy(7) });
      await expect(filter({ filterPolicy: policy(8) })).rejects.toThrow('Filter policy is too complex');
    },
    72: async () => {
      await filter({ scope: 'MessageBody' });
      expect(await shown()).not.toHaveProperty('FilterPolicyScope');
      await set('FilterPolicy', '{"a":["x"]}');
      expect(await shown()).toMatchObject({ FilterPolicyScope: 'MessageBody' });
    },
  },
  { 69: 'refused in May 2024, and taken since September 2026 (line 73)' },
);
