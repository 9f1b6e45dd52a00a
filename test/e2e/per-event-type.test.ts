import { DeleteTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { describe, expect, test } from 'vitest';
import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import { names, Project } from './gcx.js';

const EVENTS = ['conversationCreated', 'conversationUpdated', 'conversationEnded'];

function file(options: { genesys?: string; events?: readonly string[] } = {}): string {
  const { genesys = 'subscriptions: per-event-type', events = EVENTS } = options;
  return `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  ${genesys}
aws: { account: "111122223333", region: eu-west-1, bus: genesys-events }
defaults: { deadLetter: dead-letters }
targets:
  by-type: { sns: { create: "genesys-cloud-{eventType}" } }
  dead-letters: { sqs: { create: genesys-cloud-dead-letters } }
routes:
  conversations:
    events: [${events.join(', ')}]
    targets: [by-type]
`;
}

/** The calls of the sandbox that subscribe, as `PATH`, while `work` runs. */
async function puts(project: Project, work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = project.journal().length;
  await work();
  return project
    .journal()
    .slice(before)
    .filter(({ action }) => action === 'putPlatformEventbridgeEvent')
    .map(({ path }) => path.replace('/api/v2/platform/eventbridge/events/', ''))
    .sort();
}

/** What became of an event, as `OUTCOME TARGET`, or the gateway's reason for not publishing it. */
async function emitted(project: Project, eventType: string): Promise<readonly string[]> {
  const { stdout } = await project.gcx(`sandbox emit ${eventType} --json`);
  const { events, silent } = JSON.parse(stdout);
  if (events.length === 0) return silent.map(({ why }: { why: string }) => why);
  return events[0].deliveries.map(
    ({ outcome, target }: { outcome: string; target: string }) => `${outcome} ${target.split(':').at(-1)}`,
  );
}

/** Enables or disables an event type as somebody else would. */
function byHand(project: Project, eventType: string, enabled: boolean): Promise<void> {
  return project.inside((sandbox) =>
    createGenesys(sandbox.genesys).eventTypeSubscriptions.set(eventType, enabled),
  );
}

describe('the file of the seed contract: subscriptions per event type', () => {
  const project = new Project(file());

  test('plan, apply, plan: the third says no changes, and another apply makes no write', async () => {
    const planned = await project.sandbox('plan');
    expect(planned).toMatchObject({ code: 0 });
    expect(planned.stdout).toContain(
      ['Subscriptions', ...['Created', 'Ended', 'Updated'].map((word) => `+ conversation${word}`)]
        .map((line, index) =>
          index === 1 ? `  ~ event types   ${line}` : index > 1 ? `                  ${line}` : line,
        )
        .join('\n'),
    );
    expect(await puts(project, () => project.done('apply --auto-approve'))).toEqual([...EVENTS].sort());
    const { rules, topics, queues, integrations } = project.holdings();
    expect(integrations).toEqual([]);
    expect(names(rules)).toEqual(['shop-conversations-1', 'shop-conversations-2', 'shop-conversations-3']);
    expect(names(topics)).toEqual(EVENTS.map((name) => `genesys-cloud-${name}`).sort());
    expect(names(queues)).toEqual(['genesys-cloud-dead-letters']);
    expect((await project.done('plan --detailed-exitcode')).stdout).toContain('No changes.');
    expect(await project.writesOf(() => project.done('apply --auto-approve'))).toEqual([]);
  });

  test('each event goes to the topic of its type, and to no other; other types are not published', async () => {
    for (const eventType of EVENTS)
      expect(await emitted(project, eventType)).toEqual([`delivered genesys-cloud-${eventType}`]);
    expect(await emitted(project, 'wrapupCodeAdded')).toEqual(['the event type is not enabled']);
    const event = {
      source: 'somebody.else',
      'detail-type': 'conversationEnded',
      detail: {},
    };
    project.write('event.json', JSON.stringify(event));
    expect((await project.gcx('sandbox emit --event event.json')).code).toBe(1);
  });

  test('what cannot be delivered lands in the dead-letter queue', async () => {
    await project.inside((sandbox) =>
      new SNSClient(sandbox.aws).send(
        new DeleteTopicCommand({
          TopicArn: 'arn:aws:sns:eu-west-1:111122223333:genesys-cloud-conversationEnded',
        }),
      ),
    );
    expect(await emitted(project, 'conversationEnded')).toEqual([
      'dead-lettered genesys-cloud-conversationEnded',
    ]);
    await project.done('apply --auto-approve');
    expect(await emitted(project, 'conversationEnded')).toEqual([
      'delivered genesys-cloud-conversationEnded',
    ]);
  });

  test('what somebody disables is drift, and what somebody enables is kept', async () => {
    await byHand(project, 'conversationEnded', false);
    await byHand(project, 'wrapupCodeAdded', true);
    const drift = await project.sandbox('plan --detailed-exitcode');
    expect(drift.code).toBe(2);
    expect(drift.stdout).toContain('~ event types   + conversationEnded');
    expect(drift.stdout).toContain('1 enabled by others: kept (wrapupCodeAdded)');
    expect(await puts(project, () => project.done('apply --auto-approve'))).toEqual(['conversationEnded']);
  });

  test('a change of the file, and destroy, disable nothing', async () => {
    project.write('.genesysrc.yml', file({ events: ['conversationEnded'] }));
    expect(await puts(project, () => project.done('apply --auto-approve'))).toEqual([]);
    expect(await puts(project, () => project.done('destroy --auto-approve --force'))).toEqual([]);
    expect(project.holdings()).toMatchObject({ rules: [], topics: [], queues: [] });
  });
});

describe('exclusive: true', () => {
  const project = new Project(file({ genesys: 'subscriptions: per-event-type\n  exclusive: true' }));

  test('disables what no route needs, and all on destroy, which asks for --force', async () => {
    await byHand(project, 'wrapupCodeAdded', true);
    const planned = await project.done('plan');
    expect(planned.stdout).toContain('- wrapupCodeAdded');
    await project.done('apply --auto-approve');
    expect(await emitted(project, 'wrapupCodeAdded')).toEqual(['the event type is not enabled']);
    expect((await project.done('plan --detailed-exitcode')).stdout).toContain('No changes.');
    const refused = await project.sandbox('destroy --auto-approve');
    expect(refused).toMatchObject({ code: 5 });
    expect(refused.stdout).toContain('3 event types are enabled at the gateway');
    expect(await puts(project, () => project.done('destroy --auto-approve --force'))).toEqual(
      [...EVENTS].sort(),
    );
    expect(await emitted(project, 'conversationEnded')).toEqual(['the event type is not enabled']);
  });
});

describe('a gateway that refuses', () => {
  test('an event type that it does not know is named with its place in the file', async () => {
    const project = new Project(file({ events: ['conversationCreated', 'conversationEnd'] }));
    const { code, stderr } = await project.sandbox('plan');
    expect(code).toBe(1);
    expect(stderr).toContain(
      '.genesysrc.yml:14:35  conversationEnd: the gateway does not know it (HTTP 404)',
    );
    expect(stderr).toContain('Did you mean conversationEnded?');
  });

  test('a scope that is missing is named, with exit code 3', async () => {
    const project = new Project(file());
    project.write('seed.yml', 'deniedPermissions: [eventbridge:manage]\n');
    const { stop } = await project.serve({ seedFile: `${project.folder}/seed.yml` });
    for (const command of ['plan', 'apply --auto-approve', 'destroy --auto-approve', 'whoami']) {
      const { code, stdout, stderr } = await project.sandbox(command);
      expect({ command, code }).toEqual({ command, code: 3 });
      expect(stdout + stderr).toContain('eventbridge:manage');
    }
    await stop();
    expect(project.holdings()).toMatchObject({ rules: [], topics: [], queues: [] });
  });

  test('for a moment: the apply goes on where it stopped', async () => {
    const project = new Project(file());
    // What can be asked again is asked again by the same run; a refusal is not.
    const { stop } = await project.serve({
      faults: ['genesys:putPlatformEventbridgeEvent:500:1', 'genesys:putPlatformEventbridgeEvent:400:1'],
    });
    const failed = await project.sandbox('apply --auto-approve');
    expect(failed).toMatchObject({ code: 4 });
    expect(await project.sandbox('apply --auto-approve')).toMatchObject({ code: 0 });
    expect((await project.done('plan --detailed-exitcode')).stdout).toContain('No changes.');
    await stop();
  });
});
