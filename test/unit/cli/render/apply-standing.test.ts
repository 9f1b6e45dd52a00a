import { expect, it } from 'vitest';
import { startRun } from '../../../../src/lib/base/hints/gcx-command.js';
import { ApplyStanding } from '../../../../src/lib/cli/render/apply-standing.js';
import type { Outcome } from '../../../../src/lib/engine/apply/index.js';
import { change } from '../../../../src/lib/engine/change/change.js';
import type { Action } from '../../../../src/lib/engine/change/model.js';

const thing = (name: string, action: Action = 'create') =>
  change({ kind: 'sqs-queue', name, group: { kind: 'target', name }, action });

const finish = (standing: ApplyStanding, name: string, outcome: Outcome) =>
  standing.follow({ kind: 'finished', change: thing(name), outcome, finished: 0, total: 4 });

it('says what is done, what failed, and what may be half done', () => {
  startRun('gcx');
  const standing = new ApplyStanding();
  expect(standing.text()).toBe(
    'Ended at once: 0 changes done. No change was in progress. What is left: gcx plan',
  );
  for (const name of ['a', 'b', 'c', 'd']) standing.follow({ kind: 'started', change: thing(name) });
  finish(standing, 'a', { kind: 'done' });
  finish(standing, 'b', { kind: 'failed', error: new Error('no'), steps: 1 });
  expect(standing.text().replaceAll(/\s+/g, ' ')).toBe(
    'Ended at once: 1 of 4 changes done, 1 failed. 2 changes in progress, which may be partly done: SQS queue c; SQS queue d. What is left: gcx plan',
  );
  finish(standing, 'c', { kind: 'not-attempted', because: 'interrupted' });
  finish(standing, 'd', { kind: 'done' });
  expect(standing.text()).toContain('2 of 4 changes done, 1 failed. No change was in progress.');
});
