import { expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { driftOf } from '../../../../src/lib/features/plans/drift.js';
import { head } from '../../../e2e/gcx.js';
import { trial } from '../../../harness/trial.js';

/** A route of more queues than one pattern takes: four rules. How it is split over them is read from what is live. */
const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], queues: [{ glob: "*" }], targets: [inbox] }
`;
const rule = (number: number) => `shop-ended-${number}`;

it('a pattern that somebody edits is drift, also where gcx takes the edited split over', async () => {
  const one = await trial(file, { queues: 150 });
  expect(await one.apply(await one.plan())).toMatchObject({ failed: 0, notAttempted: 0 });
  const { bus } = (await one.plan()).subject.aws;
  const { events } = one.others;
  const rules = (await events.listRules(bus)).filter(({ managedBy }) => managedBy === undefined);
  expect(rules.map(({ name }) => name)).toEqual([1, 2, 3, 4].map(rule));
  const patternOf = (name: string): JsonObject =>
    JSON.parse(rules.find((each) => each.name === name)?.pattern ?? '{}');
  const queuesOf = (name: string): readonly string[] =>
    JSON.stringify(patternOf(name))
      .match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g)
      ?.slice(1) ?? [];
  const edit = (name: string, queueId: readonly string[]) =>
    put(name, { ...patternOf(name), detail: { eventBody: { queueId } } });
  const put = async (name: string, pattern: JsonObject) => {
    const found = rules.find((each) => each.name === name);
    await events.putRule({ bus, name, pattern, description: found?.description ?? '', enabled: true });
  };
  const restored = async () => {
    for (const { name } of rules) await put(name, patternOf(name));
    expect(driftOf(await one.plan())).toMatchObject({ changed: [], unclear: [], unnoted: 0 });
  };
  const drifted = (plan: Plan) => {
    const { changed, unclear } = driftOf(plan);
    expect(unclear).toEqual([]);
    const told = plan.changes.flatMap(({ kind, fields }) =>
      kind === 'rule' ? fields.flatMap(({ origin }) => origin ?? []) : [],
    );
    expect(told.filter((origin) => origin !== 'outside')).toEqual([]);
    return changed.map(({ name }) => name).sort();
  };
  await restored();

  await edit(rule(2), queuesOf(rule(2)).slice(5));
  expect(drifted(await one.plan())).toEqual([rule(2)]);
  await restored();

  // The second rule keeps it: the first gives it up.
  const [shared = ''] = queuesOf(rule(1));
  await edit(rule(2), [...queuesOf(rule(2)), shared]);
  expect(drifted(await one.plan())).toEqual([rule(1), rule(2)]);
  await restored();

  // Nothing is left to mend, and it is drift all the same, until an apply takes it over.
  const moved = queuesOf(rule(1)).slice(0, 3);
  await edit(rule(1), queuesOf(rule(1)).slice(3));
  await edit(rule(4), [...queuesOf(rule(4)), ...moved]);
  const taken = await one.plan();
  expect(taken.counts).toMatchObject({ create: 0, update: 0, delete: 0 });
  expect(drifted(taken)).toEqual([rule(1), rule(4)]);
  expect(await one.apply(taken)).toMatchObject({ noted: { unchanged: 2, failed: [] } });
  expect(drifted(await one.plan())).toEqual([]);
  for (const { name } of rules) await put(name, patternOf(name));
  const back = await one.plan();
  expect(drifted(back)).toEqual([rule(1), rule(4)]);
  expect(await one.apply(back)).toMatchObject({ noted: { unchanged: 2, failed: [] } });

  await put(rule(2), { source: ['x'] });
  expect(drifted(await one.plan())).toContain(rule(2));
  await restored();

  await events.removeTargets(bus, rule(2), ['inbox']);
  await events.deleteRule(bus, rule(2));
  expect(drifted(await one.plan())).toEqual([rule(2)]);
}, 120_000);

it('a pattern that was edited makes no drift of what the file changed beside it', async () => {
  const small = `${head()}targets:
  inbox: { sqs: { create: shop-inbox }, retry: { attempts: 5 } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;
  const one = await trial(small);
  expect(await one.apply(await one.plan())).toMatchObject({ failed: 0, notAttempted: 0 });
  const { bus } = (await one.plan()).subject.aws;
  const [live] = await one.others.events.listRules(bus);
  if (live?.pattern === undefined) throw new Error('There is no rule.');
  const pattern: JsonObject = JSON.parse(live.pattern.replace('acd.end', 'acd.start'));
  await one.others.events.putRule({ ...live, bus, pattern, description: live.description ?? '' });
  one.write(small.replace('attempts: 5', 'attempts: 6'));
  const { changes } = await one.plan();
  const fields = changes.find(({ kind }) => kind === 'rule')?.fields;
  expect(fields?.map(({ field, origin }) => [field, origin])).toEqual([
    ['event type', 'outside'],
    ['retry', 'file'],
  ]);
});
