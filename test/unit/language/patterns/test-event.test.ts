import { describe, expect, it } from 'vitest';
import { runCases, testEventFault } from '../../../../src/lib/language/patterns/index.js';

const event = {
  id: '1',
  'detail-type': 'probe',
  source: 'pattern.probe',
  account: '111111111111',
  time: '2026-09-13T00:00:00Z',
  region: 'us-east-1',
};

describe('an event as TestEventPattern takes it', () => {
  it('may lack version, resources and detail, and no other field', () => {
    expect(testEventFault(JSON.stringify(event))).toBeUndefined();
    expect(
      testEventFault(JSON.stringify({ ...event, 'detail-type': 1, region: 1, detail: null })),
    ).toBeUndefined();
    for (const field of Object.keys(event)) {
      const fault = testEventFault(JSON.stringify({ ...event, [field]: undefined }));
      expect(fault, field).toBe('Parameter Event is not valid.');
    }
    for (const text of ['', '[]', '1', '"x"', 'null', '{', '[{}]']) {
      expect(testEventFault(text), text).toBe('Parameter Event is not valid.');
    }
  });

  it('has a time', () => {
    for (const time of [
      '',
      'now',
      0,
      null,
      '2026-13-01T00:00:00Z',
      '2026-02-29T00:00:00Z',
      '2026-09-13T25:00:00Z',
    ]) {
      expect(testEventFault(JSON.stringify({ ...event, time })), String(time)).toBe(
        'Parameter Event is not valid. Reason: Invalid time.',
      );
    }
    for (const time of ['2024-02-29T23:59:59.123Z', '2026-09-13T00:00:00+02:00']) {
      expect(testEventFault(JSON.stringify({ ...event, time })), time).toBeUndefined();
    }
  });

  it('is looked at in a file of cases: an error may be about it, and other lines are named', () => {
    const pattern = '{"source": ["pattern.probe"]}';
    const line = (expected: unknown, given: object, error?: string) =>
      JSON.stringify({
        pattern,
        event: JSON.stringify(given),
        expected,
        ...(error === undefined ? {} : { error }),
      });
    const report = runCases(
      [
        line('error', { ...event, id: undefined }, 'Parameter Event is not valid.'),
        line('error', { ...event, time: 'x' }, 'Parameter Event is not valid. Reason: Invalid time.'),
        line('error', event),
        line(true, { source: 'pattern.probe' }),
      ].join('\n'),
    );
    expect(report).toMatchObject({ passed: 3, failed: 1, eventsRefusedByAws: [4] });
    expect(report.disagreements).toMatchObject([{ line: 3, expected: 'error', actual: 'valid' }]);
  });
});
