import { expect, it } from 'vitest';
import { head } from '../../../e2e/gcx.js';
import { type Trial, trial } from '../../../harness/trial.js';

/** A file on an event bus that exists, with routes of a condition each. */
function fileWith(conditions: readonly string[], quotas = ''): string {
  const aws = quotas === '' ? 'bus: shared' : `bus: shared, quotas: ${quotas}`;
  const routes = conditions.map(
    (condition, at) =>
      `  r${at}: { events: [conversation.acd.end], where: { conversationId: [${condition}] }, targets: [inbox] }\n`,
  );
  return `${head({ bus: 'shared' }).replace('bus: shared', aws)}targets:\n  inbox: { sqs: { create: inbox } }\nroutes:\n${routes.join('')}`;
}

async function applied(all: Trial): Promise<void> {
  const plan = await all.plan();
  expect(plan.refusals).toEqual([]);
  expect(await all.apply(plan)).toMatchObject({ failed: 0, notAttempted: 0 });
  expect((await all.plan()).changes.filter(({ action }) => action !== 'none')).toEqual([]);
}

/** Rules of others on the bus, as the sandbox takes them. */
async function others(all: Trial, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const pattern = { detail: { a: [{ wildcard: `x*${at}` }] } };
    await all.others.events.putRule({
      bus: 'shared',
      name: `other-${at}`,
      pattern,
      description: '',
      enabled: true,
    });
  }
}

it('rules with wildcards fill what others left, and the one too many is refused before the first write', async () => {
  const all = await trial(fileWith(['{ wildcard: "V*E" }', '{ wildcard: "V*" }']));
  await others(all, 29);
  await applied(all);
  all.write(fileWith(['{ wildcard: "V*E" }', '{ wildcard: "V*" }', '{ wildcard: "C*T" }']));
  const { refusals } = await all.plan();
  expect(refusals).toMatchObject([{ code: 'bus-wildcards-full' }]);
  expect(refusals[0]?.message).toContain('30 are there, and the file needs 1 more');
  all.write(fileWith(['{ wildcard: "V*E" }', '{ wildcard: "V*" }', '{ wildcard: "*T" }']));
  await applied(all);
});

it('a bus holds as many rules as the file says, in the plan and in the sandbox', async () => {
  const all = await trial(fileWith(['a', 'b', 'c'], '{ rulesPerBus: 2 }'));
  expect((await all.plan()).refusals).toMatchObject([{ code: 'bus-full' }]);
  await others(all, 2);
  await expect(others(all, 3)).rejects.toThrow();
  all.write(fileWith(['a', 'b', 'c'], '{ rulesPerBus: 5 }'));
  expect((await all.plan()).refusals).toEqual([]);
});
