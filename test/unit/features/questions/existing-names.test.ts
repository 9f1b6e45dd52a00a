import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { targetChoices } from '../../../../src/lib/engine/targets/list.js';
import { listingRights } from '../../../../src/lib/features/permissions/listing-rights.js';
import { existingNames } from '../../../../src/lib/features/questions/existing-names.js';
import { askTarget } from '../../../../src/lib/features/questions/index.js';
import { head } from '../../../e2e/gcx.js';
import { seedOf } from '../../../harness/called.js';
import { trial } from '../../../harness/trial.js';
import { key, onScreen } from '../../cli/answered.js';
import { temporaryFolder } from '../../sandbox/temporary-folder.js';

const FILE = `${head()}targets: { inbox: { sqs: { create: shop-inbox } } }
routes: { ended: { events: [conversation.acd.end], targets: [inbox] } }
`;

/** The AWS of somebody who may do only this. */
async function awsWith(...actions: readonly string[]) {
  const file = join(temporaryFolder(), 'policy.json');
  const statement = { Effect: 'Allow', Action: actions, Resource: '*' };
  writeFileSync(file, JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
  return (await trial(FILE, { policyFiles: [file] })).aws;
}

const listing = targetChoices().filter(({ listedBy }) => listedBy !== undefined);

it('lists each kind of target with the action that gcx permissions names, and says without it which is missing', async () => {
  const actions = listingRights().flatMap((right) => right.actions);
  expect(actions.toSorted()).toEqual([
    'events:ListEventBuses',
    'firehose:ListDeliveryStreams',
    'kinesis:ListStreams',
    'lambda:ListFunctions',
    'logs:DescribeLogGroups',
    'sns:ListTopics',
    'sqs:ListQueues',
    'states:ListStateMachines',
  ]);
  expect(targetChoices().filter(({ existing }) => existing !== undefined)).toEqual(listing);
  for (const odd of [0, 1]) {
    const allowed = actions.filter((_, at) => at % 2 === odd);
    const aws = await awsWith(...allowed);
    for (const choice of listing) {
      const names = await existingNames(choice, aws);
      if (allowed.includes(choice.listedBy?.action ?? '')) expect(names.kind).toBe('listed');
      else
        expect(names).toEqual({
          kind: 'unlisted',
          why: `not listed: ${choice.listedBy?.action} is not allowed`,
        });
    }
  }
});

it('a question says why nothing is listed, and takes a name that is typed', async () => {
  const aws = await awsWith('sns:ListTopics');
  const at = targetChoices().findIndex(({ listedBy }) => listedBy?.action === 'lambda:ListFunctions');
  const ground = { project: 'shop', known: [], check: () => undefined, aws };
  const { answer, screen } = await onScreen(
    (asker) => askTarget(asker, ground, 'Where?'),
    ...Array.from({ length: at }, () => key.down),
    key.enter,
    'crm-sync',
    key.enter,
  );
  expect(answer).toMatchObject({ inFile: { lambda: { existing: 'crm-sync' } } });
  expect(screen).toContain('not listed: lambda:ListFunctions is not allowed');
});

const arn = (resource: string) => `arn:aws:${resource.replace(':', ':eu-west-1:111122223333:')}`;
const numbered = (count: number, name: (number: string) => string) =>
  Array.from({ length: count }, (_, at) => name(String(at).padStart(4, '0')));

it('lists all pages of each kind, and of very many the first', async () => {
  const names = {
    kinesis: numbered(201, (at) => `calls-${at}`),
    firehose: numbered(101, (at) => `to-s3-${at}`),
    'state-machine': numbered(101, (at) => `follow-up-${at}`),
    bus: ['default', 'security'],
    'existing-log-group': numbered(1_001, (at) => `/aws/events/${at}`),
  };
  const receivers = [
    ...names.kinesis.map((name) => arn(`kinesis:stream/${name}`)),
    ...names.firehose.map((name) => arn(`firehose:deliverystream/${name}`)),
    ...names['state-machine'].map((name) => arn(`states:stateMachine:${name}`)),
    'arn:aws:kinesis:eu-west-1:444455556666:stream/of-others',
  ];
  const seedFile = seedOf([], {
    aws: {
      receivers,
      buses: [{ name: 'security' }],
      logGroups: names['existing-log-group'].map((name) => ({ name })),
    },
  });
  const pipe = await trial(FILE, { seedFile });
  for (const [word, expected] of Object.entries(names)) {
    const [choice] = targetChoices().filter((each) => each.word === word);
    expect(choice).toBeDefined();
    const listed = await existingNames(choice ?? {}, pipe.aws);
    expect(listed, word).toEqual({
      kind: 'listed',
      names: expected.slice(0, 1_000),
      more: expected.length > 1_000,
    });
  }

  const ground = { project: 'shop', known: [], check: () => undefined, aws: pipe.aws };
  const at = targetChoices().findIndex(({ word }) => word === 'existing-log-group');
  const { answer, screen } = await onScreen(
    (asker) => askTarget(asker, ground, 'Where?'),
    ...Array.from({ length: at }, () => key.down),
    key.enter,
    '0777',
    key.enter,
  );
  expect(answer).toMatchObject({ inFile: { logGroup: { existing: '/aws/events/0777' } } });
  expect(screen).toContain('Which one of the first 1000?');
});
