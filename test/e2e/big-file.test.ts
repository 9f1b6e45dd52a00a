import { expect, test } from 'vitest';
import { head, names, Project } from './gcx.js';

const eventTypes = ['acd.start', 'acd.end', 'user.start', 'user.end', 'wrapup', 'customer.start'].map(
  (name) => `conversation.${name}`,
);
const byQueue = eventTypes.slice(0, 2);

/** 60 routes, 400 queues in all by name, 6 event types, 7 targets on every tenth route. */
function bigFile(queueNames: readonly string[]): string {
  const targets = Array.from(
    { length: 7 },
    (_, index) => `  t${index}: { sqs: { create: shop-t${index} } }\n`,
  );
  const routes = Array.from({ length: 60 }, (_, index) => {
    const send = index % 10 === 0 ? [0, 1, 2, 3, 4, 5, 6] : [index % 7];
    const queues = queueNames.filter((_, at) => at % 50 === index);
    const events = index < 50 ? byQueue : [eventTypes[2 + (index % 4)]];
    return [
      `  r${index}:`,
      `    events: [${events.join(', ')}]`,
      ...(queues.length === 0 ? [] : [`    queues: [${queues.map((name) => `"${name}"`).join(', ')}]`]),
      `    targets: [${send.map((target) => `t${target}`).join(', ')}]\n`,
    ].join('\n');
  });
  return `${head()}targets:\n${targets.join('')}routes:\n${routes.join('')}`;
}

test('60 routes, 400 queues by name and 7 targets on some routes: plans, applies, converges, within the quotas', async () => {
  const project = new Project(bigFile([]));
  const server = await project.serve({ queues: 900 });
  const listed = JSON.parse((await project.sandbox('queue list --search Team --json')).stdout).queues;
  const queues: { id: string; name: string }[] = listed.slice(0, 400);
  expect(new Set(names(queues)).size).toBe(400);
  project.write('.genesysrc.yml', bigFile(queues.map(({ name }) => name)));

  const calls = project.journal().length;
  const planned = await project.done('plan');
  expect(planned.stdout).toContain('+ rule shop-r0-1');
  const reads = project.journal().slice(calls);
  // In a handful of calls, not one for each queue.
  expect(
    reads.filter(({ service, path }) => service === 'genesys' && path.includes('/routing/')).length,
  ).toBeLessThan(20);
  await project.done('apply --auto-approve');
  expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  expect(await project.writesOf(() => project.done('apply --auto-approve'))).toEqual([]);
  await server.stop();

  const { rules } = project.holdings();
  expect(rules.length).toBeLessThanOrEqual(300);
  expect(rules.filter(({ targets }) => targets.length > 5)).toEqual([]);
  expect(rules.filter(({ pattern }) => pattern.length > 2_048)).toEqual([]);
  const filtered = new Set(
    rules.flatMap(({ pattern }) => JSON.parse(pattern).detail?.eventBody?.queueId ?? []),
  );
  expect(filtered).toEqual(new Set(queues.map(({ id }) => id)));
  const all = Array.from({ length: 7 }, (_, index) => `delivered shop-t${index}`);
  expect(await project.emit({ eventType: 'acd.end', queue: queues[0]?.id ?? '' })).toEqual(all);
  expect(await project.emit({ eventType: 'acd.start', queue: queues[3]?.id ?? '' })).toEqual([
    'delivered shop-t3',
  ]);
  expect(await project.emit({ eventType: 'acd.start', queue: 'Sales Support' })).toEqual([]);
});
