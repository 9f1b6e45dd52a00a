import { describe, expect, it } from 'vitest';
import { judgeWindows } from '../../../../src/lib/sandbox/aws/cloudwatch/evaluate-alarm.js';
import { evaluateMath } from '../../../../src/lib/sandbox/aws/cloudwatch/math/evaluate-math.js';
import { FUNCTIONS } from '../../../../src/lib/sandbox/aws/cloudwatch/math/functions.js';
import { MathFault, type Value } from '../../../../src/lib/sandbox/aws/cloudwatch/math/math-model.js';
import { parseMath } from '../../../../src/lib/sandbox/aws/cloudwatch/math/parse-math.js';

const MINUTE = 60_000;

describe('missing data', () => {
  /** The tables of the CloudWatch user guide, "How alarm state is evaluated when data is missing": 3 periods, 5 looked at. */
  const TABLES = [
    { needed: 3, data: '0 - X - X', states: ['OK', 'OK', 'OK', 'OK'] },
    { needed: 3, data: '- - - - 0', states: ['OK', 'OK', 'OK', 'OK'] },
    { needed: 3, data: '- - - - -', states: ['INSUFFICIENT_DATA', undefined, 'ALARM', 'OK'] },
    { needed: 3, data: '0 X X - X', states: ['ALARM', 'ALARM', 'ALARM', 'ALARM'] },
    { needed: 3, data: '- - X - -', states: ['ALARM', undefined, 'ALARM', 'OK'] },
    { needed: 2, data: '0 - X - X', states: ['ALARM', 'ALARM', 'ALARM', 'ALARM'] },
    { needed: 2, data: '0 0 X 0 X', states: ['ALARM', 'ALARM', 'ALARM', 'ALARM'] },
    { needed: 2, data: '0 - X - -', states: ['OK', 'OK', 'ALARM', 'OK'] },
    { needed: 2, data: '- - - - 0', states: ['OK', 'OK', 'ALARM', 'OK'] },
    { needed: 2, data: '- - - X -', states: ['ALARM', undefined, 'ALARM', 'OK'] },
  ] as const;
  it.each(TABLES)('$data with $needed of 3', ({ needed, data, states }) => {
    const windows = data.split(' ').map((mark, index) => ({
      time: index * MINUTE,
      ...(mark === '-' ? {} : { value: mark === 'X' ? 9 : 0 }),
    }));
    const treated = (['missing', 'ignore', 'breaching', 'notBreaching'] as const).map(
      (missing) =>
        judgeWindows(
          { periods: 3, needed, threshold: 5, comparison: 'GreaterThanThreshold', missing },
          windows,
        ).value,
    );
    expect(treated).toEqual(states);
  });

  it('is told in AWS’s words', () => {
    const rule = { periods: 1, needed: 1, threshold: 2, comparison: 'GreaterThanThreshold' };
    const at = Date.UTC(2023, 9, 26, 16, 42);
    const reason = (missing: 'breaching' | 'notBreaching' | 'missing', value?: number) =>
      judgeWindows({ ...rule, missing }, [{ time: at, ...(value === undefined ? {} : { value }) }]).reason;
    expect(reason('missing', 21.5)).toBe(
      'Threshold Crossed: 1 datapoint [21.5 (26/10/23 16:42:00)] was greater than the threshold (2.0).',
    );
    expect(reason('missing', 2)).toContain('was not greater than the threshold (2.0).');
    expect(reason('notBreaching')).toBe(
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [NonBreaching].',
    );
    const two = judgeWindows({ ...rule, periods: 2, needed: 2, missing: 'breaching' }, [
      { time: at },
      { time: at },
    ]);
    expect(two.reason).toBe(
      'Threshold Crossed: no datapoints were received for 2 periods and 2 missing datapoints were treated as [Breaching].',
    );
    expect(reason('missing')).toBe('Insufficient Data: 1 datapoint was unknown.');
  });
});

describe('metric math', () => {
  // A Sunday.
  const start = Date.UTC(2026, 10, 29, 7);
  const times = [0, 1, 2, 3].map((hour) => start + hour * 60 * MINUTE);
  const series = (...values: readonly (number | undefined)[]): Value => ({
    kind: 'series',
    values: new Map(
      values.flatMap((value, index): [number, number][] =>
        value === undefined ? [] : [[times[index] ?? 0, value]],
      ),
    ),
  });
  const known: Readonly<Record<string, Value>> = { m1: series(1, undefined, 3), m2: series(10, 20, 30, 40) };
  const work = (text: string) => {
    const value = evaluateMath(parseMath(text), {
      times,
      periodMs: 60 * MINUTE,
      metrics: () => Object.values(known).flatMap((each) => (each.kind === 'series' ? [each.values] : [])),
      answerOf: (id) => known[id],
    });
    if (value.kind === 'scalar') return value.value;
    const shown = (values: ReadonlyMap<number, number>) => times.map((time) => values.get(time));
    return value.kind === 'series' ? shown(value.values) : value.all.map(shown);
  };

  it.each([
    ['m1 + m2', [11, undefined, 33, undefined]],
    ['2 + 3 * 4 ^ 2 / 8 - 1', 7],
    ['-m2 / 10', [-1, -2, -3, -4]],
    ['m2 / (m2 - 20)', [-1, undefined, 3, 2]],
    ['FILL(m1, 0)', [1, 0, 3, 0]],
    ['FILL(m1, REPEAT)', [1, 1, 3, 3]],
    ['FILL(m1, LINEAR)', [1, 2, 3, undefined]],
    ['SUM(m2)', 100],
    ['SUM([m1, m2])', [11, 20, 33, 40]],
    ['MAX(METRICS())', [10, 20, 30, 40]],
    ['HOUR(m2)', [7, 8, 9, 10]],
    ['DAY(FILL(m1, 0))', [7, 7, 7, 7]],
    ['IF(HOUR(m2) >= 8 AND HOUR(m2) < 10, FILL(m1, 0), 1)', [1, 0, 3, 1]],
    ['IF(m2 > 20, m2)', [undefined, undefined, 30, 40]],
    ['RUNNING_SUM(m2)', [10, 30, 60, 100]],
    ['DIFF(m2)', [undefined, 10, 10, 10]],
    ['TIME_SERIES(5)', [5, 5, 5, 5]],
  ])('%s', (text, expected) => {
    expect(work(text)).toEqual(expected);
  });

  it.each(['m1 +', 'm3', 'SEARCH(m1)', '(m1', 'm1 m2', 'FILL(m1, NONE)', 'FILL(m2, NONE)', '"a"'])(
    'refuses %s',
    (text) => {
      expect(() => work(text)).toThrow(MathFault);
      expect(Object.keys(FUNCTIONS)).not.toContain('SEARCH');
    },
  );
});
