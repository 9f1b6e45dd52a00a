import { describe, expect, it } from 'vitest';
import type { Plan } from '../../src/lib/engine/change/model.js';
import { RESOURCE_KINDS } from '../../src/lib/engine/kinds/index.js';
import { adoptionPlan } from '../../src/lib/features/existing/adopt.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { EVERY_MARK, EVERY_MARK_FILES } from './every-mark.js';
import { applied, type Trial, trial } from './trial.js';
import { markedThings, unmark } from './unmarked.js';

/** Kinds whose things adopt does not mark, with the reason. */
const NOT_MARKED: Readonly<Record<string, string>> = {
  bus: 'an event bus that people made is used, as the record in the notes of the integration says',
  connection: 'not adopted yet: its description is written with its secret only',
  'api-destination': 'not adopted yet, as its connection',
};

function actions({ changes }: Plan): readonly string[] {
  return changes.flatMap(({ action, kind, name }) =>
    action === 'none' ? [] : [`${action} ${kind} ${name}`],
  );
}

async function adopt(all: Trial): Promise<Plan> {
  const loaded = await loadConfig({ cwd: all.folder, env: {} });
  const { genesys, aws } = all;
  return adoptionPlan(loaded, { genesys, aws, sandbox: true }, { all: true, json: true });
}

/** The ARNs of all that is there, by kind. */
async function arns(all: Trial): Promise<readonly string[]> {
  return [...(await markedThings(all)).values()]
    .flatMap((things) => things.flatMap(({ arn }) => arn ?? []))
    .sort();
}

describe('gcx adopt', () => {
  it('marks things of every kind that gcx makes, so that nothing is left to change', async () => {
    const all = await trial(EVERY_MARK, {}, EVERY_MARK_FILES);
    await applied(all);
    expect(actions(await all.plan())).toEqual([]);
    const before = await arns(all);
    const kinds = await markedThings(all);
    for (const { kind, marks } of RESOURCE_KINDS)
      if (marks.on === 'things' && !(kind in NOT_MARKED))
        expect(kinds.get(kind)?.length, `things of kind ${kind} in the file of this test`).toBeGreaterThan(0);

    await unmark(all);
    const refused = await all.plan();
    // Each says that it is there and nobody's; rules are the only things that would be made beside it.
    expect(new Set(refused.refusals.map(({ code }) => code))).toEqual(
      new Set(['name-taken', 'bus-not-ours', 'integration-not-ours']),
    );
    expect(refused.refusals.filter(({ fix }) => fix.includes('gcx adopt --all')).length).toBeGreaterThan(10);
    expect(actions(refused).filter((line) => /^(?:delete|replace) /.test(line))).toEqual([]);

    const plan = await adopt(all);
    expect(plan.refusals).toEqual([]);
    const report = await all.apply(plan);
    expect(report.results.filter(({ outcome }) => outcome.kind !== 'done')).toEqual([]);
    const after = await all.plan();
    expect(after.refusals).toEqual([]);
    expect(actions(after)).toEqual([]);
    expect(await arns(all)).toEqual(before);
    for (const [kind, things] of await markedThings(all))
      if (!(kind in NOT_MARKED))
        for (const { name, owner } of things) expect(owner.kind, `${kind} ${name}`).toBe('us');
    // What was adopted is deleted only on purpose.
    const destroyed = await all.plan('destroy', { force: false });
    expect(destroyed.refusals.filter(({ code }) => code === 'adopted').length).toBeGreaterThan(5);
  });
});
