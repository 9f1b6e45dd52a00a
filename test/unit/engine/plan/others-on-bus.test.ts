import { beforeEach, describe, expect, it } from 'vitest';
import { gcxCommand } from '../../../../src/lib/base/hints/gcx-command.js';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { shippedFormats } from '../../../../src/lib/language/events/index.js';
import { partnerBusName } from '../../../../src/lib/language/names/partner-bus.js';
import type { ModelWorld } from './model-world.js';
import {
  ACD_END,
  applyTo,
  ORGANIZATION,
  planFor,
  project,
  route,
  sqs,
  summary,
  USER_END,
  worldFor,
} from './project.js';

const BUS = partnerBusName(ORGANIZATION, 'prod');
const ACW = 'v2.detail.events.conversation.{id}.acw';
const both = () =>
  project(
    [
      route('ended', { events: [ACD_END], targets: ['inbox'] }),
      route('user', { events: [USER_END], targets: ['inbox'] }),
    ],
    [sqs('inbox')],
  );
const less = () => project([route('user', { events: [USER_END], targets: ['inbox'] })], [sqs('inbox')]);

function applied(config: Config = both()): ModelWorld {
  const world = worldFor(config);
  applyTo(world, planFor(world, config));
  return world;
}

function theirs(
  world: ModelWorld,
  pattern: JsonObject,
  part: { readonly enabled?: boolean; readonly tags?: Record<string, string>; readonly bus?: string } = {},
): void {
  const { enabled = true, tags = {}, bus = BUS } = part;
  const rule = { bus, name: 'billing', pattern, description: '', enabled, tags, targets: new Map() };
  world.rules.set(`${bus}/billing`, rule);
}

function schemaDiscovery(world: ModelWorld): void {
  world.managedRules = [
    {
      bus: BUS,
      name: 'Schemas-discoverer',
      managedBy: 'schemas.amazonaws.com',
      pattern: { source: [{ prefix: '' }] },
    },
  ];
}

const sent = (world: ModelWorld) => [...(world.integrations[0]?.config?.eventFilter ?? [])].sort();
const notesOf = (plan: Plan, kind: string) =>
  plan.changes.find((change) => change.kind === kind)?.notes.join('\n') ?? '';
const destroy = (world: ModelWorld, config: Config, allow: { readonly releaseEventTypes?: boolean } = {}) =>
  planFor(world, config, { intent: 'destroy', allow: { force: true, ...allow } });

describe('an event type that leaves the file', () => {
  it.each<[string, JsonObject]>([
    ['names it', { source: [BUS], 'detail-type': [ACD_END, ACW] }],
    ['may match it', { detail: { eventBody: { queueId: ['q'] } } }],
  ])('stays while a rule of others %s, told for whom, and goes once nobody takes it', (_, pattern) => {
    const world = applied();
    const tags = { 'genesys-gcx:project': 'billing', 'genesys-gcx:environment': 'live' };
    theirs(world, pattern, { tags: { ...tags, 'genesys-gcx:organization': ORGANIZATION } });
    // Without --release-event-types as with it: this is no rule of everything.
    for (const releaseEventTypes of [false, true]) {
      const plan = planFor(world, less(), { allow: { releaseEventTypes } });
      expect(notesOf(plan, 'integration')).toBe(
        'conversation.acd.end stays for rule billing (project billing, environment live)',
      );
      applyTo(world, plan);
      expect(sent(world)).toEqual([ACD_END, USER_END]);
    }
    expect(summary(planFor(world, less()))).toEqual([]);
    world.rules.delete(`${BUS}/billing`);
    applyTo(world, planFor(world, less()));
    expect(sent(world)).toEqual([USER_END]);
    expect(summary(planFor(world, less()))).toEqual([]);
  });

  it.each<[string, JsonObject, { readonly enabled?: boolean }]>([
    ['is disabled', { 'detail-type': [ACD_END] }, { enabled: false }],
    ['takes another event type', { 'detail-type': [ACW] }, {}],
    ['takes another source', { source: ['aws.ec2'] }, {}],
  ])('goes where a rule of others %s', (_, pattern, part) => {
    const world = applied();
    theirs(world, pattern, part);
    applyTo(world, planFor(world, less()));
    expect(sent(world)).toEqual([USER_END]);
  });

  it('stays for an archive and for schema discovery, told by name, until --release-event-types', () => {
    const world = applied();
    schemaDiscovery(world);
    const archive = {
      name: 'everything',
      arn: 'arn:a',
      busArn: `arn:aws:events:eu-west-1:111122223333:event-bus/${BUS}`,
      description: '',
      retentionDays: 0,
      state: 'ENABLED',
      events: 0,
    } as const;
    world.archives.set('everything', archive);
    const plan = planFor(world, less());
    expect(notesOf(plan, 'integration')).toBe(
      'conversation.acd.end stays for archive everything (not of gcx), rule Schemas-discoverer (schema discovery, managed by schemas.amazonaws.com), which take every event: --release-event-types lets it go',
    );
    applyTo(world, plan);
    expect(sent(world)).toEqual([ACD_END, USER_END]);
    const released = planFor(world, less(), { allow: { releaseEventTypes: true } });
    expect(notesOf(released, 'integration')).toContain(
      'conversation.acd.end goes (--release-event-types), though archive everything (not of gcx), ',
    );
    applyTo(world, released);
    expect(sent(world)).toEqual([USER_END]);
    expect(summary(planFor(world, less()))).toEqual([]);
  });

  it('stays for an archive of others that names it, whatever is released', () => {
    const world = applied();
    world.archives.set('ended', {
      name: 'ended',
      arn: 'arn:a',
      busArn: `arn:aws:events:eu-west-1:111122223333:event-bus/${BUS}`,
      description: '',
      pattern: JSON.stringify({ 'detail-type': [ACD_END] }),
      retentionDays: 0,
      state: 'ENABLED',
      events: 0,
    });
    applyTo(world, planFor(world, less(), { allow: { releaseEventTypes: true } }));
    expect(sent(world)).toEqual([ACD_END, USER_END]);
  });

  it("stays for a route's own pattern, which lists no event types", () => {
    const world = applied();
    const raw = route('raw', { events: [], pattern: { 'detail-type': [ACD_END] }, targets: ['inbox'] });
    const config = project([raw, route('user', { events: [USER_END], targets: ['inbox'] })], [sqs('inbox')]);
    const plan = planFor(world, config);
    expect(notesOf(plan, 'integration')).toBe('conversation.acd.end stays for route raw');
    applyTo(world, plan);
    expect(sent(world)).toEqual([ACD_END, USER_END]);
  });

  it('stays for a rule on the bus of the file where that is fed by the partner bus', () => {
    const aws = { account: '111122223333', region: 'eu-west-1', bus: 'company' };
    const config = { ...both(), aws };
    const world = applied(config);
    theirs(world, { 'detail-type': [ACD_END] }, { bus: 'company' });
    applyTo(world, planFor(world, { ...less(), aws }));
    expect(sent(world)).toEqual([ACD_END, USER_END]);
  });
});

describe('destroy beside rules of others', () => {
  let world: ModelWorld;
  beforeEach(() => {
    world = applied();
  });

  it('keeps what they take, does the rest, ends well, and finishes once they are gone', () => {
    theirs(world, { 'detail-type': [ACD_END] });
    const plan = destroy(world, both());
    expect(plan.refusals).toEqual([]);
    expect(notesOf(plan, 'bus')).toBe(
      `kept for rule billing (not of gcx): ask its owner to move or delete it\nonce it is gone: ${gcxCommand('destroy')} deletes it`,
    );
    expect(notesOf(plan, 'integration')).toBe('conversation.acd.end stays for rule billing (not of gcx)');
    applyTo(world, plan);
    expect(sent(world)).toEqual([ACD_END]);
    expect([...world.rules.values()].map(({ name }) => name)).toEqual(['billing']);
    expect([world.queues.size, world.buses.size]).toEqual([0, 1]);
    expect(summary(destroy(world, both()))).toEqual([]);
    world.rules.delete(`${BUS}/billing`);
    applyTo(world, destroy(world, both()));
    expect([world.buses.size, world.integrations.length]).toEqual([0, 0]);
  });

  it('keeps the integration for a disabled rule as well, which its owner may enable any day', () => {
    theirs(world, { 'detail-type': [ACD_END] }, { enabled: false });
    applyTo(world, destroy(world, both()));
    expect([world.buses.size, world.integrations.length, sent(world)]).toEqual([1, 1, []]);
    expect(summary(destroy(world, both()))).toEqual([]);
  });

  it('keeps bus and event types for a rule that AWS manages; released, only the bus stays', () => {
    schemaDiscovery(world);
    const plan = destroy(world, both());
    expect(notesOf(plan, 'bus')).toContain(
      'kept for rule Schemas-discoverer (schema discovery, managed by schemas.amazonaws.com): stop schema discovery on this bus',
    );
    applyTo(world, plan);
    expect(sent(world)).toEqual([ACD_END, USER_END]);
    expect(summary(destroy(world, both()))).toEqual([]);
    const released = destroy(world, both(), { releaseEventTypes: true });
    expect(notesOf(released, 'integration')).toContain('go (--release-event-types), though rule Schemas-');
    applyTo(world, released);
    expect([world.buses.size, world.integrations.length]).toEqual([1, 0]);
    expect(summary(destroy(world, both()))).toEqual([]);
    world.managedRules = [];
    applyTo(world, destroy(world, both()));
    expect(world.buses.size).toBe(0);
  });

  it('keeps the integration for an event type that people added and a rule takes', () => {
    const [live] = world.integrations;
    if (live?.config === undefined) throw new Error('no integration');
    world.integrations = [
      { ...live, config: { ...live.config, eventFilter: [...live.config.eventFilter, ACW] } },
    ];
    world.managedRules = [
      { bus: BUS, name: 'm', managedBy: 'events.amazonaws.com', pattern: { 'detail-type': [ACW] } },
    ];
    applyTo(world, destroy(world, both()));
    expect(sent(world)).toEqual([ACW]);
  });

  it('looks at the bus of a suffix that left the file, too', () => {
    schemaDiscovery(world);
    const next = { ...both(), genesys: { ...both().genesys, integration: { suffix: 'next' } } };
    const allow = { eventLoss: true, force: true };
    const plan = planFor(world, next, { allow });
    expect(plan.changes.filter(({ kind }) => kind === 'bus').map(({ action }) => action)).toEqual([
      'create',
      'none',
    ]);
    applyTo(world, plan);
    expect(summary(planFor(world, next, { allow }))).toEqual([]);
    expect(world.integrations).toHaveLength(2);
  });
});

describe('event types at a gateway of this project alone (exclusive)', () => {
  const gateway = (events: readonly string[]): Config => {
    const format = shippedFormats().get('genesyscloud');
    if (format === undefined) throw new Error('no format');
    return project([route('all', { events, format, targets: ['inbox'] })], [sqs('inbox')], {
      genesys: {
        environment: 'mypurecloud.ie',
        organization: ORGANIZATION,
        format,
        subscriptions: { kind: 'per-event-type', exclusive: true },
      },
      aws: { account: '111122223333', region: 'eu-west-1', bus: 'company' },
    });
  };
  const enabled = (world: ModelWorld) =>
    [...world.subscriptions].flatMap(([name, on]) => (on ? [name] : [])).sort();

  it('stay enabled where a rule of others takes them, on a change of the file and on destroy', () => {
    const config = gateway(['conversationEnded', 'conversationCreated']);
    const world = worldFor(config);
    for (const name of ['conversationEnded', 'conversationCreated', 'wrapupCodeAdded'])
      world.subscriptions.set(name, false);
    applyTo(world, planFor(world, config));
    theirs(world, { source: ['genesyscloud'], 'detail-type': ['conversationEnded'] }, { bus: 'company' });
    const fewer = gateway(['conversationCreated']);
    const plan = planFor(world, fewer);
    expect(notesOf(plan, 'event-type-subscriptions')).toBe(
      'conversationEnded stays for rule billing (not of gcx)',
    );
    applyTo(world, plan);
    expect(enabled(world)).toEqual(['conversationCreated', 'conversationEnded']);
    applyTo(world, destroy(world, fewer));
    expect(enabled(world)).toEqual(['conversationEnded']);
    expect(summary(destroy(world, fewer))).toEqual([]);
  });

  it('go with --release-event-types where only a rule of everything takes them', () => {
    const config = gateway(['conversationEnded', 'conversationCreated']);
    const world = worldFor(config);
    for (const name of ['conversationEnded', 'conversationCreated']) world.subscriptions.set(name, false);
    applyTo(world, planFor(world, config));
    theirs(world, { source: ['genesyscloud'] }, { bus: 'company' });
    const fewer = gateway(['conversationCreated']);
    applyTo(world, planFor(world, fewer));
    expect(enabled(world)).toEqual(['conversationCreated', 'conversationEnded']);
    applyTo(world, planFor(world, fewer, { allow: { releaseEventTypes: true } }));
    expect(enabled(world)).toEqual(['conversationCreated']);
  });
});
