import { describe, expect, test } from 'vitest';
import { head, names, Project } from './gcx.js';

/** A file of routes; `routes` and `targets` are YAML lines. */
function file(targets: readonly string[], routes: readonly string[]): string {
  const lines = (items: readonly string[]) => items.map((item) => `  ${item}\n`).join('');
  return `${head()}targets:\n${lines(targets)}routes:\n${lines(routes)}`;
}

const inbox = 'inbox: { sqs: { create: shop-inbox } }';
const board = 'board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }';
const ended = 'ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, board] }';
const apply = 'apply --auto-approve';

describe('changes of a file', () => {
  const project = new Project(file([inbox, board], [ended]));
  const rewrite = (targets: readonly string[], routes: readonly string[]) =>
    project.write('.genesysrc.yml', file(targets, routes));
  /** Plans, applies, and expects that nothing is left to do. */
  const converge = async (flags = '') => {
    const planned = (await project.done(`plan${flags}`)).stdout;
    const writes = await project.writesOf(() => project.done(`${apply}${flags}`));
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
    return { planned, writes };
  };

  test('a queue that is added touches one rule and renames none', async () => {
    await converge();
    rewrite([inbox, board], [ended.replace('"Sales Support"', '"Sales Support", "911"')]);
    const { planned, writes } = await converge();
    expect(planned).toMatch(/~ rule shop-ended-1\n\s+queueId\s+\+ 911/);
    expect(planned).toContain('Plan: 0 to create, 1 to change, 0 to delete');
    // The tag keeps the names by which the rule's queues were chosen.
    // Before and after that it is noted what gcx asks for; the bus lists what gcx made, which is the same.
    expect(writes).toEqual([
      'events:TagResource',
      'events:TagResource',
      'events:PutRule',
      'events:TagResource',
    ]);
    expect(await project.emit({ eventType: 'acd.end', queue: '911' })).toEqual([
      'delivered shop-board',
      'delivered shop-inbox',
      'delivered shop-inbox',
    ]);
  });

  test('enabled: false keeps the rules, disabled; nothing is delivered', async () => {
    rewrite([inbox, board], [ended.replace('ended: {', 'ended: { enabled: false,')]);
    const { planned } = await converge();
    expect(planned).toMatch(/~ rule shop-ended-1/);
    expect(project.holdings().rules).toMatchObject([{ name: 'shop-ended-1', state: 'DISABLED' }]);
    expect(await project.emit({ eventType: 'acd.end', queue: 'Sales Support' })).toEqual([]);
    rewrite([inbox, board], [ended]);
    await converge();
    expect(project.holdings().rules).toMatchObject([{ state: 'ENABLED' }]);
  });

  test('an event type comes and goes: integration and rules follow', async () => {
    const second = 'wrapped: { events: [conversation.wrapup], targets: [inbox] }';
    rewrite([inbox, board], [ended, second]);
    await converge();
    expect(project.holdings().integrations[0].config.properties.eventFilter).toHaveLength(2);
    rewrite([inbox, board], [ended]);
    const { planned } = await converge();
    expect(planned).toMatch(/event types\s+- conversation\.wrapup/);
    expect(planned).toMatch(/- rule shop-wrapped-1\n\s+why: the route left the file/);
    expect(project.holdings().integrations[0].config.properties.eventFilter).toEqual([
      'v2.detail.events.conversation.{id}.acd.end',
    ]);
    expect(names(project.holdings().rules)).toEqual(['shop-ended-1']);
  });

  test('a route that is renamed: the new rule works before the old one goes', async () => {
    rewrite([inbox, board], [ended.replace('ended:', 'finished:')]);
    const { writes } = await converge();
    const order = writes.filter((write) => write.startsWith('events:'));
    expect(order.indexOf('events:PutTargets')).toBeLessThan(order.indexOf('events:RemoveTargets'));
    expect(order.indexOf('events:PutTargets')).toBeLessThan(order.indexOf('events:DeleteRule'));
    expect(names(project.holdings().rules)).toEqual(['shop-finished-1']);
  });

  test('a target that leaves: its topic, subscription and policy statements go', async () => {
    rewrite([inbox], ['finished: { events: [conversation.acd.end], targets: [inbox] }']);
    const { planned } = await converge();
    expect(planned).toContain('- SNS topic shop-board');
    const { topics, subscriptions, rules, queues } = project.holdings();
    expect([topics, subscriptions]).toEqual([[], []]);
    expect(rules[0].targets.map(({ Id }: { Id: string }) => Id)).toEqual(['inbox']);
    const policy = JSON.parse(queues[0].attributes.Policy);
    expect(JSON.stringify(policy)).not.toContain('shop-board');
    expect(policy.Statement).toHaveLength(1);
  });
});

describe('guards', () => {
  const project = new Project(file([inbox], ['ended: { events: [conversation.acd.end], targets: [inbox] }']));
  const withOther = file(
    ['other: { sqs: { create: shop-other } }'],
    ['ended: { events: [conversation.acd.end], targets: [other] }'],
  );

  test('an SQS queue that holds messages is not deleted without --force', async () => {
    await project.done(apply);
    expect(await project.emit({ eventType: 'acd.end' })).toEqual(['delivered shop-inbox']);
    project.write('.genesysrc.yml', withOther);
    const before = project.holdings();
    for (const command of ['plan', apply]) {
      const outcome = await project.sandbox(command);
      expect(outcome.code).toBe(5);
      expect(outcome.stdout).toContain('SQS queue shop-inbox holds about 1 message');
      expect(outcome.stdout).toContain('--force');
    }
    expect(project.holdings()).toEqual(before);
    await project.done(`${apply} --force`);
    expect(names(project.holdings().queues)).toEqual(['shop-other']);
  });

  test('another suffix is refused without --allow-event-loss', async () => {
    project.write('.genesysrc.yml', withOther.replace('suffix: prod', 'suffix: blue'));
    const before = project.holdings();
    const refused = await project.sandbox(`${apply} --force`);
    expect(refused.code).toBe(5);
    expect(refused.stdout).toMatch(/suffix changes from prod to blue[\s\S]*--allow-event-loss/);
    expect((await project.sandbox(`${apply} --allow-event-loss`)).code).toBe(5);
    expect(project.holdings()).toEqual(before);
    await project.done(`${apply} --allow-event-loss --force`);
    const { integrations, buses } = project.holdings();
    expect(integrations).toMatchObject([{ config: { properties: { eventSourceSuffix: 'blue' } } }]);
    expect(names(buses)).toEqual([expect.stringMatching(/\/blue$/), 'default']);
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
    expect(await project.emit({ eventType: 'acd.end' })).toEqual(['delivered shop-other']);
  });
});
