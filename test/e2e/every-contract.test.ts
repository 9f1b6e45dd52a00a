import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import { requireFormat, toEventFormat } from '../../src/lib/language/events/index.js';
import type { EmitRequest } from '../../src/lib/sandbox/index.js';
import { documentOf, names, Project, withoutNotes } from './gcx.js';

// What the pipe as code holds, for each format of events and each kind of subscription.

const ORGANIZATION = '6513270e-269e-4d37-b2a7-4de452e6b438';
const ACME = {
  source: [{ prefix: 'com.acme.' }],
  detailType: 'genesys:{eventType}',
  eventTypes: 'genesys',
  queueId: 'detail.body.queueId',
  payload: 'detail.body',
} as const;

/** Under which contract a company receives Genesys's events. */
interface Contract {
  readonly name: string;
  /** Lines of the file: how it is said. */
  readonly genesys: string;
  readonly rest?: string;
  readonly bus: string;
  /** Two event types of routes, and one that no route names. */
  readonly events: readonly [string, string, string];
  /** What narrows the route, at first and when it takes in more. */
  readonly narrow: readonly [string, string];
  /** Events that these let through: at first, once it takes in more, and never. */
  readonly pick: readonly [Picked, Picked, Picked];
  readonly by: EmitRequest['by'];
}
type Relay = Exclude<EmitRequest['by'], 'partner' | undefined>;
type Picked = Pick<EmitRequest, 'queue' | 'set'>;

const QUEUES = {
  narrow: ['queues: ["Sales Support"]', 'queues: ["Sales Support", "911"]'],
  pick: [{ queue: 'Sales Support' }, { queue: '911' }, { queue: 'Billing' }],
} as const;
const FIELD = {
  narrow: ['where: { channel: [voice] }', 'where: { channel: [voice, chat] }'],
  pick: [{ set: { channel: 'voice' } }, { set: { channel: 'chat' } }, { set: { channel: 'email' } }],
} as const;
const relay = (format: Relay['format'], subscribed = false): Relay => ({
  bus: 'company-events',
  format,
  eventTypes: [],
  subscribed,
});

const CONTRACTS: readonly Contract[] = [
  {
    name: 'Genesys Cloud’s own events',
    genesys: 'integration: { suffix: prod }',
    bus: `aws.partner/genesys.com/cloud/${ORGANIZATION}/prod`,
    events: ['conversation.acd.end', 'conversation.acd.start', 'conversation.user.end'],
    by: 'partner',
    ...QUEUES,
  },
  {
    name: 'com.genesys.cloud, relayed',
    genesys: 'format: com.genesys.cloud',
    bus: 'company-events',
    events: ['conversation.end', 'conversation.start', 'conversation.end'],
    by: relay(requireFormat('com.genesys.cloud')),
    ...QUEUES,
  },
  {
    name: 'genesys.cloud/ConversationEvent, relayed, the event type in its body',
    genesys: 'format: genesys.cloud/ConversationEvent',
    bus: 'company-events',
    events: ['ended', 'started', 'moved'],
    by: relay(requireFormat('genesys.cloud/ConversationEvent')),
    ...FIELD,
  },
  {
    name: 'a format that the file declares',
    genesys: 'format: acme',
    rest: `formats:\n  acme: ${JSON.stringify(ACME)}\n`,
    bus: 'company-events',
    events: ['conversation.acd.end', 'conversation.acd.start', 'conversation.user.end'],
    by: relay(toEventFormat('acme', ACME)),
    ...QUEUES,
  },
  {
    name: 'a gateway’s events, subscribed per event type',
    genesys: 'subscriptions: per-event-type',
    bus: 'company-events',
    events: ['conversationEnded', 'conversationCreated', 'conversationUpdated'],
    by: relay(requireFormat('genesyscloud'), true),
    ...FIELD,
  },
];

// Side by side, for each is a story of its own: what one step leaves behind the next one works on.
test.concurrent.each(CONTRACTS)('$name', async (contract) => {
  const partner = contract.by === 'partner';
  const [ended, started, other] = contract.events;
  const [sales, more, never] = contract.pick;

  function file(routes: string, options: { project?: string; suffix?: string } = {}): string {
    const { project = 'shop' } = options;
    const own = project === 'shop';
    const genesys = partner && !own ? '' : `  ${contract.genesys}\n`;
    return `version: 1
project: ${project}
genesys:
  environment: mypurecloud.ie
  organization: ${ORGANIZATION}
${genesys}aws: { account: "111122223333", region: eu-west-1${partner && own ? '' : `, bus: ${contract.bus}`} }
${contract.rest ?? ''}defaults: { deadLetter: dead }
targets:
  inbox: { sqs: { create: ${project}-inbox } }
  board: { sns: { create: ${project}-board }, subscribers: [{ sqs: wall }] }
  wall: { sqs: { create: ${project}-wall } }
  dead: { sqs: { create: ${project}-dead } }
routes:
  ${routes}
`;
  }

  const first = file(
    `calls: { events: [${ended}, ${started}], ${contract.narrow[0]}, targets: [inbox, board] }`,
  );
  const changed = file(
    `finished: { renamedFrom: calls, events: [${ended}], ${contract.narrow[1]}, targets: [inbox, board] }`,
  );
  const project = new Project(first);
  const everywhere = ['delivered shop-board', 'delivered shop-inbox', 'delivered shop-wall'];
  const emit = (eventType: string, picked: Picked, where = project) =>
    where.emit({ eventType, ...picked, ...(contract.by === undefined ? {} : { by: contract.by }) });
  const converged = async (where = project): Promise<void> => {
    const plan = await where.sandbox('plan --detailed-exitcode');
    expect(plan, plan.stdout + plan.stderr).toMatchObject({ code: 0 });
    expect(plan.stdout).toContain('No changes.');
  };
  expect(await project.writesOf(() => project.sandbox('plan --detailed-exitcode'))).toEqual([]);
  await project.done('apply --auto-approve');
  await converged();
  expect(await project.writesOf(() => project.done('apply --auto-approve'))).toEqual([]);
  expect(await emit(ended, sales)).toEqual(everywhere);
  expect(await emit(started, sales)).toEqual(everywhere);
  expect(await emit(ended, more)).toEqual([]);
  expect(await emit(ended, never)).toEqual([]);
  if (other !== ended) expect(['not published', undefined]).toContain((await emit(other, sales))[0]);

  // A change keeps what is there: no rule, queue or topic is made again.
  {
    const before = project.holdings();
    project.write('.genesysrc.yml', changed);
    const { document } = await project.json('plan');
    const actions = new Set(document.changes.map(({ action }: { action: string }) => action));
    expect([...actions].sort(), JSON.stringify(document)).toEqual(['none', 'update']);
    const writes = await project.writesOf(() => project.done('apply --auto-approve'));
    expect(writes.filter((write) => /Delete|Create|Remove|Unsubscribe/.test(write))).toEqual([]);
    await converged();
    const after = project.holdings();
    for (const kind of ['topics', 'queues', 'subscriptions', 'buses'] as const)
      expect(withoutNotes(after[kind])).toEqual(withoutNotes(before[kind]));
    expect(names(after.rules)).toEqual(['shop-calls-1']);
    expect(await emit(ended, more)).toEqual(everywhere);
    expect(['not published', undefined]).toContain((await emit(started, sales))[0]);
    expect(await emit(ended, never)).toEqual([]);
  }

  // Drift is seen, makes a saved plan stale, and is mended; what is not ours stays.
  {
    await project.done('plan --out plan.json');
    await project.inside(async (sandbox) => {
      const { events, sqs, sns } = createAws(sandbox.aws);
      const rule = { bus: contract.bus, name: 'shop-calls-1', description: 'mine' };
      await events.putRule({ ...rule, pattern: { source: ['nobody'] }, enabled: false });
      await events.removeTargets(contract.bus, rule.name, ['inbox']);
      await sqs.setAttributes('shop-inbox', { Policy: '' });
      await sns.createTopic('theirs', { team: 'a' });
      const theirs = { bus: contract.bus, name: 'theirs', description: '', enabled: true };
      await events.putRule({ ...theirs, pattern: { source: [{ prefix: '' }] } });
      const arn = 'arn:aws:sns:eu-west-1:111122223333:theirs';
      await events.putTargets(contract.bus, 'theirs', [{ id: 'Id1', arn, target: 'theirs' }]);
      if (contract.genesys.startsWith('subscriptions'))
        await createGenesys(sandbox.genesys).eventTypeSubscriptions.set(ended, false);
    });
    const stale = await project.gcx('apply plan.json --auto-approve');
    expect(stale, stale.stdout).toMatchObject({ code: 5 });
    const drift = await project.sandbox('plan --detailed-exitcode');
    expect(drift.code).toBe(2);
    expect(drift.stdout).toMatch(/~ rule shop-calls-1[\s\S]*disabled -> enabled/);
    await project.done('apply --auto-approve');
    await converged();
    expect(await emit(ended, sales)).toEqual([...everywhere, 'dropped theirs'].sort());
  }

  // Another project on the bus sees its own things only; destroy leaves nothing but what is not ours.
  {
    const two = file(`calls: { events: [${ended}], ${contract.narrow[0]}, targets: [inbox] }`, {
      project: 'shop-two',
    });
    project.write('two.yml', two);
    const alone = project.holdings();
    await project.done('apply --auto-approve --config two.yml');
    await converged();
    await project.done('destroy --auto-approve --force --config two.yml');
    expect(project.holdings()).toEqual(alone);
    await project.done('destroy --auto-approve --force');
    const { rules, topics, queues, subscriptions } = project.holdings();
    expect(rules).toEqual(alone.rules.filter(({ name }) => name === 'theirs'));
    expect(topics).toEqual(alone.topics.filter(({ name }) => name === 'theirs'));
    expect([queues, subscriptions]).toEqual([[], []]);
  }

  // An apply that fails in the middle goes on with the next one, and nothing comes twice.
  {
    const fresh = new Project(first);
    const faults = ['events:PutTargets:failed-entries:1', 'sns:Subscribe:lost:1', 'sqs:CreateQueue:lost:1'];
    const server = await fresh.serve({ faults: ['events:PutRule:deny', ...faults] });
    const failed = await fresh.sandbox('apply --auto-approve --json');
    expect(failed.code, failed.stdout).toBe(4);
    expect(documentOf(failed).report.interrupted).toBe(false);
    await server.stop();
    await fresh.done('apply --auto-approve');
    await converged(fresh);
    expect(await emit(ended, sales, fresh)).toEqual(everywhere);
    const { rules, topics, queues } = fresh.holdings();
    expect([rules, topics, queues].map(({ length }) => length)).toEqual([1, 1, 3]);
  }
});
