import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { planText } from '../../../../src/lib/cli/render/index.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { shippedFormats } from '../../../../src/lib/language/events/index.js';
import { applyTo, ORGANIZATION, planFor, project, route, sns, sqs, summary, worldFor } from './project.js';

const EVENTS = ['conversationCreated', 'conversationUpdated', 'conversationEnded'];
const OTHERS = ['agentStatusChanged', 'wrapupCodeAdded'];

const format = (name: string) => {
  const found = shippedFormats().get(name);
  if (found === undefined) throw new Error(name);
  return found;
};

function file(exclusive: boolean, events: readonly string[] = EVENTS): Config {
  const gateway = format('genesyscloud');
  return project(
    [
      route('all', { events, format: gateway, targets: ['topics'] }),
      route('other', {
        events: ['conversation.end'],
        format: format('com.genesys.cloud'),
        targets: ['inbox'],
      }),
    ],
    [
      sns('topics', { topicName: 'genesys-cloud-{eventType}', deadLetter: 'dead' }),
      sqs('inbox'),
      sqs('dead'),
    ],
    {
      genesys: {
        environment: 'mypurecloud.ie',
        organization: ORGANIZATION,
        format: gateway,
        subscriptions: { kind: 'per-event-type', exclusive },
      },
      aws: { account: '111122223333', region: 'eu-west-1', bus: 'company' },
    },
  );
}

function worldOf(config: Config, enabled: readonly string[] = []) {
  const world = worldFor(config);
  for (const name of [...EVENTS, ...OTHERS]) world.subscriptions.set(name, enabled.includes(name));
  return world;
}

const enabledIn = (world: ReturnType<typeof worldOf>) =>
  [...world.subscriptions].flatMap(([name, enabled]) => (enabled ? [name] : [])).sort();

describe('event types subscribed one by one', () => {
  it('are enabled, each with a topic and a rule of its own; then there is nothing to do', () => {
    const config = file(false);
    const world = worldOf(config);
    const first = planFor(world, config);
    expect(first.refusals).toEqual([]);
    applyTo(world, first);
    expect(enabledIn(world)).toEqual([...EVENTS].sort());
    expect([...world.topics.keys()].map((arn) => arn.split(':').at(-1)).sort()).toEqual(
      EVENTS.map((name) => `genesys-cloud-${name}`).sort(),
    );
    const ofTopics = [...world.rules.values()].filter((rule) =>
      JSON.stringify(rule.pattern).includes('"genesyscloud"'),
    );
    expect(ofTopics.map(({ pattern }) => pattern['detail-type'])).toEqual(
      expect.arrayContaining(EVENTS.map((name) => [name])),
    );
    expect(ofTopics).toHaveLength(3);
    expect(summary(planFor(world, config))).toEqual([]);
  });

  it('are only those of the routes whose format is that of the gateway', () => {
    const config = file(false);
    const steps = planFor(worldOf(config), config).changes.flatMap((change) => change.steps);
    expect(steps.filter(({ call }) => call === 'genesys.setSubscription')).toEqual(
      [...EVENTS].sort().map((eventType) => ({ call: 'genesys.setSubscription', eventType, enabled: true })),
    );
  });

  it('are never disabled without exclusive, by a change of the file or by destroy', () => {
    const world = worldOf(file(false), OTHERS);
    applyTo(world, planFor(world, file(false)));
    const fewer = file(false, ['conversationEnded']);
    const plan = planFor(world, fewer);
    expect(plan.changes.find(({ kind }) => kind === 'event-type-subscriptions')).toMatchObject({
      action: 'none',
      notes: [
        '4 enabled by others: kept (agentStatusChanged, conversationCreated, conversationUpdated, wrapupCodeAdded)',
      ],
    });
    applyTo(world, plan);
    const destroy = planFor(world, fewer, { intent: 'destroy', allow: { force: true } });
    applyTo(world, destroy);
    expect(enabledIn(world)).toEqual([...EVENTS, ...OTHERS].sort());
    expect(destroy.changes.find(({ kind }) => kind === 'event-type-subscriptions')?.notes.join()).toContain(
      'stay enabled',
    );
  });

  it('with exclusive: those that no route needs are disabled, and destroy disables all, with --force', () => {
    const world = worldOf(file(true), OTHERS);
    applyTo(world, planFor(world, file(true)));
    expect(enabledIn(world)).toEqual([...EVENTS].sort());
    applyTo(world, planFor(world, file(true, ['conversationEnded'])));
    expect(enabledIn(world)).toEqual(['conversationEnded']);
    const refused = planFor(world, file(true), { intent: 'destroy' });
    expect(refused.refusals.map(({ code }) => code)).toContain('running-pipe');
    const destroy = planFor(world, file(true), { intent: 'destroy', allow: { force: true } });
    expect(destroy.refusals).toEqual([]);
    const at = (call: string) =>
      destroy.changes.findIndex(({ steps }) => steps.some((step) => step.call === call));
    expect(at('genesys.setSubscription')).toBeGreaterThan(at('events.deleteRule'));
    applyTo(world, destroy);
    expect(enabledIn(world)).toEqual([]);
  });

  it('disabled by hand are drift', () => {
    const config = file(false);
    const world = worldOf(config);
    applyTo(world, planFor(world, config));
    const before = planFor(world, config);
    world.subscriptions.set('conversationEnded', false);
    const after = planFor(world, config);
    expect(summary(after)).toEqual(['update event-type-subscriptions per-event-type']);
    expect(after.digest).not.toBe(before.digest);
  });

  it('with exclusive are refused where the gateway does not list what it knows', () => {
    const config = file(true);
    const world = worldOf(config);
    const live = world.live(config);
    world.live = () => ({
      ...live,
      eventTypeSubscriptions: { complete: false, eventTypes: world.subscriptions },
    });
    expect(planFor(world, config).refusals.map(({ code }) => code)).toEqual(['event-types-unlisted']);
  });

  it('say that the gateway as a whole is off', () => {
    const config = file(false);
    const world = worldOf(config);
    const live = world.live(config);
    world.live = () => ({
      ...live,
      eventTypeSubscriptions: { sending: false, complete: true, eventTypes: world.subscriptions },
    });
    expect(planFor(world, config).pending.map(({ code }) => code)).toEqual(['gateway-off']);
  });

  it('are shown under Subscriptions, with the word that the API is not published', () => {
    const config = file(true, ['conversationEnded']);
    const text = planText(planFor(worldOf(config, ['wrapupCodeAdded']), config), plainStyle);
    expect(text).toContain(
      ['Subscriptions', '  ~ event types   + conversationEnded', '                  - wrapupCodeAdded'].join(
        '\n',
      ),
    );
    expect(text.replaceAll(/\s+/g, ' ')).toContain("not part of Genesys Cloud's published API");
  });
});
