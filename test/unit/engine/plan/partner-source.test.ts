import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { hasDriftOfOthers, planText } from '../../../../src/lib/cli/render/plan-text.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { partnerBusName } from '../../../../src/lib/language/names/partner-bus.js';
import type { ModelWorld } from './model-world.js';
import { applyTo, ORGANIZATION, planFor, project, route, sqs, summary, worldFor } from './project.js';

const BUS = partnerBusName(ORGANIZATION, 'prod');
const file = (part: Partial<Config> = {}) =>
  project([route('a', { targets: ['inbox'] })], [sqs('inbox')], part);
const unmanaged = () =>
  file({
    genesys: {
      environment: 'mypurecloud.ie',
      organization: ORGANIZATION,
      integration: { suffix: 'prod', manage: false },
    },
  });
const noIntegration = () =>
  file({
    genesys: { environment: 'mypurecloud.ie', organization: ORGANIZATION },
    aws: { account: '111122223333', region: 'eu-west-1', bus: BUS },
  });

function applied(config = file()): ModelWorld {
  const world = worldFor(config);
  applyTo(world, planFor(world, config));
  return world;
}

const calls = (world: ModelWorld, config: Config) =>
  planFor(world, config).changes.flatMap(({ steps }) => steps.map(({ call }) => call));

describe('the event source of a bus that stands', () => {
  it('that is PENDING is a change, activated; then there is nothing to do', () => {
    const world = applied();
    world.sourceStates.set(BUS, 'PENDING');
    const plan = planFor(world, file());
    expect(plan.changes.find(({ kind }) => kind === 'bus')).toMatchObject({
      action: 'update',
      fields: [{ kind: 'value', field: 'event source', before: 'PENDING', after: 'ACTIVE' }],
    });
    expect(plan.warnings.map(({ code }) => code)).toEqual(['source-pending']);
    expect(calls(world, file())).toEqual(['events.activateSource']);
    applyTo(world, plan);
    expect(summary(planFor(world, file()))).toEqual([]);
  });

  it.each([['DELETED'], [undefined]] as const)(
    'that is %s is created again by the integration, and waited for',
    (state) => {
      const world = applied();
      world.sourceStates.set(BUS, state);
      const plan = planFor(world, file());
      expect(plan.warnings.map(({ code }) => code)).toEqual(['source-deleted']);
      expect(calls(world, file())).toEqual([
        'genesys.configureIntegration',
        'genesys.disableIntegration',
        'genesys.enableIntegration',
        'events.activateSource',
      ]);
      applyTo(world, plan);
      expect(world.sourceStates.size).toBe(0);
      expect(summary(planFor(world, file()))).toEqual([]);
    },
  );

  it('that is gone with the integration comes back with it', () => {
    const world = applied();
    world.integrations = [];
    expect(calls(world, file())).toEqual([
      'genesys.createIntegration',
      'genesys.configureIntegration',
      'genesys.enableIntegration',
      'events.activateSource',
    ]);
  });

  it('is waited for after a bus is made', () => {
    const world = worldFor(file());
    const bus = planFor(world, file()).changes.find(({ kind }) => kind === 'bus');
    expect(bus?.steps.map(({ call }) => call)).toEqual(['events.createBus', 'events.activateSource']);
  });

  it('changes the digest', () => {
    const world = applied();
    const before = planFor(world, file()).digest;
    world.sourceStates.set(BUS, 'PENDING');
    expect(planFor(world, file()).digest).not.toBe(before);
  });

  it('is left alone by destroy', () => {
    const world = applied();
    world.sourceStates.set(BUS, 'PENDING');
    const plan = planFor(world, file(), { intent: 'destroy', allow: { force: true } });
    expect(plan.changes.flatMap(({ steps }) => steps.map(({ call }) => call))).not.toContain(
      'events.activateSource',
    );
  });
});

describe('the event source that others look after', () => {
  const theirs = (): ModelWorld => {
    const world = applied();
    const [live] = world.integrations;
    if (live?.config === undefined) throw new Error('no integration');
    world.integrations = [{ ...live, config: { ...live.config, notes: '' } }];
    return world;
  };

  it('with a bus of ours: a PENDING one is activated, a DELETED one left to people', () => {
    const world = theirs();
    world.sourceStates.set(BUS, 'PENDING');
    expect(calls(world, unmanaged())).toEqual(['events.activateSource']);
    world.sourceStates.set(BUS, 'DELETED');
    const plan = planFor(world, unmanaged());
    expect([summary(plan), hasDriftOfOthers(plan)]).toEqual([[], true]);
    expect(plan.pending.map(({ message }) => message).join()).toContain(
      'Ask the owner of the integration prod in Genesys Cloud',
    );
  });

  it.each<[string, () => Config]>([
    ['with manage: false', unmanaged],
    ['with no integration in the file', noIntegration],
  ])(
    '%s and a bus of theirs: it is never touched, is drift, and "No changes" is not said alone',
    (_, config) => {
      const world = theirs();
      world.buses.set(BUS, { tags: { owner: 'platform' } });
      if (config === noIntegration) applyTo(world, planFor(world, config()));
      expect(hasDriftOfOthers(planFor(world, config()))).toBe(false);
      for (const state of ['PENDING', 'DELETED', undefined] as const) {
        world.sourceStates.set(BUS, state);
        const plan = planFor(world, config());
        expect([summary(plan), hasDriftOfOthers(plan)]).toEqual([[], true]);
        const text = planText(plan, plainStyle);
        expect(text.replaceAll(/\s+/g, ' ')).toContain('AWS drops every event that Genesys sends');
        expect(text).toContain('events do not flow.');
        expect(text).not.toContain('resources are as');
      }
    },
  );

  it('on a partner bus that aws.bus names, beside an integration of ours: it is activated', () => {
    const world = applied();
    const config = file({ aws: { account: '111122223333', region: 'eu-west-1', bus: BUS } });
    expect(calls(world, config)).toEqual([]);
    world.sourceStates.set(BUS, 'PENDING');
    expect(calls(world, config)).toEqual(['events.activateSource']);
    world.sourceStates.set(BUS, 'DELETED');
    expect(calls(world, config)).toContain('genesys.enableIntegration');
  });
});
