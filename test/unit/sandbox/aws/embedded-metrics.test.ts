import fc from 'fast-check';
import { expect, it } from 'vitest';
import { metricsOf } from '../../../../src/lib/sandbox/aws/logs/embedded-metrics.js';

const line = (values: object, dimensions: readonly (readonly string[])[], ...names: readonly string[]) =>
  JSON.stringify({
    _aws: {
      Timestamp: 1,
      CloudWatchMetrics: [
        {
          Namespace: 'gcx',
          Dimensions: dimensions,
          Metrics: names.map((Name) => ({ Name, Unit: 'Count' })),
        },
      ],
    },
    ...values,
  });

it('sums metrics by name and dimensions, and passes other lines over', () => {
  const by = [['processor', 'eventType']];
  const metrics = metricsOf([
    'START RequestId: 1',
    '{"level":"INFO","message":"\\"_aws\\""}',
    '"_aws" but no JSON',
    line(
      { processor: 'sales', eventType: 'acd.end', Received: 3, Latency: [5, 7] },
      by,
      'Received',
      'Latency',
    ),
    line({ processor: 'sales', eventType: 'acd.end', Received: 2 }, by, 'Received', 'Latency'),
    line({ processor: 'sales', eventType: 'user.end', Received: 1 }, by, 'Received'),
  ]);
  const common = {
    namespace: 'gcx',
    unit: 'Count',
    dimensions: { processor: 'sales', eventType: 'acd.end' },
  };
  expect(metrics).toEqual([
    { ...common, name: 'Received', sum: 5, samples: 2, min: 2, max: 3 },
    { ...common, name: 'Latency', sum: 12, samples: 2, min: 5, max: 7 },
    {
      ...common,
      name: 'Received',
      dimensions: { processor: 'sales', eventType: 'user.end' },
      sum: 1,
      samples: 1,
      min: 1,
      max: 1,
    },
  ]);
});

it('counts a metric in each of its sets of dimensions, and without any alone', () => {
  const sums = metricsOf([
    line({ processor: 'sales', eventType: 'acd.end', Received: 1 }, [['processor'], []], 'Received'),
    line({ Received: 4 }, [], 'Received'),
  ]);
  expect(sums.map(({ dimensions, sum }) => ({ dimensions, sum }))).toEqual([
    { dimensions: { processor: 'sales' }, sum: 1 },
    { dimensions: {}, sum: 5 },
  ]);
});

it('sums the same however the values are spread over lines', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1 }), { minLength: 1 }),
      (lines) => {
        const [spread] = metricsOf(lines.map((Received) => line({ p: 'x', Received }, [['p']], 'Received')));
        const [once] = metricsOf([line({ p: 'x', Received: lines.flat() }, [['p']], 'Received')]);
        expect(spread).toEqual(once);
        expect(spread?.samples).toBe(lines.flat().length);
      },
    ),
    { numRuns: 50 },
  );
});
