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

  test.each([
    ['the event bus', { aws: `{ account: "111122223333", region: eu-west-1, busKey: "${KEY}" }` }],
    ['the archive', { top: `archive: { retention: 30d, key: "${KEY}" }` }],
  ])('of %s is fine', async (_, part) => {
    expect((await validateText(fileWith(part))).diagnostics).toEqual([]);
  });

  expectBadFiles([
    {
      what: 'an alias for the event bus',
      file: fileWith({
        aws: '{ account: "111122223333", region: eu-west-1, busKey: «"arn:aws:kms:eu-west-1:111122223333:alias/calls" }',
      }),
      code: 'arn-invalid',
      words: ['an alias is not possible here', 'arn:aws:kms:eu-west-1:111122223333:key/'],
    },
    {
      what: 'a key of another region for the event bus',
      file: fileWith({
        aws: `{ account: "111122223333", region: eu-west-1, busKey: "${KEY.replace('eu-west-1', '«us-east-1')}" }`,
      }),
      code: 'other-region',
      words: ['an event bus in eu-west-1 takes a key of eu-west-1'],
    },
    {
      what: 'a key for an event bus that exists',
      file: fileWith({
        aws: `{ account: "111122223333", region: eu-west-1, bus: calls, «busKey: "${KEY}" }`,
      }),
      code: 'misplaced-key',
      words: ['does not change calls, which exists', 'Remove "busKey"'],
    },
    {
      what: 'an id for the archive',
      file: fileWith({ top: 'archive: { retention: 30d, key: «1234abcd-12ab-34cd-56ef-1234567890ab }' }),
      code: 'arn-invalid',
      words: ['not an ARN of a KMS key'],
    },
    {
      what: 'a key of another region for the archive',
      file: fileWith({
        top: `archive: { retention: 30d, key: "${KEY.replace('eu-west-1', '«us-east-1')}" }`,
      }),
      code: 'other-region',
      words: ['an archive in eu-west-1 takes a key of eu-west-1'],
    },
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
