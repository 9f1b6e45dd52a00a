import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import { sandboxOptions } from '../../src/lib/features/sandbox/sandbox-options.js';
import { type PipeStatus, readStatus } from '../../src/lib/features/status/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { openSandbox } from '../../src/lib/sandbox/index.js';
import { head } from '../e2e/gcx.js';
import type { BrokenPipe } from './broken-pipe.js';

/** A pipe whose every target is an SQS queue in the end, so that a test can count what came. */
export const STATUS_PIPE_FILE = `${head()}defaults: { deadLetter: dead }
targets:
  inbox: { sqs: { create: shop-inbox } }
  gone: { sqs: { create: shop-gone } }
  shut: { sqs: { create: shop-shut }, deadLetter: shut-dead }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: wall }, { email: lead@example.com }] }
  wall: { sqs: { create: shop-wall } }
  dead: { sqs: { create: shop-dead } }
  shut-dead: { sqs: { create: shop-shut-dead } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, gone, board] }
  begun: { events: [conversation.acd.start], targets: [shut] }
  quiet: { events: [conversation.user.end], targets: [inbox] }
`;

/** The file's status, as gcx reads it. */
export async function statusOf(
  { folder, aws, genesys, clock }: Pick<BrokenPipe, 'folder' | 'aws' | 'genesys' | 'clock'>,
  seconds = 86_400,
): Promise<PipeStatus> {
  const loaded = await loadConfig({ cwd: folder, env: {} });
  const source = { loaded, genesys: () => genesys, aws, sandbox: true, now: clock.now };
  return readStatus({ ...source, letters: { ids: false } }, seconds);
}

/** The file's status in the same sandbox, whose calls meet faults from now on. The pipe's own hands are closed by it. */
export async function statusUnder(pipe: BrokenPipe, ...faults: readonly string[]): Promise<PipeStatus> {
  await pipe.sandbox.close();
  const { folder, clock } = pipe;
  const { config } = await loadConfig({ cwd: folder, env: {} });
  const sandbox = await openSandbox({ ...sandboxOptions(config), folder, clock, faults });
  try {
    const aws = createAws(sandbox.aws, { runtime: clock });
    const genesys = createGenesys(sandbox.genesys, { runtime: clock });
    return await statusOf({ folder, clock, aws, genesys });
  } finally {
    await sandbox.close();
  }
}

/** Publishes events that the pipe's routes take. */
export async function publish(
  { sandbox }: BrokenPipe,
  route: 'ended' | 'begun',
  count: number,
): Promise<void> {
  const of =
    route === 'ended'
      ? { eventType: 'conversation.acd.end', queue: 'Sales Support' }
      : { eventType: 'conversation.acd.start' };
  await sandbox.emit({ ...of, count });
}

/** What a queue's receiver would count. */
export async function waitingIn(pipe: BrokenPipe, name: string): Promise<number> {
  const { Attributes } = await pipe.hand.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: await urlOf(pipe, name),
      AttributeNames: ['ApproximateNumberOfMessages'],
    }),
  );
  return Number(Attributes?.['ApproximateNumberOfMessages']);
}

/** Deletes an SQS queue, as somebody in the console does. */
export async function deleteQueue(pipe: BrokenPipe, name: string): Promise<void> {
  await pipe.hand.sqs.send(new DeleteQueueCommand({ QueueUrl: await urlOf(pipe, name) }));
}

/** Sets a queue's policy; empty: EventBridge is let in no more. @returns the one before */
export async function setPolicy(pipe: BrokenPipe, name: string, Policy: string): Promise<string> {
  const QueueUrl = await urlOf(pipe, name);
  const { Attributes } = await pipe.hand.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['Policy'] }),
  );
  await pipe.hand.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  return Attributes?.['Policy'] ?? '';
}

/** Lets SQS move to another queue what was received once from a queue and not deleted. */
export async function moveOnFrom(pipe: BrokenPipe, name: string, to: string): Promise<void> {
  const url = await urlOf(pipe, to);
  const { Attributes } = await pipe.hand.sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }),
  );
  const policy = { deadLetterTargetArn: Attributes?.['QueueArn'], maxReceiveCount: 1 };
  await pipe.hand.sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl: await urlOf(pipe, name),
      Attributes: { RedrivePolicy: JSON.stringify(policy) },
    }),
  );
}

async function urlOf({ hand }: BrokenPipe, name: string): Promise<string | undefined> {
  return (await hand.sqs.send(new GetQueueUrlCommand({ QueueName: name }))).QueueUrl;
}
