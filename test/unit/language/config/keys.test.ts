import { describe, expect, test } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const routed = (target: string): string =>
  fileWith({ targets: `it: ${target}` }).replace('targets: [inbox]', 'targets: [inbox, it]');

describe('keys', () => {
  test.each([
    `{ sns: { create: it, key: "${KEY}" }, subscribers: [{ email: ops@example.com }] }`,
    `{ sqs: { create: it, key: "${KEY}" } }`,
    '{ sqs: { create: it, key: "arn:aws:kms:eu-west-1:444455556666:alias/shared" } }',
  ])('%s is fine', async (target) => {
    expect((await validateText(routed(target))).diagnostics).toEqual([]);
  });

  expectBadFiles([
    {
      what: "AWS's own key of SNS",
      file: routed('{ sns: { create: it, key: «alias/aws/sns } }'),
      code: 'key-of-aws',
      words: ['EventBridge cannot use alias/aws/sns', 'kms:GenerateDataKey*'],
    },
    {
      what: "AWS's own key of SQS, as ARN",
      file: routed('{ sqs: { create: it, key: «"arn:aws:kms:eu-west-1:111122223333:alias/aws/sqs" } }'),
      code: 'key-of-aws',
      words: ['alias/aws/sqs', 'SQS then encrypts with its own keys'],
    },
    {
      what: 'an id without ARN',
      file: routed('{ sqs: { create: it, key: «1234abcd-12ab-34cd-56ef-1234567890ab } }'),
      code: 'arn-invalid',
      words: ['arn:aws:kms:eu-west-1:'],
    },
    {
      what: 'an alias without ARN',
      file: routed('{ sqs: { create: it, key: «alias/calls } }'),
      code: 'arn-invalid',
      words: ['not an ARN of a KMS key', 'arn:aws:kms:eu-west-1:111122223333:alias/calls'],
    },
    {
      what: 'a key of another region',
      file: routed(`{ sqs: { create: it, key: "${KEY.replace('eu-west-1', '«us-east-1')}" } }`),
      code: 'other-region',
      words: ['us-east-1', 'eu-west-1'],
    },
    {
      what: 'a key for what exists',
      file: routed(`{ sqs: { existing: it, «key: "${KEY}" } }`),
      code: 'misplaced-key',
      words: ['does not change', 'Remove "key"'],
    },
  ]);
});
