import { describe, expect, it } from 'vitest';
import { adoptionTags, TagKey } from '../../../../src/lib/engine/kinds/index.js';
import { standInOf } from '../../../../src/lib/engine/kinds/lambda-permission/permission.js';
import { subscriptionHash } from '../../../../src/lib/engine/kinds/sns-subscription/sns-subscription-record.js';
import {
  ACD_END,
  applyTo,
  chosen,
  ORGANIZATION,
  planFor,
  project,
  queueId,
  route,
  sns,
  sqs,
  summary,
  USER_END,
  worldFor,
} from './project.js';

const everything = () =>
  project(
    [
      route('sales', {
        events: [ACD_END, USER_END],
        queues: [{ kind: 'name', name: 'Queue 1' }],
        targets: ['inbox', 'topic', 'sync'],
      }),
    ],
    [
      sqs('inbox', { deadLetter: 'dead' }),
      sqs('board'),
      sqs('dead'),
      sns('topic', {
        deadLetter: 'dead',
        subscribers: [
          { kind: 'sqs', target: 'board', raw: false },
          { kind: 'email', address: 'a@example.com' },
        ],
      }),
      { kind: 'lambda', name: 'sync', functionName: 'crm-sync', account: '111122223333' },
    ],
  );

function worldWithFunction(config: ReturnType<typeof project>) {
  const world = worldFor(config);
  world.functions.set('crm-sync', { statements: [] });
  return world;
}

describe('a plan', () => {
  it('makes everything, in an order that works, and then finds nothing to do', () => {
    const config = everything();
    const world = worldWithFunction(config);
    const queues = { sales: [chosen(1)] };
    const first = planFor(world, config, { queues });
    expect(first.refusals).toEqual([]);
    applyTo(world, first);
    const second = planFor(world, config, { queues });
    expect(summary(second)).toEqual([]);
    expect(second.counts.none).toBe(first.changes.length);
  });

  it('takes away the statement that an apply which ended left standing in for another', () => {
    const config = everything();
    const world = worldWithFunction(config);
    const queues = { sales: [chosen(1)] };
    applyTo(world, planFor(world, config, { queues }));
    const [own] = world.functions.get('crm-sync')?.statements ?? [];
    world.functions.get('crm-sync')?.statements.push({ ...own, Sid: standInOf(String(own?.['Sid'])) });
    const next = planFor(world, config, { queues });
    expect(summary(next)).toEqual(['update lambda-permission crm-sync']);
    applyTo(world, next);
    expect(world.functions.get('crm-sync')?.statements).toEqual([own]);
  });

  it('says what is left to people', () => {
    const config = everything();
    const plan = planFor(worldWithFunction(config), config, { queues: { sales: [chosen(1)] } });
    expect(plan.pending.map((notice) => notice.message).join()).toContain('a@example.com must confirm');
  });

  it('takes everything away again on destroy, only with --force while the pipe runs', () => {
    const config = everything();
    const world = worldWithFunction(config);
    const queues = { sales: [chosen(1)] };
    applyTo(world, planFor(world, config, { queues }));
    expect(planFor(world, config, { intent: 'destroy' }).refusals.map((refusal) => refusal.code)).toContain(
      'running-pipe',
    );
    const plan = planFor(world, config, { intent: 'destroy', allow: { force: true } });
    expect(plan.refusals).toEqual([]);
    applyTo(world, plan);
    expect(
      world.rules.size + world.topics.size + world.queues.size + world.buses.size + world.integrations.length,
    ).toBe(0);
    expect(world.functions.get('crm-sync')?.statements).toEqual([]);
  });

  it('names queues that come and go, and why', () => {
    const config = project(
      [route('sales', { queues: [{ kind: 'glob', glob: 'Queue *' }], targets: ['inbox'] })],
      [sqs('inbox')],
    );
    const world = worldFor(config);
    const glob = 'glob "Queue *"';
    applyTo(
      world,
      planFor(world, config, { queues: { sales: [chosen(1, glob), chosen(2, glob), chosen(3, glob)] } }),
    );
    const plan = planFor(world, config, {
      queues: { sales: [chosen(1, glob), chosen(4, glob)] },
      otherNames: new Map([[queueId(2), 'Queue 2']]),
    });
    const rule = plan.changes.find((change) => change.kind === 'rule');
    expect(rule?.action).toBe('update');
    expect(rule?.fields).toEqual([
      {
        kind: 'set',
        field: 'queueId',
        added: [{ value: queueId(4), label: 'Queue 4', note: 'new in Genesys, glob "Queue *"' }],
        removed: [
          { value: queueId(2), label: 'Queue 2', note: 'left the file' },
          { value: queueId(3), note: 'gone from Genesys' },
        ],
      },
    ]);
  });

  it('says why a rule goes, and who starves', () => {
    const old = project(
      [route('a', { targets: ['one'] }), route('b', { targets: ['two'] })],
      [sqs('one'), sqs('two')],
    );
    const world = worldFor(old);
    applyTo(world, planFor(world, old));
    const next = project([route('a', { targets: ['one'] })], [sqs('one'), sqs('two')]);
    const gone = planFor(world, next).changes.find(
      (change) => change.kind === 'rule' && change.action === 'delete',
    );
    expect(gone?.reason).toBe('the route left the file; two receives nothing more');
  });

  it('keeps event types that people added, and removes only its own', () => {
    const both = project([route('a', { events: [ACD_END, USER_END], targets: ['one'] })], [sqs('one')]);
    const world = worldFor(both);
    applyTo(world, planFor(world, both));
    world.apply({
      call: 'genesys.configureIntegration',
      suffix: 'prod',
      name: 'x',
      addEventTypes: ['v2.users.{id}.presence'],
      removeEventTypes: [],
      record: JSON.parse(world.integrations[0]?.config?.notes.replace('genesys-gcx: ', '') ?? '{}'),
    });
    const plan = planFor(world, project([route('a', { targets: ['one'] })], [sqs('one')]));
    const integration = plan.changes.find((change) => change.kind === 'integration');
    expect(integration?.notes).toEqual(['1 added by hand: kept (users.presence)']);
    applyTo(world, plan);
    expect([...(world.integrations[0]?.config?.eventFilter ?? [])].sort()).toEqual(
      [ACD_END, 'v2.users.{id}.presence'].sort(),
    );
  });

  it('refuses an integration that is not ours, uses it with --adopt, and never deletes it', () => {
    const config = project([route('a', { targets: ['one'] })], [sqs('one')]);
    const world = worldFor(config);
    world.integrations.push({
      id: 'by-hand',
      name: 'Hand made',
      intendedState: 'ENABLED',
      reportedState: { code: 'ACTIVE' },
      config: {
        name: 'Hand made',
        version: 3,
        awsAccountId: '111122223333',
        awsAccountRegion: 'eu-west-1',
        eventSourceSuffix: 'prod',
        eventFilter: [USER_END],
        notes: 'Ask Mary first',
        other: { properties: {}, advanced: {}, credentials: {} },
      },
    });
    expect(planFor(world, config).refusals.map((refusal) => refusal.code)).toEqual(['integration-not-ours']);
    const adopting = planFor(world, config, { allow: { adopt: true } });
    expect(adopting.refusals).toEqual([]);
    applyTo(world, adopting);
    expect(world.integrations[0]?.config?.notes).toContain('Ask Mary first');
    expect(summary(planFor(world, config))).toEqual([]);
    applyTo(world, planFor(world, config, { intent: 'destroy', allow: { force: true } }));
    expect(world.integrations[0]?.config?.eventFilter).toEqual([USER_END]);
    expect(world.integrations[0]?.config?.notes).toBe('Ask Mary first');
  });

  it('says that its record is lost, and then keeps every event type', () => {
    const both = project([route('a', { events: [ACD_END, USER_END], targets: ['one'] })], [sqs('one')]);
    const world = worldFor(both);
    applyTo(world, planFor(world, both));
    world.integrations = world.integrations.map((each) => ({
      ...each,
      ...(each.config ? { config: { ...each.config, notes: 'tidied up' } } : {}),
    }));
    const next = project([route('a', { targets: ['one'] })], [sqs('one')]);
    expect(planFor(world, next).refusals[0]?.message).toContain("its notes no longer hold gcx's record");
    const plan = planFor(world, next, { allow: { adopt: true } });
    expect(plan.warnings.map((notice) => notice.code)).toContain('record-lost');
    applyTo(world, plan);
    expect(world.integrations[0]?.config?.eventFilter.toSorted()).toEqual([ACD_END, USER_END]);
  });

  it('refuses a name that is taken, saying how to use it as it is', () => {
    const config = project([route('a', { targets: ['one', 'two'] })], [sqs('one'), sns('two')]);
    const world = worldFor(config);
    world.queues.set('one', { attributes: {}, tags: { [TagKey.project]: 'other' } });
    world.topics.set('arn:aws:sns:eu-west-1:111122223333:two', { policy: '', tags: {}, subscriptions: [] });
    const plan = planFor(world, config);
    expect(plan.refusals.map((refusal) => refusal.code)).toEqual(['name-taken', 'name-taken']);
    expect(plan.refusals.map((refusal) => refusal.fix).join()).toContain('sqs: { existing: one }');
    expect(
      plan.changes.filter((change) => change.kind === 'sqs-queue').map((change) => change.action),
    ).toEqual(['none']);
  });

  it('does not delete a queue that holds messages without --force', () => {
    const config = project([route('a', { targets: ['one', 'two'] })], [sqs('one'), sqs('two')]);
    const world = worldFor(config);
    applyTo(world, planFor(world, config));
    const queue = world.queues.get('two');
    if (queue) queue.attributes['ApproximateNumberOfMessages'] = '3';
    const next = project([route('a', { targets: ['one'] })], [sqs('one')]);
    expect(planFor(world, next).refusals.map((refusal) => refusal.code)).toEqual(['queue-not-empty']);
    expect(planFor(world, next, { allow: { force: true } }).refusals).toEqual([]);
  });

  it('never sees the things of another project or environment as its own', () => {
    const ours = project([route('a', { targets: ['one'] })], [sqs('one')]);
    const world = worldFor(ours);
    applyTo(world, planFor(world, ours));
    const others = [
      project([route('x', { targets: ['three'] })], [sqs('three')], { environment: 'test', sharesBus: true }),
      project([route('x', { targets: ['three'] })], [sqs('three')], { project: 'calls-x' }),
      project([route('x', { targets: ['three'] })], [sqs('three')], {
        genesys: {
          environment: 'mypurecloud.ie',
          organization: '00000000-0000-4000-8000-000000000000',
          integration: { suffix: 'prod' },
        },
      }),
    ];
    for (const other of others) {
      const otherWorld = worldFor(other);
      for (const [key, rule] of world.rules) otherWorld.rules.set(key, rule);
      for (const [key, queue] of world.queues) otherWorld.queues.set(key, queue);
      const plan = planFor(otherWorld, other, { intent: 'destroy', allow: { force: true } });
      expect(summary(plan)).toEqual([]);
      expect(summary(planFor(otherWorld, other)).filter((line) => line.startsWith('delete'))).toEqual([]);
    }
  });

  it('refuses another suffix without --allow-event-loss, and then replaces the pipe', () => {
    const old = project([route('a', { targets: ['one'] })], [sqs('one')]);
    const world = worldFor(old);
    applyTo(world, planFor(world, old));
    const next = {
      ...old,
      genesys: { environment: 'mypurecloud.ie', organization: ORGANIZATION, integration: { suffix: 'live' } },
    };
    expect(planFor(world, next).refusals.map((refusal) => refusal.code)).toContain('event-loss');
    const plan = planFor(world, next, { allow: { eventLoss: true, force: true } });
    expect(plan.refusals).toEqual([]);
    applyTo(world, plan);
    expect(world.integrations.map((each) => each.config?.eventSourceSuffix)).toEqual(['live']);
    expect([...world.buses.keys()]).toEqual([`aws.partner/genesys.com/cloud/${ORGANIZATION}/live`]);
    expect(summary(planFor(world, next))).toEqual([]);
  });

  it('refuses on a full bus, and with --allow-event-loss deletes before it creates', () => {
    const old = project([route('a', { targets: ['one'] })], [sqs('one')]);
    const world = worldFor(old);
    applyTo(world, planFor(world, old));
    const bus = [...world.buses.keys()][0] ?? '';
    for (let number = 0; number < 299; number += 1) {
      world.rules.set(`${bus}/other-${number}`, {
        bus,
        name: `other-${number}`,
        pattern: {},
        description: '',
        enabled: true,
        tags: {},
        targets: new Map(),
      });
    }
    const next = project([route('b', { targets: ['one'] })], [sqs('one')]);
    expect(planFor(world, next).refusals.map((refusal) => refusal.code)).toEqual(['event-loss']);
    const plan = planFor(world, next, { allow: { eventLoss: true } });
    expect(() => applyTo(world, plan)).not.toThrow();
    expect(summary(planFor(world, next))).toEqual([]);
  });

  describe('a rule that would match and send elsewhere at once', () => {
    const file = (numbers: readonly number[], target: string) => ({
      config: project(
        [route('a', { queues: [{ kind: 'glob', glob: '*' }], targets: [target] })],
        [sqs('one'), sqs('two')],
      ),
      queues: { a: numbers.map((number) => chosen(number)) },
    });
    const [old, next] = [file([1, 2], 'one'), file([2, 3], 'two')];
    const prepared = () => {
      const world = worldFor(old.config);
      applyTo(world, planFor(world, old.config, old));
      return world;
    };

    it('is replaced by a second one, and the plan says why', () => {
      const plan = planFor(prepared(), next.config, next);
      expect(plan.refusals).toEqual([]);
      const rules = plan.changes.filter(({ kind }) => kind === 'rule');
      expect(rules.map(({ action, name, reason }) => ({ action, name, reason }))).toEqual([
        {
          action: 'create',
          name: 'calls-a-2',
          reason: 'in place of rule calls-a-1, which could not be changed without a moment of loss',
        },
        {
          action: 'delete',
          name: 'calls-a-1',
          reason: 'once rule calls-a-2, which takes its place, delivers',
        },
      ]);
    });

    it('is refused where the bus has no place for a second one, until loss is allowed', () => {
      const world = prepared();
      const [rule] = world.rules.values();
      if (rule === undefined) throw new Error('a rule expected');
      for (let number = 0; number < 299; number += 1) {
        const name = `other-${number}`;
        world.rules.set(`${rule.bus}/${name}`, { ...rule, name, tags: {}, targets: new Map() });
      }
      const [refusal] = planFor(world, next.config, next).refusals;
      expect(refusal).toMatchObject({ code: 'event-loss' });
      expect(refusal?.fix).toContain('what a route matches in one, where it sends in the other');
      applyTo(world, planFor(world, next.config, { ...next, allow: { eventLoss: true } }));
      expect(summary(planFor(world, next.config, next))).toEqual([]);
    });

    it('is refused where people made it, until its deletion is forced', () => {
      const world = prepared();
      for (const rule of world.rules.values()) Object.assign(rule.tags, adoptionTags(world.mark, 'a'));
      const [refusal] = planFor(world, next.config, next).refusals;
      expect(refusal).toMatchObject({ code: 'adopted', change: 'rule:calls-a-1' });
      expect(refusal?.message).toContain('only by a new rule in its place');
      expect(planFor(world, next.config, { ...next, allow: { force: true } }).refusals).toEqual([]);
    });
  });

  it('finishes a half-made integration', () => {
    const config = project([route('a', { targets: ['one'] })], [sqs('one')]);
    const world = worldFor(config);
    const plan = planFor(world, config);
    const create = plan.changes.find((change) => change.kind === 'integration')?.steps[0];
    if (create) world.apply(create);
    const again = planFor(world, config).changes.find((change) => change.kind === 'integration');
    expect(again?.reason).toContain('an earlier apply began to make it');
  });

  it('keeps a subscription whose record is lost, and what lets it receive', () => {
    const config = (subscribers: Parameters<typeof sns>[1]) =>
      project([route('a', { targets: ['topic', 'board'] })], [sns('topic', subscribers), sqs('board')]);
    const before = config({ subscribers: [{ kind: 'sqs', target: 'board', raw: false }] });
    const world = worldFor(before);
    applyTo(world, planFor(world, before));
    const [topic] = world.topics.values();
    for (const key of Object.keys(topic?.tags ?? {}))
      if (key.includes(':subscriptions:')) delete topic?.tags[key];
    const plan = planFor(world, config({}));
    expect(summary(plan)).toEqual([]);
    expect(world.queues.get('board')?.attributes['Policy']).toContain(':topic');
  });

  it('calls subscriptions of other environments and projects theirs, never made by hand', () => {
    const file = project([route('a', { targets: ['topic'] })], [sns('topic', {})]);
    const world = worldFor(file);
    applyTo(world, planFor(world, file));
    const topic = [...world.topics.values()][0];
    if (topic === undefined) throw new Error('no topic');
    const subscribe = (endpoint: string, owner: string) => {
      topic.subscriptions.push({ protocol: 'email', endpoint, raw: false, arn: endpoint });
      const hash = subscriptionHash({ protocol: 'email', endpoint });
      topic.tags = { ...topic.tags, [`genesys-gcx:subscriptions:${owner}:1`]: hash };
    };
    subscribe('test@example.com', `${file.project}:test`);
    subscribe('other@example.com', 'other:live');
    const plan = planFor(world, file);
    expect(summary(plan)).toEqual([]);
    expect(plan.changes.flatMap((change) => change.notes)).toEqual([
      '1 subscription of environment test: kept (email test@example.com)',
      '1 subscription of project other, environment live: kept (email other@example.com)',
    ]);
  });

  it('keeps subscriptions that people made, and removes only its own', () => {
    const withTwo = project(
      [route('a', { targets: ['topic'] })],
      [
        sns('topic', {
          subscribers: [
            { kind: 'sqs', target: 'board', raw: false },
            { kind: 'email', address: 'a@example.com' },
          ],
        }),
        sqs('board'),
      ],
    );
    const world = worldFor(withTwo);
    applyTo(world, planFor(world, withTwo));
    const topic = [...world.topics.values()][0];
    topic?.subscriptions.push({ protocol: 'email', endpoint: 'by-hand@example.com', raw: false, arn: 'x' });
    const next = project(
      [route('a', { targets: ['topic'] })],
      [sns('topic', { subscribers: [{ kind: 'email', address: 'a@example.com' }] }), sqs('board')],
    );
    const plan = planFor(world, next);
    expect(plan.changes.flatMap((change) => change.notes)).toContain(
      '1 subscription added by hand: kept (email by-hand@example.com)',
    );
    applyTo(world, plan);
    expect(topic?.subscriptions.map((each) => each.endpoint)).toEqual([
      'a@example.com',
      'by-hand@example.com',
    ]);
    expect(summary(planFor(world, next))).toEqual([]);
  });
});
