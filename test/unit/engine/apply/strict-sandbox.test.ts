import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { head } from '../../../e2e/gcx.js';
import { type Trial, trial } from '../../../harness/trial.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

const ACCOUNT = '111122223333';
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:${ACCOUNT}:${resource}`;

async function applied(all: Trial): Promise<void> {
  const plan = await all.plan();
  expect(plan.refusals).toEqual([]);
  expect(await all.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0 });
}

async function outcomes({ sandbox }: Trial): Promise<readonly string[]> {
  const { events } = await sandbox.emit({ eventType: 'acd.end', queue: 'Sales Support' });
  return events
    .flatMap(({ deliveries }) => deliveries)
    .map(({ outcome, target }) => `${outcome} ${target?.split(':').at(-1)}`)
    .sort();
}

const route = 'routes:\n  ended: { events: [conversation.acd.end], targets: [bus, queue] }\n';
const withRoles = `${head()}defaults: { retry: { maxAge: 1h, attempts: 3 } }
targets:
  bus: { arn: "${arn('events', 'event-bus/next')}", role: "arn:aws:iam::${ACCOUNT}:role/forward" }
  queue: { sqs: { existing: "${arn('sqs', 'theirs')}" }, role: "arn:aws:iam::${ACCOUNT}:role/send" }
${route}`;

it('a bus and a queue with roles get events, and the bus no retry policy of the defaults', async () => {
  const all = await trial(withRoles);
  await applied(all);
  expect(await outcomes(all)).toEqual(['delivered event-bus/next', 'delivered theirs']);
  const { changes } = await all.plan();
  expect(changes.filter(({ action }) => action !== 'none')).toEqual([]);
});

it('a role that a seed file has otherwise is not taken for good', async () => {
  const seedFile = join(temporaryFolder(), 'seed.yml');
  const trust = (service: string) =>
    `{ Statement: [{ Effect: Allow, Principal: { Service: ${service} }, Action: "sts:AssumeRole" }] }`;
  writeFileSync(
    seedFile,
    `aws:\n  roles:\n    - { name: forward, trust: ${trust('lambda.amazonaws.com')} }\n    - { name: send, trust: ${trust('events.amazonaws.com')} }\n`,
  );
  const all = await trial(withRoles, { seedFile });
  await applied(all);
  expect(await outcomes(all)).toEqual(['dropped event-bus/next', 'dropped theirs']);
});

it('a role that gcx has just made is waited for, by the function and by its mapping', async () => {
  const seedFile = join(temporaryFolder(), 'seed.yml');
  writeFileSync(seedFile, 'aws: { roleSeconds: 8 }\n');
  const all = await trial(
    `${head()}targets:\n  crm: { processor: { handler: ./sales.ts } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [crm] }\n`,
    { seedFile },
    {
      'sales.ts':
        "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n",
    },
  );
  await applied(all);
  const { changes } = await all.plan();
  expect(changes.filter(({ action }) => action !== 'none')).toEqual([]);
});

it('a message group on a standard queue is kept, as a fair queue', async () => {
  const all = await trial(
    `${head()}targets:\n  fair: { sqs: { create: shop-fair, messageGroup: $.detail.eventBody.queueId } }\nroutes:\n  ended: { events: [conversation.acd.end], targets: [fair] }\n`,
  );
  await applied(all);
  expect(await outcomes(all)).toEqual(['delivered shop-fair']);
  const sqs = new SQSClient(all.sandbox.aws);
  const { Messages } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: `${all.sandbox.aws.endpoint}/${ACCOUNT}/shop-fair`,
      MessageSystemAttributeNames: ['MessageGroupId'],
    }),
  );
  const [message] = Messages ?? [];
  const { queueId } = JSON.parse(message?.Body ?? '{}').detail.eventBody;
  expect(message?.Attributes?.MessageGroupId).toBe(queueId);
  const { changes } = await all.plan();
  expect(changes.filter(({ action }) => action !== 'none')).toEqual([]);
});
