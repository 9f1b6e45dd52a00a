import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { openSandbox, type Sandbox, type SandboxOptions } from '../../../src/lib/sandbox/index.js';
import { zipOf } from './aws/lambda-zip.js';
import { createRole } from './aws/roles.js';
import { ACD_END } from './genesys-server.js';
import { enableIntegration, routeToQueue } from './pipe.js';
import { SIGNED_CALL } from './signed-call.js';
import { ACCOUNT, optionsIn, REGION, temporaryFolder } from './temporary-folder.js';

/** Sends each message on, with a request as the SDK would send it; waits for ever where the message says so. */
const FORWARD = `${SIGNED_CALL}
export const handler = async (event) => {
  for (const { body, attributes } of event.Records ?? []) {
    if (body === 'wait' && attributes.ApproximateReceiveCount === '1') await new Promise(() => {});
    const message = JSON.stringify({ QueueUrl: process.env.OUT, MessageBody: body });
    const answer = await signedCall('sqs', 'AmazonSQS.SendMessage', message);
    if (!answer.ok) throw new Error(await answer.text());
  }
};`;

const open: Sandbox[] = [];

afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

const HIDDEN_MS = 30_000;
const arn = (name: string) => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

/** What a test does with a sandbox: SQS queues `in` and `out`, and the function `forward` between them. */
interface Pipe {
  readonly sandbox: Sandbox;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  send(body: string): Promise<void>;
  /** Messages in `in` and `out`, hidden ones too. */
  counts(): Promise<readonly [number, number]>;
}

async function reach(options: SandboxOptions): Promise<Pipe> {
  const sandbox = await openSandbox(options);
  open.push(sandbox);
  const settings = { ...sandbox.aws, maxAttempts: 1 };
  const sqs = new SQSClient(settings);
  const url = (name: string) => `${sandbox.aws.endpoint}/${ACCOUNT}/${name}`;
  const count = async (name: string) => {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url(name), AttributeNames: ['All'] }),
    );
    return (
      Number(Attributes['ApproximateNumberOfMessages']) +
      Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
    );
  };
  return {
    sandbox,
    sqs,
    lambda: new LambdaClient(settings),
    send: async (MessageBody) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: url('in'), MessageBody }));
    },
    counts: async () => [await count('in'), await count('out')],
  };
}

async function makePipe(options: SandboxOptions): Promise<Pipe> {
  const pipe = await reach(options);
  const { QueueUrl: out = '' } = await pipe.sqs.send(new CreateQueueCommand({ QueueName: 'out' }));
  await pipe.sqs.send(new CreateQueueCommand({ QueueName: 'in' }));
  await makeForward(pipe, 'in', out);
  return pipe;
}

/** The function `forward`, which takes from an SQS queue and sends to another; without one it just takes. */
async function makeForward(
  { sandbox, lambda }: Pick<Pipe, 'sandbox' | 'lambda'>,
  from: string,
  out: string,
): Promise<void> {
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'forward',
      Role: await createRole(sandbox.aws, 'forward', 'lambda.amazonaws.com'),
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 30,
      Code: { ZipFile: zipOf(out === '' ? 'export const handler = async () => ({});' : FORWARD) },
      Environment: { Variables: { OUT: out } },
    }),
  );
  await lambda.send(new GetFunctionCommand({ FunctionName: 'forward' }));
  await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName: 'forward', EventSourceArn: arn(from) }),
  );
}

describe('a worker of the sandbox', () => {
  it.each([
    { fault: 'sqs:SendMessage:kill-before:1', sentAtFirst: 0, sentInAll: 1 },
    { fault: 'sqs:SendMessage:kill-after:1', sentAtFirst: 1, sentInAll: 2 },
    { fault: 'lambda:answer:kill:1', sentAtFirst: 1, sentInAll: 2 },
  ])('killed by $fault fails its batch, which comes back', async ({ fault, sentAtFirst, sentInAll }) => {
    const { sandbox, send, counts } = await makePipe(optionsIn(temporaryFolder(), { faults: [fault] }));
    await send('hello');
    await sandbox.settle();
    expect(await counts()).toEqual([1, sentAtFirst]);
    await sandbox.passTime(HIDDEN_MS);
    await sandbox.settle();
    expect(await counts()).toEqual([0, sentInAll]);
  });

  it('can be met by a fault at a later call only, which other callers do not meet', async () => {
    const options = optionsIn(temporaryFolder(), { faults: ['sqs:SendMessage:kill-before:#2'] });
    const { sandbox, send, counts } = await makePipe(options);
    for (const body of ['a', 'b', 'c']) {
      await send(body);
      await sandbox.settle();
    }
    expect(await counts()).toEqual([1, 2]);
  });

  it('can be killed while it handles a message', async () => {
    const { sandbox, send, counts, lambda } = await makePipe(optionsIn(temporaryFolder()));
    await send('wait');
    const settled = sandbox.settle();
    await expect.poll(async () => (await counts())[0]).toBe(1);
    await lambda.send(new InvokeCommand({ FunctionName: 'forward', Payload: Buffer.from('{}') }));
    await sandbox.killWorkers('forward');
    await settled;
    await sandbox.passTime(HIDDEN_MS);
    await sandbox.settle();
    expect(await counts()).toEqual([0, 1]);
  });

  it('takes an event that Genesys Cloud publishes, before emit is over', async () => {
    const sandbox = await openSandbox(optionsIn(temporaryFolder()));
    open.push(sandbox);
    await enableIntegration(sandbox, [ACD_END]);
    await routeToQueue(sandbox, ACD_END);
    const lambda = new LambdaClient({ ...sandbox.aws, maxAttempts: 1 });
    await makeForward({ sandbox, lambda }, 'inbox', '');
    const { events } = await sandbox.emit({ eventType: ACD_END });
    expect(events[0]?.deliveries).toMatchObject([
      { by: 'events', target: arn('inbox'), outcome: 'delivered' },
      { by: 'lambda', queue: arn('inbox'), outcome: 'delivered' },
    ]);
  });

  it('runs the code of an earlier command, on the port of this one', async () => {
    const options = optionsIn(temporaryFolder());
    const first = await makePipe(options);
    await first.sandbox.close();
    expect(readdirSync(join(options.folder, '.gcx-sandbox', 'code'))).toContainEqual(
      expect.stringMatching(/^[\da-f]{64}\.zip$/),
    );
    writeFileSync(join(options.folder, '.gcx-sandbox', 'code', 'unused.zip'), '');
    const { sandbox, send, counts } = await reach(options);
    expect(readdirSync(join(options.folder, '.gcx-sandbox', 'code'))).not.toContain('unused.zip');
    await send('hello');
    await sandbox.settle();
    expect(await counts()).toEqual([0, 1]);
  });
});
