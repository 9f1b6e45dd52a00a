import { expect, it } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import type { ApplyReport } from '../../../../src/lib/engine/apply/index.js';
import { head } from '../../../e2e/gcx.js';
import { trial } from '../../../harness/trial.js';

const small = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board } }
  rest: { sqs: { create: shop-rest } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board, rest] }
`;
const file = small
  .replace('routes:', '  sales: { processor: { handler: ./sales.ts } }\nroutes:')
  .replace('board, rest', 'board, rest, sales');
const handler =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

const place = 'eu-west-1:111122223333';
const protect = { 'genesys-gcx:protect': 'true' };

function failures({ results }: ApplyReport): readonly string[] {
  return results.flatMap(({ change, outcome }) =>
    outcome.kind === 'failed' && outcome.error instanceof GcxError
      ? [`${change.kind}: ${outcome.error.report.code}, exit code ${outcome.error.exitCode}`]
      : [],
  );
}

it('a rule that was protected since the plan was made is left whole, and all that it needs', async () => {
  const all = await trial(small);
  await all.apply(await all.plan());
  const plan = await all.plan('destroy');
  const { events, sqs } = all.others;
  const [bus = ''] = (await events.busNames()).filter((name) => name.startsWith('aws.partner/'));
  const [rule] = await events.listRules(bus);
  await events.tag(rule?.arn ?? '', protect, []);
  expect(failures(await all.apply(plan))).toEqual(['rule: protected-meanwhile, exit code 5']);
  expect(await events.listTargets(bus, rule?.name ?? '')).toHaveLength(3);
  expect(await sqs.queue('shop-inbox')).toBeDefined();
  expect((await events.ruleTags(rule?.arn ?? ''))['genesys-gcx:asked']).toBeDefined();
});

it('nor are targets of each kind deleted that were protected since, and left the file', async () => {
  const all = await trial(file, {}, { 'sales.ts': handler });
  await all.apply(await all.plan());
  const left = file.split('\n').filter((line) => !/^ {2}(?:inbox|board|sales):/.test(line));
  all.write(left.join('\n').replace('[inbox, board, rest, sales]', '[rest]'));
  const plan = await all.plan();
  await all.others.sns.tag(`arn:aws:sns:${place}:shop-board`, protect, []);
  await all.others.sqs.tag('shop-inbox', protect, []);
  await all.others.functions.tag(`arn:aws:lambda:${place}:function:shop-sales`, protect, []);
  const failed = failures(await all.apply(plan));
  expect(failed.toSorted()).toEqual(
    ['function', 'sns-topic', 'sqs-queue'].map((kind) => `${kind}: protected-meanwhile, exit code 5`),
  );
});
