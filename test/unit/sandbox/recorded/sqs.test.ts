import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect } from 'vitest';
import { failure } from '../aws/aws-server.js';
import { inWords, proveRecording } from './recording.js';
import { ACCOUNT, EAST, openStage, type Stage } from './stage.js';

let stage: Stage;
let now = Date.now();

beforeAll(async () => {
  stage = await openStage({ now: () => now });
});

afterAll(() => stage.server.close());

const sqs = () => stage.in(EAST).sqs;
const url = (name: string) => `${stage.server.endpoint}/${ACCOUNT}/${name}`;

async function receive(name: string): Promise<Message | undefined> {
  const { Messages = [] } = await sqs().send(
    new ReceiveMessageCommand({
      QueueUrl: url(name),
      VisibilityTimeout: 5,
      MessageSystemAttributeNames: ['All'],
    }),
  );
  return Messages[0];
}

const MOVES = 'message move tasks, which the sandbox does not know, and says so';

proveRecording(
  '2026-sqs',
  {
    8: async () => {
      const fifo = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
      const dead = await stage.queue('dead.fifo', fifo);
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 1 });
      await stage.queue('source.fifo', { ...fifo, RedrivePolicy });
      await sqs().send(
        new SendMessageCommand({ QueueUrl: url('source.fifo'), MessageBody: 'x', MessageGroupId: 'g' }),
      );
      now += 1_000;
      const first = await receive('source.fifo');
      now += 6_000;
      expect(await receive('source.fifo')).toBeUndefined();
      const letter = await receive('dead.fifo');
      const { SentTimestamp, ApproximateFirstReceiveTimestamp } = first?.Attributes ?? {};
      expect(letter?.MessageId).toBe(first?.MessageId);
      expect(letter?.Attributes).toMatchObject({
        SentTimestamp,
        ApproximateFirstReceiveTimestamp,
        ApproximateReceiveCount: '2',
        MessageDeduplicationId: first?.MessageId,
        DeadLetterQueueSourceArn: stage.arn('sqs', 'source.fifo'),
        SequenceNumber: expect.stringMatching(/^\d{20}$/),
      });
    },
    9: async () => {
      now += 6_000;
      const letter = await receive('dead.fifo');
      const answer = await sqs().send(
        new SendMessageCommand({
          QueueUrl: url('dead.fifo'),
          MessageBody: 'y',
          MessageGroupId: 'h',
          MessageDeduplicationId: letter?.MessageId,
        }),
      );
      expect(answer).toMatchObject({
        MessageId: letter?.MessageId,
        SequenceNumber: letter?.Attributes?.SequenceNumber,
      });
      expect(await receive('dead.fifo')).toBeUndefined();
    },
    14: async () => {
      await stage.queue('fair', {});
      await sqs().send(
        new SendMessageCommand({ QueueUrl: url('fair'), MessageBody: 'x', MessageGroupId: 'tenant' }),
      );
      expect((await receive('fair'))?.Attributes?.MessageGroupId).toBe('tenant');
    },
    15: async (line) => {
      await sqs().send(new CreateQueueCommand({ QueueName: 'new' }));
      const { Attributes = {} } = await sqs().send(
        new GetQueueAttributesCommand({ QueueUrl: url('new'), AttributeNames: ['All'] }),
      );
      const approximate = Object.keys(Attributes).filter((name) => name.startsWith('Approximate'));
      expect(approximate).toHaveLength(3);
      const named = [...inWords(line).matchAll(/\b([A-Z]\w+)(?: (\d+|true))?(?=,|$)/g)];
      for (const [, name = '', value] of named)
        expect((Attributes as Record<string, string | undefined>)[name], name).toEqual(
          value ?? expect.stringMatching(/./),
        );
      expect(Object.keys(Attributes)).toHaveLength(approximate.length + named.length);
    },
    16: async (line) => {
      const found = await failure(sqs().send(new GetQueueUrlCommand({ QueueName: 'none' })));
      // The recording's code is that of the query protocol; the SDK speaks JSON, whose shape is called otherwise.
      expect(found.message).toBe(typeof line.error === 'object' ? line.error.message : '');
    },
  },
  {
    1: MOVES,
    2: MOVES,
    3: MOVES,
    4: MOVES,
    5: MOVES,
    6: MOVES,
    7: MOVES,
    10: MOVES,
    11: MOVES,
    12: MOVES,
    13: MOVES,
    17: 'a policy’s principal that is a role made a moment ago: of principals in policies the sandbox does not know whether they exist',
    18: 'that counts lag: the sandbox’s are exact',
  },
);
