import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
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

const FIFO = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
/** When the latest task was started. */
let began = 0;
let held: Message | undefined;

const send = (name: string, MessageBody: string, MessageGroupId?: string) =>
  sqs().send(
    new SendMessageCommand({
      QueueUrl: url(name),
      MessageBody,
      ...(MessageGroupId === undefined ? {} : { MessageGroupId }),
    }),
  );

function start(name: string, more: { DestinationArn?: string }, rate?: number) {
  began = now;
  return sqs().send(
    new StartMessageMoveTaskCommand({
      SourceArn: stage.arn('sqs', name),
      ...more,
      ...(rate === undefined ? {} : { MaxNumberOfMessagesPerSecond: rate }),
    }),
  );
}

async function task(name: string) {
  const { Results = [] } = await sqs().send(
    new ListMessageMoveTasksCommand({ SourceArn: stage.arn('sqs', name) }),
  );
  return Results[0];
}

proveRecording(
  '2026-sqs',
  {
    1: async () => {
      const arn = await stage.queue('dead', {});
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 1 });
      await stage.queue('source', { RedrivePolicy });
      for (let n = 0; n < 12; n += 1) await send('dead', `${n}`);
      const { TaskHandle } = await start('dead', { DestinationArn: stage.arn('sqs', 'source') }, 1);
      expect(TaskHandle).toMatch(/./);
    },
    2: async () => {
      for (const moved of [0, 4, 6]) {
        now = began + moved * 1_000;
        expect(await task('dead')).toEqual({
          TaskHandle: expect.any(String),
          Status: 'RUNNING',
          SourceArn: stage.arn('sqs', 'dead'),
          DestinationArn: stage.arn('sqs', 'source'),
          MaxNumberOfMessagesPerSecond: 1,
          ApproximateNumberOfMessagesMoved: moved,
          ApproximateNumberOfMessagesToMove: 12,
          StartedTimestamp: began,
        });
      }
    },
    3: async () => {
      now = began + 12_000;
      const ended = await task('dead');
      expect(ended).toMatchObject({
        Status: 'COMPLETED',
        ApproximateNumberOfMessagesMoved: 12,
        ApproximateNumberOfMessagesToMove: 12,
      });
      expect(ended).not.toHaveProperty('TaskHandle');
    },
    4: async () => {
      for (let n = 0; n < 5; n += 1) await send('dead', `${n}`);
      const { TaskHandle } = await start('dead', { DestinationArn: stage.arn('sqs', 'source') }, 2);
      const cancelled = await sqs().send(new CancelMessageMoveTaskCommand({ TaskHandle }));
      expect(cancelled.ApproximateNumberOfMessagesMoved).toBe(0);
      const going = await task('dead');
      expect(going).toMatchObject({ Status: 'CANCELLING' });
      expect(going).not.toHaveProperty('TaskHandle');
      now += 5_000;
      expect(await task('dead')).toMatchObject({ Status: 'CANCELLED', ApproximateNumberOfMessagesMoved: 2 });
    },
    6: async () => {
      const dead = await stage.queue('moved-dead.fifo', FIFO);
      await stage.queue('moved.fifo', {
        ...FIFO,
        RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 9 }),
      });
      for (const [group, body] of [
        ['g', 'held'],
        ['g', 'waits'],
        ['h', 'goes'],
      ] as const)
        await send('moved-dead.fifo', body, group);
      // One of group g is in flight, wherever it stands.
      held = await receive('moved-dead.fifo');
      await start('moved-dead.fifo', { DestinationArn: stage.arn('sqs', 'moved.fifo') });
      expect(await task('moved-dead.fifo')).toMatchObject({
        Status: 'RUNNING',
        ApproximateNumberOfMessagesMoved: 1,
      });
      expect((await receive('moved.fifo'))?.Body).toBe('goes');
      now += 6_000;
      expect(await task('moved-dead.fifo')).toMatchObject({
        Status: 'COMPLETED',
        ApproximateNumberOfMessagesMoved: 3,
      });
    },
    7: async () => {
      const { Messages = [] } = await sqs().send(
        new ReceiveMessageCommand({
          QueueUrl: url('moved.fifo'),
          MaxNumberOfMessages: 10,
          MessageSystemAttributeNames: ['All'],
        }),
      );
      const found = Messages.find(({ Body }) => Body === 'held');
      expect(found?.MessageId).not.toBe(held?.MessageId);
      expect(found?.Attributes).toMatchObject({
        MessageDeduplicationId: held?.MessageId,
        ApproximateReceiveCount: '1',
        SentTimestamp: String(now),
        ApproximateFirstReceiveTimestamp: String(now),
      });
      expect(found?.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
    },
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
    10: async () => {
      now += 400_000;
      await send('moved-dead.fifo', 'known', 'k');
      const message = await receive('moved-dead.fifo');
      await sqs().send(
        new SendMessageCommand({
          QueueUrl: url('moved.fifo'),
          MessageBody: 'first',
          MessageGroupId: 'k',
          MessageDeduplicationId: message?.MessageId,
        }),
      );
      now += 6_000;
      await start('moved-dead.fifo', { DestinationArn: stage.arn('sqs', 'moved.fifo') });
      expect(await task('moved-dead.fifo')).toMatchObject({
        Status: 'COMPLETED',
        ApproximateNumberOfMessagesMoved: 0,
        ApproximateNumberOfMessagesToMove: 1,
      });
      expect(await receive('moved-dead.fifo')).toBeUndefined();
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
    5: 'that messages lose their order, which nobody can rely on; the sandbox keeps it',
    11: 'that counts lag: the sandbox’s are exact',
    12: 'as 11',
    13: 'callers that may not move messages, which the sandbox does not have',
    17: 'a policy’s principal that is a role made a moment ago: of principals in policies the sandbox does not know whether they exist',
    18: 'that counts lag: the sandbox’s are exact',
  },
);
