import { describe, expect, test } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

const ROLE = 'arn:aws:iam::111122223333:role/to-partner';
const SNS = 'arn:aws:sns:eu-west-1:444455556666:calls';
const SQS = 'arn:aws:sqs:eu-west-1:444455556666:calls';
const LAMBDA = 'arn:aws:lambda:eu-west-1:444455556666:function:calls';

/** A file with one more target, named by the route. */
const routed = (target: string): string =>
  fileWith({ targets: `it: ${target}` }).replace('targets: [inbox]', 'targets: [inbox, it]');

describe('targets in other accounts', () => {
  test.each([
    `{ sns: { existing: "${SNS}" }, role: "${ROLE}" }`,
    `{ sqs: { existing: "${SQS}" }, role: "${ROLE}" }`,
    `{ lambda: { existing: "${LAMBDA}:live" }, role: "${ROLE}" }`,
    `{ arn: "arn:aws:events:eu-west-1:444455556666:event-bus/calls", role: "${ROLE}" }`,
    `{ arn: "arn:aws:events:us-east-1:444455556666:event-bus/calls", role: "${ROLE}" }`,
    `{ arn: "arn:aws:events:us-east-1:111122223333:event-bus/calls", role: "${ROLE}" }`,
    `{ arn: "arn:aws:kinesis:eu-west-1:444455556666:stream/calls", role: "${ROLE}" }`,
  ])('%s is fine', async (target) => {
    expect((await validateText(routed(target))).diagnostics).toEqual([]);
  });

  test('what only an SNS topic feeds needs no role', async () => {
    const file = routed('{ sns: { create: it }, subscribers: [{ sqs: theirs }] }').replace(
      'routes:',
      `  theirs: { sqs: { existing: "${SQS}" } }\nroutes:`,
    );
    expect((await validateText(file)).diagnostics).toEqual([]);
  });

  expectBadFiles([
    ...[
      ['SNS', 'sns', SNS],
      ['SQS', 'sqs', SQS],
      ['Lambda', 'lambda', LAMBDA],
    ].map(([what, kind, arn = '']) => ({
      what: `no role for ${what}`,
      file: routed(`{ ${kind}: { existing: "${arn.replace('444455556666', '«444455556666')}" } }`),
      code: 'role-missing',
      words: ['in account 444455556666', 'needs a role', 'arn:aws:iam::111122223333:role/'],
    })),
    {
      what: 'a role of the other account',
      file: routed(`{ sqs: { existing: "${SQS}" }, role: "arn:aws:iam::«444455556666:role/r" }`),
      code: 'role-account',
      words: ['its own account'],
    },
    {
      what: 'no role at all',
      file: routed(`{ sqs: { existing: "${SQS}" }, role: «to-partner }`),
      code: 'role-invalid',
      words: ['arn:aws:iam::111122223333:role/NAME'],
    },
    {
      what: 'a role for what gcx makes',
      file: routed(`{ sqs: { create: calls }, «role: "${ROLE}" }`),
      code: 'misplaced-key',
      words: ['one that exists', 'Remove "role"'],
    },
    {
      what: 'a service that EventBridge does not send to in other accounts',
      file: routed(`{ arn: "arn:aws:states:eu-west-1:«444455556666:stateMachine:calls", role: "${ROLE}" }`),
      code: 'other-account',
      words: ['a Step Functions state machine of another account', 'event bus of account 444455556666'],
    },
    {
      what: 'the own event bus',
      file: routed(
        `{ arn: «"arn:aws:events:eu-west-1:111122223333:event-bus/aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod", role: "${ROLE}" }`,
      ),
      code: 'own-bus',
      words: ['on already'],
    },
  ]);
});

describe('message groups', () => {
  test.each(['calls', '$.detail.eventBody.conversationId', '$.detail.topicName'])(
    '%s is fine',
    async (group) => {
      const file = routed(`{ sqs: { create: it.fifo, messageGroup: "${group}" } }`);
      expect((await validateText(file)).diagnostics).toEqual([]);
    },
  );

  expectBadFiles([
    {
      what: 'a path with words around it',
      file: routed('{ sqs: { create: it.fifo, messageGroup: «"call-$.detail.eventBody.conversationId" } }'),
      code: 'message-group',
      words: ['The whole value is one path: $.detail.eventBody.conversationId.'],
    },
    {
      what: 'a placeholder',
      file: routed('{ sqs: { create: it.fifo, messageGroup: «"<conversation>" } }'),
      code: 'message-group',
      words: ['neither a word nor a path'],
    },
    {
      what: 'one that is too long',
      file: routed(`{ sqs: { create: it.fifo, messageGroup: «${'x'.repeat(101)} } }`),
      code: 'name-too-long',
      words: ['100', 'targetMessageGroupCharacters'],
    },
    {
      what: 'a FIFO queue as dead-letter queue',
      file: fileWith({
        targets:
          'it: { sqs: { create: it }, deadLetter: «dead }\ndead: { sqs: { create: dead.fifo, messageGroup: a } }',
      }).replace('targets: [inbox]', 'targets: [inbox, it]'),
      code: 'dead-letter-fifo',
      words: ['standard'],
    },
  ]);
});
