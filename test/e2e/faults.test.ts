import { expect, test } from 'vitest';
import { documentOf, head, names, Project } from './gcx.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, board] }
  wrapped: { events: [conversation.wrapup], targets: [board] }
`;
const apply = 'apply --auto-approve';

/** Applies until done, and expects one complete pipe and nothing twice. */
async function converges(project: Project): Promise<void> {
  await project.done(apply);
  expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  const { integrations, rules, topics, queues, subscriptions, buses } = project.holdings();
  expect(integrations).toMatchObject([{ reported: { code: 'ACTIVE' } }]);
  expect(names(rules)).toEqual(['shop-ended-1', 'shop-wrapped-1']);
  expect([topics, queues, subscriptions, buses].map(({ length }) => length)).toEqual([1, 1, 1, 2]);
  expect(await project.emit({ eventType: 'acd.end' })).toEqual([
    'delivered shop-board',
    'delivered shop-inbox',
    'delivered shop-inbox',
  ]);
}

test('a call that fails in the middle: exit 4, what was done and what not; again, and it converges', async () => {
  const project = new Project(file);
  const server = await project.serve({ faults: ['sns:Subscribe:deny', 'events:PutRule:deny'] });
  const { code, document } = await project.json(apply);
  expect(code).toBe(4);
  expect(document).toMatchObject({ outcome: 'carried-out', report: { interrupted: false } });
  const outcomes: Record<string, string> = Object.fromEntries(
    document.report.results.map((each: { kind: string; name: string; outcome: string }) => [
      `${each.kind} ${each.name}`,
      each.outcome,
    ]),
  );
  expect(outcomes).toMatchObject({
    'sns-topic shop-board': 'done',
    'integration prod': 'done',
    'sns-subscription sqs shop-inbox': 'failed',
    'rule shop-ended-1': 'failed',
    'rule shop-wrapped-1': 'failed',
  });
  const again = await project.sandbox(apply);
  expect(again.code).toBe(3);
  expect(again.stdout).toMatch(
    /Failed\n[\s\S]*subscription sqs shop-inbox[\s\S]*not allowed sns:Subscribe[\s\S]*fix: /,
  );
  expect(again.stderr).toContain('subscription sqs shop-inbox (target board): FAILED');
  await server.stop();
  await converges(project);
});

test('a crash between creating and configuring the integration: it is found and finished, no second one', async () => {
  const project = new Project(file);
  const server = await project.serve({ faults: ['genesys:putIntegrationConfigCurrent:500'] });
  const failed = await project.sandbox(apply);
  expect(failed.code).toBe(4);
  expect(failed.stdout).toMatch(/Not attempted\n[\s\S]*rule shop-ended-1/);
  await server.stop();
  expect(project.holdings().integrations).toHaveLength(1);
  expect((await project.done('plan')).stdout).toContain(
    'an earlier apply began to make it; this one finishes it',
  );
  await converges(project);
});

test('answers that never arrive, targets that fail one by one, an activation that fails: nothing comes twice', async () => {
  const project = new Project(file);
  const server = await project.serve({
    faults: [
      'events:CreateEventBus:lost:1',
      'events:PutRule:reset:1',
      'events:PutTargets:failed-entries:1',
      'sqs:CreateQueue:lost:1',
      'sns:Subscribe:lost:1',
      'genesys:postIntegrations:lost:1',
      'genesys:patchIntegration:activation-error:1',
    ],
  });
  // The answer to creating the integration is lost, and it is looked for; its activation fails.
  const outcome = await project.sandbox(apply);
  expect(outcome.code, outcome.stdout).toBe(4);
  expect(outcome.stdout).toMatch(/integration prod is in ERROR/);
  expect(project.journal().filter(({ action }) => action === 'postIntegrations')).toHaveLength(1);
  expect((await project.done('plan')).stdout).toContain('~ state   ERROR -> ACTIVE');
  await project.done(apply);
  await server.stop();
  await converges(project);
});

test('Ctrl-C during an apply: exit 130, and the next apply does the rest', async () => {
  for (const json of ['', ' --json']) {
    const project = new Project(file);
    const server = await project.serve({ latencyMs: 60 });
    let signalled = false;
    const outcome = await project.sandbox(apply + json, {
      onStderr: (text, kill) => {
        if (signalled || !text.includes('done')) return;
        signalled = true;
        kill('SIGINT');
      },
    });
    expect(outcome.code).toBe(130);
    if (json === '') expect(outcome.stdout).toMatch(/[Ii]nterrupted/);
    else expect(documentOf(outcome).report).toMatchObject({ interrupted: true });
    await server.stop();
    expect(project.holdings().rules).toEqual([]);
    await converges(project);
  }
});

test('a target that becomes another: at every call that fails, events still arrive, and the report says what was done', async () => {
  const both = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
  other: { sqs: { create: shop-other } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
  wrapped: { events: [conversation.wrapup], targets: [inbox, other] }
`;
  const project = new Project(both);
  await project.done(apply);
  project.write('.genesysrc.yml', both.replace('targets: [inbox] }', 'targets: [other] }'));

  const denied = await project.serve({ faults: ['events:PutTargets:deny'] });
  const refused = await project.sandbox(apply);
  expect(refused.code).toBe(3);
  expect(refused.stdout).toContain('Not applied: 0 done, 1 failed');
  expect(refused.stdout).toMatch(
    /calls: events:PutTargets \(other\): failed;\s+events:RemoveTargets \(inbox\):\s+not made/,
  );
  await denied.stop();
  expect(await project.emit({ eventType: 'acd.end' })).toEqual(['delivered shop-inbox']);

  const halfway = await project.serve({ faults: ['events:RemoveTargets:deny'] });
  const partly = await project.sandbox(apply);
  expect(partly.code).toBe(4);
  expect(partly.stdout).toContain('Applied in part: 0 done, 1 failed (1 of them after some of its calls)');
  expect(partly.stdout).toMatch(
    /calls: events:PutTargets \(other\): done;\s+events:RemoveTargets \(inbox\):\s+failed/,
  );
  await halfway.stop();
  expect(await project.emit({ eventType: 'acd.end' })).toEqual([
    'delivered shop-inbox',
    'delivered shop-other',
  ]);

  await project.done(apply);
  expect(await project.emit({ eventType: 'acd.end' })).toEqual(['delivered shop-other']);
});
