import { describe, expect, it } from 'vitest';
import { isNoise } from '../../../../../src/lib/features/processors/logs/log-line.js';

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
