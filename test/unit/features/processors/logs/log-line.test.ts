import { describe, expect, it } from 'vitest';
import { invocationReport, isNoise } from '../../../../../src/lib/features/processors/logs/log-line.js';

describe('isNoise', () => {
  it.each([
    'START RequestId: 1 Version: $LATEST',
    'REPORT RequestId: 1',
    '{"_aws":{"Timestamp":1},"Received":3}',
  ])('leaves out %s', (line) => expect(isNoise(line)).toBe(true));

  it.each(['{"level":"INFO","message":"x"}', 'STARTED', 'Task timed out after 3.00 seconds'])(
    'keeps %s',
    (line) => expect(isNoise(line)).toBe(false),
  );
});

describe('invocationReport', () => {
  it('reads what Lambda reports, with the start of an environment and how it ended', () => {
    const head = 'REPORT RequestId: 1\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB';
    expect(invocationReport(`${head}\tMax Memory Used: 81 MB\tInit Duration: 250.31 ms\t\n`)).toEqual({
      duration: '3000.00',
      memorySize: '128',
      maxMemoryUsed: '81',
      initDuration: '250.31',
    });
    expect(invocationReport(`${head}\tMax Memory Used: 81 MB\tStatus: timeout`)).toMatchObject({
      status: 'timeout',
    });
    expect(invocationReport('REPORT RequestId: 1')).toBeUndefined();
    expect(invocationReport(`  ${head}`)).toBeUndefined();
  });
});
