import { describe, expect, it } from 'vitest';
import { type ErrorReport, GcxError } from '../../../../src/lib/base/gcx-error.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { createProgress } from '../../../../src/lib/cli/progress.js';
import { applyDocument, applyReportText, changeTitle } from '../../../../src/lib/cli/render/index.js';
import type { ApplyReport, Outcome } from '../../../../src/lib/engine/apply/index.js';
import type { Change } from '../../../../src/lib/engine/change/model.js';
import type { Step } from '../../../../src/lib/engine/kinds/index.js';
import { change, examplePlan } from './plan-builder.js';

const target = { kind: 'target', name: 'inbox' } as const;
const queue = change({ kind: 'sqs-queue', name: 'inbox', group: target, action: 'create' });
const policy = change({ kind: 'sqs-policy', name: 'inbox', group: target, action: 'create' });
const rule = change({
  kind: 'rule',
  name: 'p-sales-1',
  group: { kind: 'route', name: 'sales' },
  action: 'update',
});

function report(
  results: readonly (readonly [Change, Outcome])[],
  part: Partial<ApplyReport> = {},
): ApplyReport {
  const count = (kind: Outcome['kind']) => results.filter(([, outcome]) => outcome.kind === kind).length;
  return {
    schemaVersion: 1,
    results: results.map(([each, outcome]) => ({ change: each, outcome })),
    done: count('done'),
    failed: count('failed'),
    notAttempted: count('not-attempted'),
    interrupted: false,
    writes: 1,
    noted: { unchanged: 0, failed: [] },
    pending: [],
    ...part,
  };
}

it('names the target of a thing that is called otherwise', () => {
  const topic = { kind: 'sns-topic', name: 'calls-ended', group: target, action: 'create' } as const;
  expect(changeTitle(change(topic))).toBe('+ SNS topic calls-ended (target inbox)');
  expect(changeTitle(change({ ...topic, name: 'shop-inbox' }))).toBe('+ SNS topic shop-inbox');
});

const explain = (error: unknown) => ({
  code: 'denied',
  what: `${String(error)} is not allowed.`,
  where: 'AWS sqs:SetQueueAttributes inbox',
  fix: 'Allow sqs:SetQueueAttributes.',
});

describe('applyReportText', () => {
  it('is one line where all went well', () => {
    expect(applyReportText(report([[queue, { kind: 'done' }]]), plainStyle, explain)).toBe(
      'Applied: 1 change done.\n',
    );
  });

  it('tells what failed and why, what was not attempted, what is left to people', () => {
    const text = applyReportText(
      report(
        [
          [queue, { kind: 'done' }],
          [policy, { kind: 'failed', error: 'sqs:SetQueueAttributes', steps: 0 }],
          [rule, { kind: 'not-attempted', because: 'sqs-policy:inbox failed' }],
        ],
        {
          pending: [
            { code: 'subscription-pending', message: 'wallboard@example.com must confirm its subscription.' },
          ],
        },
      ),
      plainStyle,
      explain,
    );
    expect(text).toMatchInlineSnapshot(`
      "Failed
        + SQS queue policy inbox
            sqs:SetQueueAttributes is not allowed.
            where: AWS sqs:SetQueueAttributes inbox
            fix: Allow sqs:SetQueueAttributes.

      Not attempted
        ~ rule p-sales-1
            why: sqs-policy:inbox failed

      Left to people
        ! wallboard@example.com must confirm its subscription.

      Applied in part: 1 done, 1 failed, 1 not attempted. Do what "fix" says, then run it again: it does the rest.
      "
    `);
  });

  it('says which calls of a change that failed were done, and never "not applied" where one was', () => {
    const half: Change = {
      ...rule,
      steps: [
        { call: 'events.putTargets', bus: 'b', rule: 'p-sales-1', targets: [{ id: 'new', arn: 'arn:new' }] },
        { call: 'events.removeTargets', bus: 'b', rule: 'p-sales-1', ids: ['old', 'older'] },
        { call: 'events.deleteRule', bus: 'b', name: 'p-sales-1' },
      ] as readonly Step[],
    };
    const text = applyReportText(
      report([[half, { kind: 'failed', error: 'events:RemoveTargets', steps: 1 }]]),
      plainStyle,
      (error) => ({ ...explain(error), details: ['target old: no (Code)'] }),
    );
    expect(text).toMatchInlineSnapshot(`
      "Failed
        ~ rule p-sales-1
            events:RemoveTargets is not allowed.
              target old: no (Code)
            where: AWS sqs:SetQueueAttributes inbox
            fix: Allow sqs:SetQueueAttributes.
            calls: events:PutTargets (new): done; events:RemoveTargets (old, older):
                   failed; events:DeleteRule: not made

      Applied in part: 0 done, 1 failed (1 of them after some of its calls), 0 not attempted. Do what "fix" says, then run it again: it does the rest.
      "
    `);
    const document = applyDocument(
      examplePlan.subject,
      report([[half, { kind: 'failed', error: 'x', steps: 1 }]]),
      explain,
    );
    expect(document.results[0]?.calls).toEqual([
      { call: 'events:PutTargets (new)', outcome: 'done' },
      { call: 'events:RemoveTargets (old, older)', outcome: 'failed' },
      { call: 'events:DeleteRule', outcome: 'not-made' },
    ]);
  });

  it('promises that a second run helps only where it does with nothing changed', () => {
    const words = (...reports: readonly ErrorReport[]) =>
      applyReportText(
        report(reports.map((error) => [queue, { kind: 'failed', error: new GcxError(error), steps: 0 }])),
        plainStyle,
        (error) => (error instanceof GcxError ? error.report : { code: 'bug', what: 'A bug.' }),
      ).split('attempted. ')[1];
    const throttled = { code: 'aws-throttled', what: 'Throttled.', retryable: true } as const;
    const taken = { code: 'taken-meanwhile', what: 'Taken.' };
    expect(words(throttled, throttled)).toBe('Run it again: it does the rest.\n');
    expect(words(throttled, taken)).toBe('Fix what failed, then run it again: it does the rest.\n');
    expect(words(throttled, { ...taken, fix: 'Choose another name.' })).toBe(
      'Do what "fix" says, then run it again: it does the rest.\n',
    );
  });

  it('says when nothing was changed, and when it was interrupted', () => {
    const failed: Outcome = { kind: 'failed', error: 'x', steps: 0 };
    expect(applyReportText(report([[queue, failed]], { writes: 0 }), plainStyle, explain)).toContain(
      'Not applied: 0 done, 1 failed',
    );
    const stopped = report([[queue, { kind: 'not-attempted', because: 'interrupted' }]], {
      interrupted: true,
    });
    expect(applyReportText(stopped, plainStyle, explain)).toContain('Interrupted: 0 done');
  });
});

describe('applyDocument', () => {
  it('says for each change how it went, with the error as a report', () => {
    const document = applyDocument(
      examplePlan.subject,
      report([
        [queue, { kind: 'done' }],
        [policy, { kind: 'failed', error: 'x', steps: 0 }],
        [rule, { kind: 'not-attempted', because: 'interrupted' }],
      ]),
      explain,
    );
    expect(document.results).toMatchObject([
      { id: 'sqs-queue:inbox', outcome: 'done' },
      { id: 'sqs-policy:inbox', outcome: 'failed', error: { code: 'denied' } },
      { id: 'rule:p-sales-1', outcome: 'not-attempted', because: 'interrupted' },
    ]);
    expect(JSON.stringify(document)).not.toContain('steps');
  });
});

describe('createProgress', () => {
  const written = (isTTY: boolean): string => {
    let text = '';
    const progress = createProgress({ isTTY, columns: 60, write: (part) => (text += part) });
    progress.show({ kind: 'started', change: queue });
    progress.show({ kind: 'finished', change: queue, outcome: { kind: 'done' }, finished: 1, total: 12 });
    progress.stop();
    return text;
  };

  it('is plain lines where there is no terminal', () => {
    expect(written(false)).toBe('[ 1/12] + SQS queue inbox: done\n');
  });

  it('leaves a line for each finished change on a terminal, and clears the one it rewrites', () => {
    const text = written(true);
    expect(text).toContain('[ 1/12] + SQS queue inbox: done\n');
    expect(text.endsWith('\r\u001b[K')).toBe(true);
  });
});
