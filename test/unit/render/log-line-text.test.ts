import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../../src/lib/render/index.js';
import { isNoise, logLineText } from '../../../src/lib/render/log-line-text.js';

const time = Date.parse('2026-03-01T10:00:05.123Z');

describe('logLineText', () => {
  it('shows level, message and the other fields of a structured line', () => {
    const line =
      '{"level":"WARN","message":"given up","timestamp":"x","service":"s","attempt":5,"conversationId":"c1"}';
    expect(logLineText(time, line, plainStyle)).toBe(
      '10:00:05Z  WARN   given up  attempt=5 conversationId=c1',
    );
  });

  it('shows any other line as it is, without what a terminal would obey', () => {
    expect(logLineText(time, 'hello \u001b[31mred\n', plainStyle)).not.toContain('\u001b');
    expect(logLineText(time, '{broken', plainStyle)).toBe('10:00:05Z  {broken');
  });
});

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
