import { describe, expect, it } from 'vitest';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import { runStep } from '../../../../src/lib/engine/apply/run-step.js';
import { DocumentTurns, type RunContext } from '../../../../src/lib/engine/kinds/index.js';
import { type AwsRequest, awsSetup, jsonError } from '../../clients/aws/aws-server.js';

const SLEEP_MS = 5_000;

/** A context whose clock goes only by sleeping. */
function contextOf(aws: Aws): RunContext {
  let now = 0;
  return {
    aws,
    mark: { project: 'calls', environment: 'default', organization: 'o' },
    account: '111122223333',
    region: 'eu-west-1',
    processors: new Map([
      ['sales', { zip: new Uint8Array([1]), codeSha256: 'new', environment: { CRM_URL: 'https://crm' } }],
    ]),
    secretOf: () => undefined,
    documents: new DocumentTurns(),
    now: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    get genesys(): never {
      throw new Error('these steps ask Genesys Cloud for nothing');
    },
  };
}

/** SQS with one queue, which holds so many messages at each look. */
function sqsWith(counts: readonly number[]) {
  let looks = 0;
  return ({ action }: AwsRequest) => {
    if (action === 'GetQueueUrl') return { json: { QueueUrl: 'https://sqs/111122223333/calls-sales' } };
    if (action === 'ListQueueTags') return { json: {} };
    const count = counts[Math.min(looks, counts.length - 1)] ?? 0;
    looks += 1;
    const visible = Math.floor(count / 2);
    const Attributes = {
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesNotVisible: String(count - visible),
    };
    return { json: { Attributes } };
  };
}

const wait = (seconds: number) => ({ call: 'sqs.awaitEmpty', name: 'calls-sales', seconds }) as const;

describe('waiting until an SQS queue is empty', () => {
  it('ends when nothing is in it, visible or in flight', async () => {
    const { aws, calls } = await awsSetup(sqsWith([3, 1, 0]));
    await runStep(wait(120), contextOf(aws));
    expect(calls().filter((call) => call === 'GetQueueAttributes')).toHaveLength(3);
  });

  it('fails when its time is over, without touching the queue', async () => {
    const { aws, calls } = await awsSetup(sqsWith([1]));
    await expect(runStep(wait((2 * SLEEP_MS) / 1_000), contextOf(aws))).rejects.toMatchObject({
      report: { code: 'queue-not-empty', what: expect.stringContaining('about 1 message') },
    });
    expect([...new Set(calls())].sort()).toEqual(['GetQueueAttributes', 'GetQueueUrl', 'ListQueueTags']);
  });

  it('looks once where there is no time, and takes a queue that is gone as empty', async () => {
    const { aws, calls } = await awsSetup(() =>
      jsonError('AWS.SimpleQueueService.NonExistentQueue', 'The specified queue does not exist.'),
    );
    await runStep(wait(0), contextOf(aws));
    expect(calls()).toEqual(['GetQueueUrl']);
  });
});

describe("a function's code", () => {
  it.each([
    ['sales', 'old'],
    ['other', 'new'],
  ])('is never another than the plan speaks of (%s, %s)', async (target, codeSha256) => {
    const { aws, calls } = await awsSetup(() => ({ json: {} }));
    const step = {
      call: 'lambda.updateCode',
      name: 'calls-sales',
      target,
      codeSha256,
      architecture: 'arm64',
    };
    await expect(runStep(step as Parameters<typeof runStep>[0], contextOf(aws))).rejects.toMatchObject({
      report: { code: 'code-changed' },
    });
    expect(calls()).toEqual([]);
  });
});
