import { expect, it } from 'vitest';
import { maskedText } from '../../../../../src/lib/cli/render/status-page/masked-text.js';

it('shortens addresses and URLs that may hold a key, not those of SQS queues that a command takes', () => {
  const command =
    'aws sqs get-queue-attributes --queue-url https://sqs.eu-west-1.amazonaws.com/111122223333/a.fifo';
  expect(maskedText(`${command} for jo@example.com`)).toBe(`${command} for j…@example.com`);
  for (const secret of [
    'https://sqs.eu-west-1.amazonaws.com/111122223333/q?X-Amz-Signature=5ec2e7',
    'https://sqs.eu-west-1.amazonaws.com/111122223333/q/5ec2e7',
    'https://5ec2e7@sqs.eu-west-1.amazonaws.com/111122223333/q',
    'https://example.com/hooks/5ec2e7',
  ])
    expect(maskedText(`see ${secret}, it says`)).toMatch(/^see https:\/\/[a-z0-9.-]+\/…, it says$/);
});
