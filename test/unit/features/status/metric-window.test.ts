import { describe, expect, it } from 'vitest';
import { Limits } from '../../../../src/lib/base/limits.js';
import {
  minutesWindow,
  statusWindow,
  wholeWindow,
} from '../../../../src/lib/features/status/metric-window.js';

const NOW = Date.UTC(2026, 10, 27, 13, 20, 30);
const DAY = 86_400;

describe('the time that CloudWatch is asked for', () => {
  it('is asked for by minutes where all of them fit on one page', () => {
    const window = statusWindow(DAY, NOW, 15);
    expect(window).toMatchObject({
      period: 60,
      from: Date.UTC(2026, 10, 26, 13, 20),
      to: Date.UTC(2026, 10, 27, 13, 21),
    });
    expect(minutesWindow(window)).toBeUndefined();
  });

  it('is asked for by longer points for many rules, and the last three hours by minutes', () => {
    const window = statusWindow(DAY, NOW, 1_500);
    expect(window).toMatchObject({ period: 900, from: Date.UTC(2026, 10, 26, 13, 15) });
    expect(minutesWindow(window)).toEqual({
      from: Date.UTC(2026, 10, 27, 10, 20),
      to: window.to,
      period: 60,
    });
  });

  // Otherwise CloudWatch answers with nothing, and without a word (GetMetricData, Period).
  it('has points as long as CloudWatch still keeps of that time', () => {
    expect(statusWindow(13 * DAY, NOW, 1).period).toBe(60);
    expect(statusWindow(15 * DAY, NOW, 1).period).toBe(300);
    expect(statusWindow(63 * DAY, NOW, 1).period).toBe(3_600);
    expect(statusWindow(455 * DAY, NOW, 500).period % 3_600).toBe(0);
  });

  it('never cuts a point, covers what was asked, and fits on one page of a call', () => {
    for (const seconds of [300, 3_600, 7_000, DAY, 7 * DAY, 30 * DAY, 455 * DAY])
      for (const queries of [1, 15, 210, 500, 1_800]) {
        const { from, to, period } = wholeWindow(statusWindow(seconds, NOW, queries));
        expect(from % (period * 1_000)).toBe(0);
        expect(from).toBeLessThanOrEqual(NOW - seconds * 1_000);
        expect(to).toBeGreaterThan(NOW);
        // Longer ones than a day there are not: then there are pages.
        if (period === DAY) continue;
        const points =
          Math.ceil((to - from) / 1_000 / period) * Math.min(queries, Limits.metricQueriesPerRequest);
        expect(points, `${seconds} s, ${queries} queries`).toBeLessThanOrEqual(Limits.metricPointsPerAnswer);
      }
  });
});
