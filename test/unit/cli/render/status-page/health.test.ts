import { describe, expect, it } from 'vitest';
import { judgeRoute, judgeTarget } from '../../../../../src/lib/cli/render/status-page/health.js';
import type { Flow } from '../../../../../src/lib/features/status/model.js';
import { flow, processor, queue, route } from '../pipe-status-builder.js';

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
    expect(judgeTarget(processor('crm', there, there)).health).toBe('calm');
    expect(judgeTarget(processor('crm', there, gone('missing'))).health).toBe('bad');
    expect(judgeTarget(processor('crm', there, gone('unknown'))).health).toBe('unknown');
    expect(judgeTarget(processor('crm', gone('unknown'), gone('missing'))).health).toBe('bad');
  });
});
