import { describe, expect, it } from 'vitest';
import { gcxCommand } from '../../../../src/lib/base/hints/gcx-command.js';
import type { Config } from '../../../../src/lib/language/config/model.js';
import { partnerBusName } from '../../../../src/lib/language/names/partner-bus.js';
import { applyTo, ORGANIZATION, planFor, project, route, sqs, summary, worldFor } from './project.js';

const BUS = partnerBusName(ORGANIZATION, 'prod');
const NAME = 'calls-production';

function withArchive(retentionDays: number, part: Partial<Config> = {}): Config {
  return project([route('sales', { targets: ['inbox'] })], [sqs('inbox')], {
    archive: { retentionDays },
    ...part,
  });
}

function without(part: Partial<Config> = {}): Config {
  const { archive: _, ...config } = withArchive(30, part);
  return config;
}

/** A world in which a file was applied. */
function applied(config: Config) {
  const world = worldFor(config);
  applyTo(world, planFor(world, config));
  return world;
}

const codes = (plan: ReturnType<typeof planFor>) => plan.refusals.map(({ code }) => code);

describe('the plan of an archive', () => {
  it('makes it after its bus, with the sources of the rules, and then finds nothing to do', () => {
    const config = withArchive(30);
    const world = worldFor(config);
    const plan = planFor(world, config);
    const made = plan.changes.find(({ kind }) => kind === 'archive');
    expect(made).toMatchObject({ action: 'create', name: NAME, after: [`bus:${BUS}`] });
    applyTo(world, plan);
    const archive = world.archives.get(NAME);
    expect(archive).toMatchObject({
      busArn: `arn:aws:events:eu-west-1:111122223333:event-bus/${BUS}`,
      retentionDays: 30,
      pattern: JSON.stringify({ source: [BUS] }),
    });
    expect(archive?.description).toContain(`[genesys-gcx:calls/production/${ORGANIZATION}]`);
    expect(summary(planFor(world, config))).toEqual([]);
  });

  it('keeps name and description within what AWS takes, however long the names are', () => {
    const part = { project: 'p'.repeat(32), environment: 'e'.repeat(32) };
    const world = applied(withArchive(1, part));
    const [archive] = [...world.archives.values()];
    expect(archive?.name).toMatch(/^p{32}-[.\-_A-Za-z0-9]{1,15}$/);
    expect(archive?.description.length).toBeLessThanOrEqual(512);
  });

  it('keeps events longer without ado, and shorter or for no time only with --force', () => {
    const world = applied(withArchive(30));
    expect(codes(planFor(world, withArchive(0)))).toEqual([]);
    const shorter = planFor(world, withArchive(7));
    expect(codes(shorter)).toEqual(['archive-events']);
    expect(shorter.refusals[0]?.message).toContain('keeps events for 30d; with 7d');
    applyTo(world, planFor(world, withArchive(7), { allow: { force: true } }));
    expect(world.archives.get(NAME)).toMatchObject({ retentionDays: 7 });
    applyTo(world, planFor(world, withArchive(0)));
    expect(codes(planFor(world, withArchive(365)))).toEqual(['archive-events']);

    const gone = planFor(world, without());
    expect(summary(gone)).toEqual([`delete archive ${NAME}`]);
    expect(gone.refusals[0]?.fix).toContain('--force');
    applyTo(world, planFor(world, without(), { allow: { force: true } }));
    expect(world.archives.size).toBe(0);
  });

  it('is gone before its bus on destroy', () => {
    const config = withArchive(30);
    const world = applied(config);
    expect(codes(planFor(world, config, { intent: 'destroy' }))).toContain('archive-events');
    const plan = planFor(world, config, { intent: 'destroy', allow: { force: true } });
    expect(plan.refusals).toEqual([]);
    applyTo(world, plan);
    expect(world.archives.size + world.buses.size).toBe(0);
  });

  it('is created again on another bus, as an archive stays with its own', () => {
    const world = applied(withArchive(30));
    const moved = withArchive(30, {
      genesys: { ...withArchive(30).genesys, integration: { suffix: 'other' } },
    });
    const plan = planFor(world, moved, { allow: { force: true } });
    expect(planFor(world, moved).refusals.map(({ code }) => code)).toContain('archive-events');
    expect(plan.changes.find(({ kind }) => kind === 'archive')).toMatchObject({
      action: 'replace',
      reason: 'an archive stays with its event bus',
    });
    applyTo(world, plan);
    expect(world.archives.get(NAME)?.busArn).toContain(partnerBusName(ORGANIZATION, 'other'));
    expect(summary(planFor(world, moved))).toEqual([]);
  });

  it('follows the sources of the rules, and takes all events where a rule wants all', () => {
    const config = withArchive(30);
    const world = applied(config);
    const live = world.archives.get(NAME);
    if (live === undefined) throw new Error('no archive');
    world.archives.set(NAME, { ...live, pattern: '{"source":["by hand"]}' });
    const plan = planFor(world, config);
    expect(plan.changes.find(({ kind }) => kind === 'archive')?.fields).toEqual([
      {
        kind: 'value',
        field: 'pattern',
        before: { source: ['by hand'] },
        after: { source: [BUS] },
        words: { label: 'events', before: 'of by hand', after: 'of Genesys Cloud' },
      },
    ]);
    applyTo(world, plan);
    expect(summary(planFor(world, config))).toEqual([]);
    expect(
      planFor(world, project([], [], { archive: { retentionDays: 30 } })).changes.find(
        ({ kind }) => kind === 'archive',
      )?.fields,
    ).toMatchObject([{ field: 'pattern', after: { version: ['0'] } }]);
  });

  it('leaves alone what has the name and not the mark, and what another environment keeps', () => {
    const config = withArchive(30);
    const world = applied(config);
    const live = world.archives.get(NAME);
    if (live === undefined) throw new Error('no archive');
    world.archives.set(NAME, { ...live, description: 'by hand' });
    const plan = planFor(world, withArchive(1), { allow: { force: true } });
    expect(codes(plan)).toEqual(['name-taken']);
    expect(plan.refusals[0]?.message).toContain('its description carries no mark of gcx');
    expect(summary(plan)).toEqual([]);

    const others = `x [genesys-gcx:calls/test/${ORGANIZATION}]`;
    world.archives.set(NAME, { ...live, description: others });
    expect(planFor(world, withArchive(1)).refusals[0]?.message).toContain('environment test');
    expect(summary(planFor(world, without()))).toEqual([]);
    expect(
      summary(planFor(world, config, { intent: 'destroy', allow: { force: true } })).join(),
    ).not.toContain('archive');
  });

  it('of others keeps the bus that it is on', () => {
    const config = withArchive(30);
    const world = applied(config);
    const live = world.archives.get(NAME);
    if (live === undefined) throw new Error('no archive');
    world.archives.set('theirs', { ...live, name: 'theirs', description: '' });
    const plan = planFor(world, config, { intent: 'destroy', allow: { force: true } });
    expect(plan.changes.find(({ kind }) => kind === 'bus')).toMatchObject({
      action: 'none',
      notes: [
        'kept for archive theirs (not of gcx): who keeps it can delete it, with the events in it',
        `once it is gone: ${gcxCommand('destroy')} deletes it`,
      ],
    });
    applyTo(world, plan);
    expect([...world.archives.keys()]).toEqual(['theirs']);
  });

  it('replaces one that AWS could not make', () => {
    const config = withArchive(30);
    const world = applied(config);
    const live = world.archives.get(NAME);
    if (live === undefined) throw new Error('no archive');
    world.archives.set(NAME, { ...live, state: 'CREATE_FAILED', stateReason: 'No room.' });
    const plan = planFor(world, config);
    expect(codes(plan)).toEqual([]);
    expect(plan.changes.find(({ kind }) => kind === 'archive')).toMatchObject({
      action: 'replace',
      reason: 'AWS could not make it: No room.',
    });
  });

  it('has a digest that does not change with the count of events', () => {
    const config = withArchive(30);
    const world = applied(config);
    const before = planFor(world, config).digest;
    const live = world.archives.get(NAME);
    if (live === undefined) throw new Error('no archive');
    world.archives.set(NAME, { ...live, events: 12 });
    expect(planFor(world, config).digest).toBe(before);
    world.archives.set(NAME, { ...live, retentionDays: 12 });
    expect(planFor(world, config).digest).not.toBe(before);
  });
});
