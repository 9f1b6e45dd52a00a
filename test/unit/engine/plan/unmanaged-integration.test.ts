import { describe, expect, it } from 'vitest';
import type { Integration } from '../../../../src/lib/clients/genesys/model.js';
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

const config = project(
  [route('sales', { events: [ACD_END, USER_END], targets: ['inbox'] })],
  [sqs('inbox')],
  {
    genesys: {
      environment: 'mypurecloud.ie',
      organization: ORGANIZATION,
      integration: { suffix: 'prod', manage: false },
    },
  },
);

function integration(part: Partial<Integration> = {}, eventFilter = [ACD_END, USER_END]): Integration {
  return {
    id: 'i1',
    name: 'Events to AWS',
    intendedState: 'ENABLED',
    reportedState: { code: 'ACTIVE' },
    config: {
      name: 'Events to AWS',
      version: 3,
      awsAccountId: '111122223333',
      awsAccountRegion: 'eu-west-1',
      eventSourceSuffix: 'prod',
      eventFilter,
      notes: 'ask Ada',
      other: { properties: {}, advanced: {}, credentials: {} },
    },
    ...part,
  };
}

function worldWith(...integrations: Integration[]) {
  const world = worldFor(config);
  world.integrations = integrations;
  return world;
}

describe('integration: { manage: false }', () => {
  it('is never written; AWS’s side is made, and goes again, beside it', () => {
    const theirs = integration();
    const world = worldWith(theirs);
    const plan = planFor(world, config);
    expect(plan.refusals).toEqual([]);
    expect(plan.pending).toEqual([]);
    expect(summary(plan).filter((line) => line.includes('integration'))).toEqual([]);
    applyTo(world, plan);
    expect(summary(planFor(world, config))).toEqual([]);
    const destroy = planFor(world, config, { intent: 'destroy', allow: { force: true } });
    expect(destroy.refusals).toEqual([]);
    applyTo(world, destroy);
    expect(world.integrations).toEqual([theirs]);
    expect([world.buses.size, world.rules.size, world.queues.size]).toEqual([0, 0, 0]);
  });

  it('that gcx once made stays as well, record and all', () => {
    const managed = { ...config, genesys: { ...config.genesys, integration: { suffix: 'prod' } } };
    const world = worldFor(managed);
    applyTo(world, planFor(world, managed));
    const before = structuredClone(world.integrations);
    expect(summary(planFor(world, config))).toEqual([]);
    applyTo(world, planFor(world, config, { intent: 'destroy', allow: { force: true } }));
    expect(world.integrations).toEqual(before);
  });

  it('that does not send all event types: says which, and who adds them; the rest is applied', () => {
    const world = worldWith(integration({}, [ACD_END]));
    const plan = planFor(world, config);
    expect(plan.refusals).toEqual([]);
    expect(plan.warnings.map(({ code }) => code)).toContain('event-types-not-sent');
    expect(plan.pending).toMatchObject([
      { message: `Ask the owner of integration prod ("Events to AWS") to add: ${USER_END}.` },
    ]);
    applyTo(world, plan);
    // It is no drift, but it never looks fine either.
    const again = planFor(world, config);
    expect(summary(again)).toEqual([]);
    expect(again.pending).toHaveLength(1);
  });

  it.each([
    ['DISABLED', integration({ intendedState: 'DISABLED', reportedState: { code: 'INACTIVE' } })],
    [
      'ENABLED but ERROR (No such account)',
      integration({ reportedState: { code: 'ERROR', message: 'No such account.' } }),
    ],
  ])('that is %s: is said, and left to people', (words, theirs) => {
    const world = worldWith(theirs);
    world.buses.set(`aws.partner/genesys.com/cloud/${ORGANIZATION}/prod`, { tags: {} });
    const plan = planFor(world, config);
    expect(plan.refusals).toEqual([]);
    expect(plan.warnings.map(({ message }) => message).join()).toContain(`Integration prod is ${words}`);
    expect(plan.pending.map(({ message }) => message).join()).toContain('to enable it');
  });

  it('uses a bus that others made, and never deletes it', () => {
    const world = worldWith(integration());
    const name = `aws.partner/genesys.com/cloud/${ORGANIZATION}/prod`;
    world.buses.set(name, { tags: { owner: 'platform' } });
    const plan = planFor(world, config);
    expect(plan.refusals).toEqual([]);
    applyTo(world, plan);
    applyTo(world, planFor(world, config, { intent: 'destroy', allow: { force: true } }));
    expect(world.buses.get(name)).toEqual({ tags: { owner: 'platform' } });
  });

  it.each([
    ['is not there', worldWith()],
    [
      'publishes elsewhere',
      worldWith(integration({ config: { ...integration().config, awsAccountId: '444455556666' } as never })),
    ],
    [
      'has no event source to make a bus of',
      worldWith(integration({ intendedState: 'DISABLED', reportedState: { code: 'INACTIVE' } })),
    ],
  ])('that %s: refused', (_, world) => {
    expect(planFor(world, config).refusals[0]?.code).toBe('existing-missing');
  });
});
