import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { logLineText, rawLogLine } from '../../../../src/lib/cli/render/log-line-text.js';

const time = Date.parse('2026-03-01T10:00:05.123Z');

describe('logLineText', () => {
  it('shows level, message and the other fields of a structured line', () => {
    const line =
      '{"level":"WARN","message":"given up","timestamp":"x","service":"s","attempt":5,"conversationId":"c1"}';
    expect(logLineText(time, line, plainStyle)).toBe(
      '10:00:05Z  WARN   given up\n  attempt=5 conversationId=c1',
    );
  });

  it('says of a failed handler what was thrown, in lines of at most 80 columns', () => {
    const line = JSON.stringify({
      level: 'ERROR',
      message: 'handler failed',
      processor: 'sales',
      requestId: '68b9f49c-6fa7-47c3-ae94-f09d287b877c',
      eventType: 'v2.detail.events.conversation.{id}.acd.end',
      conversationId: '79ed26b7-88ac-4621-a717-94b14d92772a',
      attempt: 1,
      wrapUpCode: '',
      queue: 'Sales Support',
      error: { name: 'Error', message: 'The CRM does not answer.' },
      at: ['at nu (file:///var/task/index.mjs:5:28610)', 'at handlers/sales.ts:3:29', 'at handlers/a.ts:1:1'],
    });
    expect(logLineText(time, line, plainStyle).split('\n')).toEqual([
      '10:00:05Z  ERROR  handler failed',
      '  eventType=v2.detail.events.conversation.{id}.acd.end',
      '  conversationId=79ed26b7-88ac-4621-a717-94b14d92772a attempt=1',
      '  queue="Sales Support" error="Error: The CRM does not answer."',
      '  at=handlers/sales.ts:3:29',
    ]);
  });

  it('shows the report of an invocation in one line, and metrics without their definition', () => {
    const report =
      'REPORT RequestId: 1\tDuration: 2.00 ms\tBilled Duration: 2 ms\tMemory Size: 128 MB\tMax Memory Used: 81 MB\tInit Duration: 250.31 ms\t\n';
    expect(logLineText(time, report, plainStyle)).toBe(
      '10:00:05Z  duration 2.00 ms, memory 81 of 128 MB, init 250.31 ms',
    );
    expect(logLineText(time, '{"_aws":{"Timestamp":1},"Received":3}', plainStyle)).not.toContain('_aws');
  });

  it('shows a raw line with its tabs, without what a terminal would obey', () => {
    expect(rawLogLine('REPORT RequestId: 1\tDuration: 2 ms\t\n')).toBe('REPORT RequestId: 1\tDuration: 2 ms');
    expect(rawLogLine('{"a":1}\n\u001b[31mred')).not.toContain('\u001b');
  });

  it('shows any other line as it is, without what a terminal would obey', () => {
    expect(logLineText(time, 'hello \u001b[31mred\n', plainStyle)).not.toContain('\u001b');
    expect(logLineText(time, '{broken', plainStyle)).toBe('10:00:05Z  {broken');
    expect(logLineText(time, 'END RequestId: 1\tx', plainStyle)).toBe('10:00:05Z  END RequestId: 1  x');
  });
});
