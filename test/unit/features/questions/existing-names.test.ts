import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { targetChoices } from '../../../../src/lib/engine/targets/list.js';
import { listingRights } from '../../../../src/lib/features/permissions/listing-rights.js';
import { existingNames } from '../../../../src/lib/features/questions/existing-names.js';
import { askTarget } from '../../../../src/lib/features/questions/index.js';
import { head } from '../../../e2e/gcx.js';
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
  expect(actions).toEqual(['sqs:ListQueues', 'sns:ListTopics', 'lambda:ListFunctions']);
  expect(targetChoices().filter(({ existing }) => existing !== undefined)).toEqual(listing);
  for (const action of actions) {
    const aws = await awsWith(action);
    for (const choice of listing) {
      const names = await existingNames(choice, aws);
      if (choice.listedBy?.action === action) expect(names.kind).toBe('listed');
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
