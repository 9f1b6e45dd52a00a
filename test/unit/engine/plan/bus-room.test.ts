import { describe, expect, it } from 'vitest';
import type { JsonObject, JsonValue } from '../../../../src/lib/base/json.js';
import type { Plan } from '../../../../src/lib/engine/change/model.js';
import { busOf } from '../../../../src/lib/engine/plan/index.js';
import type { Config, Route } from '../../../../src/lib/language/config/model.js';
import type { ModelWorld } from './model-world.js';
import { applyTo, planFor, project, route, sqs, summary, worldFor } from './project.js';

const INBOX = [sqs('inbox')];
const withWildcard = (name: string, wildcard: string): Route =>
  route(name, { where: { 'participants.purpose': [{ wildcard }] }, targets: ['inbox'] });
const routes = (count: number, wildcard: string) =>
  Array.from({ length: count }, (_, at) => withWildcard(`r${at}`, wildcard.replace('#', String(at))));

/** Rules that others have on the file's bus. */
function others(world: ModelWorld, config: Config, count: number, test: JsonValue): void {
  const bus = busOf(config);
  for (let at = 0; at < count; at++) {
    const pattern: JsonObject = { detail: { a: [test] } };
    world.rules.set(`${bus}/other${at}`, {
      bus,
      name: `other${at}`,
      pattern,
      description: '',
      enabled: true,
      tags: {},
      targets: new Map(),
    });
  }
}

const refused = (plan: Plan) => plan.refusals.map(({ code, message }) => `${code}: ${message}`);
const patternsOf = (plan: Plan): string => JSON.stringify(plan.changes.flatMap(({ steps }) => steps));

describe('the rules of a bus that contain wildcards', () => {
  it('are 30 at most: the plan refuses the 31st before anything is written', () => {
    const fine = project(routes(30, 'a*b#'), INBOX);
    expect(refused(planFor(worldFor(fine), fine))).toEqual([]);
    const config = project(routes(31, 'a*b#'), INBOX);
    expect(refused(planFor(worldFor(config), config))).toEqual([
      'bus-wildcards-full: An event bus holds 30 rules that contain wildcards (wildcardRulesPerBus), which AWS does not raise: 0 are there, and the file needs 31 more.',
    ]);
  });

  it('are counted with those of others, and those that the file has already', () => {
    const config = project(routes(2, 'a*b#'), INBOX);
    const world = worldFor(config);
    others(world, config, 29, { 'anything-but': { wildcard: 'x*y' } });
    expect(refused(planFor(world, config))[0]).toContain('29 are there, and the file needs 2 more');
    const one = project(routes(1, 'a*b#'), INBOX);
    applyTo(world, planFor(world, one));
    expect(refused(planFor(world, one))).toEqual([]);
    expect(refused(planFor(world, config))[0]).toContain('30 are there, and the file needs 1 more');
  });

  it('may not come before others go, unless events may be lost', () => {
    const before = project(routes(30, 'a*b#'), INBOX);
    const world = worldFor(before);
    applyTo(world, planFor(world, before));
    const after = project([...routes(29, 'a*b#'), withWildcard('fresh', 'c*d')], INBOX);
    expect(refused(planFor(world, after, { allow: { deletions: true } }))[0]).toMatch(
      /^event-loss: .*30 are there/,
    );
    const allowed = planFor(world, after, { allow: { deletions: true, eventLoss: true } });
    expect(refused(allowed)).toEqual([]);
    const rules = allowed.changes.filter(({ kind, action }) => kind === 'rule' && action !== 'none');
    expect(rules.map(({ action }) => action)).toEqual(['delete', 'create']);
  });

  it('are none where a prefix or suffix says the same', () => {
    const config = project([...routes(20, 'a#*'), ...routes(40, '*b#').slice(20)], INBOX);
    const plan = planFor(worldFor(config), config);
    expect(refused(plan)).toEqual([]);
    expect(patternsOf(plan)).toContain('{"prefix":"a1"}');
    expect(patternsOf(plan)).toContain('{"suffix":"b21"}');
    expect(patternsOf(plan)).not.toContain('wildcard');
  });

  it('that an earlier gcx wrote for a prefix stay as they are: no change, no other split', () => {
    // Long enough to be split over several rules, which only the live rules remember.
    const long = (at: number) => `${'a'.repeat(90)}${String(at).padStart(2, '0')}`;
    const wide = (count: number) =>
      project(
        [
          route('one', {
            where: { purpose: Array.from({ length: count }, (_, at) => ({ wildcard: `${long(at)}*` })) },
            targets: ['inbox'],
          }),
          route('raw', { events: [], pattern: { detail: { a: [{ wildcard: 'x*' }] } }, targets: ['inbox'] }),
        ],
        INBOX,
      );
    const config = wide(60);
    const world = worldFor(config);
    applyTo(world, planFor(world, wide(40)));
    applyTo(world, planFor(world, config));
    expect(world.rules.size).toBeGreaterThan(3);
    for (const rule of world.rules.values()) {
      const text = JSON.stringify(rule.pattern);
      expect(text).toMatch(/"prefix":/);
      rule.pattern = JSON.parse(text.replaceAll(/\{"prefix":"([^"]*)"\}/g, '{"wildcard":"$1*"}'));
    }
    expect(summary(planFor(world, config))).toEqual([]);
  });
});

describe('the rules of a bus', () => {
  it('are as many as the file says that AWS raised the quota to', () => {
    const raised = (rulesPerBus: number): Config =>
      project(routes(5, 'a#*'), INBOX, {
        aws: { account: '111122223333', region: 'eu-west-1', rulesPerBus },
      });
    const world = worldFor(raised(5));
    expect(refused(planFor(world, raised(5)))).toEqual([]);
    expect(refused(planFor(world, raised(4)))[0]).toContain(
      'bus-full: An event bus holds 4 rules (rulesPerBus): 0 are there',
    );
    others(world, raised(5), 300, { prefix: 'x' });
    expect(refused(planFor(world, raised(400)))).toEqual([]);
    expect(refused(planFor(world, project(routes(5, 'a#*'), INBOX)))[0]).toContain('holds 300 rules');
  });
});
