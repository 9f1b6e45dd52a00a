import { describe, expect, it } from 'vitest';
import { judgeRoute, judgeTarget } from '../../../../../src/lib/cli/render/status-page/health.js';
import type { Flow } from '../../../../../src/lib/features/status/model.js';
import { flow, pipeStatus, processor, queue, READ_AT, route, sqs } from '../pipe-status-builder.js';

const UNKNOWN: Flow = { count: { kind: 'unknown' } };

describe('how a box of the page is', () => {
  it('is good only where no failed delivery is known of', () => {
    const health = (failed?: Flow) =>
      judgeRoute(route('a', ['b'], { matched: flow(3, 2), ...(failed === undefined ? {} : { failed }) }))
        .health;
    expect(health()).toBe('good');
    expect(health(flow(1, 2))).toBe('look');
    expect(health(UNKNOWN)).toBe('unknown');
  });

  it('is of all that a processor stands for, and what is missing is said first', () => {
    const gone = (state: 'missing' | 'unknown') => ({ ...queue('q', 0), state });
    const there = queue('q', 0);
    const facts = { status: pipeStatus({}) };
    expect(judgeTarget(facts, processor('crm', there, there)).health).toBe('calm');
    expect(judgeTarget(facts, processor('crm', there, gone('missing'))).health).toBe('bad');
    expect(judgeTarget(facts, processor('crm', there, gone('unknown'))).health).toBe('unknown');
    expect(judgeTarget(facts, processor('crm', gone('unknown'), gone('missing'))).health).toBe('bad');
  });

  it('is bad of a target whose dead letters show that it refuses, not of others of the route', () => {
    const letters = (newest: number, of: string) => ({
      looked: 1,
      all: true,
      reasons: [{ reason: 'NO_PERMISSIONS', target: 'crm', route: of, count: 1, newest }],
    });
    const [crm, audit] = [sqs('crm', queue('crm', 0)), sqs('audit', queue('audit', 0))];
    const judged = (newest: number, of = 'a') => {
      const dead = sqs('dead', { ...queue('dead', 1), letters: letters(newest, of) }, ['crm', 'audit']);
      const failing = { since: READ_AT - 60_000, orBefore: false };
      const routes = [route('a', ['crm', 'audit'], { matched: flow(1, 1), failing })];
      const facts = { status: pipeStatus({ routes, targets: [crm, audit, dead] }) };
      return [judgeTarget(facts, crm).health, judgeTarget(facts, audit).health];
    };
    expect(judged(READ_AT)).toEqual(['bad', 'calm']);
    expect(judged(READ_AT - 120_000)).toEqual(['calm', 'calm']);
    expect(judged(READ_AT, 'b')).toEqual(['calm', 'calm']);
  });
});
