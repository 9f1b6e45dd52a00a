import { describe, expect, test } from 'vitest';
import { writtenCommands } from '../../../../src/lib/base/hints/gcx-command.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { displayWidth } from '../../../../src/lib/base/terminal/width.js';
import { traceText } from '../../../../src/lib/cli/render/trace-text.js';
import {
  createTracer,
  sumUp,
  type TraceableEvent,
  type TraceRule,
} from '../../../../src/lib/language/trace/index.js';
import {
  BILLING,
  capturedCall,
  knowledge,
  rule,
  SALES,
  traceable,
  USER_END,
} from '../../language/trace/example.js';

const voice = { mediaType: ['VOICE'] };
const options = { all: false, everyEvent: false, foreign: new Set<string>() };

function shown(rules: readonly TraceRule[], events: readonly TraceableEvent[], more: object = {}): string {
  const tracer = createTracer(rules, knowledge);
  const traces = events.map((event) => tracer.trace(event));
  const summary = events.length === 1 ? {} : { summary: sumUp(traces) };
  const text = traceText(
    traces.map((trace) => ({ trace })),
    { ...options, ...summary, ...more },
    plainStyle,
  );
  return writtenCommands(text).replaceAll('\ufdd4', ' ');
}

describe('traceText', () => {
  test('the look of the issue', () => {
    const rules = [
      rule('r-1', voice, { route: 'all-calls' }),
      rule('r-2', { queueId: [SALES], ...voice }, { route: 'sales-left-queue' }),
    ];
    const label = '1 event rebuilt from analytics (not a capture)';
    expect(shown(rules, [capturedCall(BILLING)], { label })).toBe(
      `1 event rebuilt from analytics (not a capture)

acd.end 2025-12-12T15:04:25Z
  matches  all-calls         -> sqs crm-inbox
  misses   sales-left-queue  1 of 2 conditions fails
    FAIL  queueId    wants Sales Support (5affb229)
                     has   Billing       (9c21e0b4)
    ok    mediaType  VOICE
  Why: the call left Billing, not Sales Support.
  Patterns only. What else stops events: gcx doctor`,
    );
  });

  test('disabled, without targets, not ours, unclear', () => {
    const { pattern: _, ...schedule } = rule('nightly', {});
    const rules = [
      rule('off', voice, { enabled: false }),
      rule('bare', voice, { targets: [] }),
      rule('theirs', voice),
      schedule,
    ];
    expect(shown(rules, [capturedCall()], { foreign: new Set(['theirs']) })).toBe(
      `acd.end 2025-12-12T15:04:25Z
  matches  theirs   -> sqs crm-inbox
                    (not of this project)
  disabled off      matches, but is disabled
                    -> sqs crm-inbox
  matches  bare     but has no targets
  unclear  nightly  It runs on a schedule, not by events.
  Patterns only. What else stops events: gcx doctor`,
    );
  });

  test('routes that want other event types take a line; where all do, it is said', () => {
    const rules = ['a', 'b'].map((name) => rule(name, voice, { type: USER_END }));
    expect(shown(rules, [capturedCall()])).toBe(
      `acd.end 2025-12-12T15:04:25Z
  misses   a  wants user.end
  misses   b  wants user.end
  Why: nothing here takes events of type acd.end.
  Patterns only. What else stops events: gcx doctor`,
    );
    expect(shown(rules, [capturedCall()], { all: true })).toContain('FAIL  event type  wants user.end');
  });

  test('of many misses the nearest are explained, unless all are asked for', () => {
    const rules = Array.from({ length: 14 }, (_, index) => rule(`r${index}`, { queueId: [SALES] }));
    const few = shown(rules, [capturedCall(BILLING)]);
    expect(few.match(/FAIL/g)).toHaveLength(3);
    expect(few.match(/^ {2}misses/gm)).toHaveLength(10);
    expect(few).toContain('  4 more are missed; --all shows them.');
    expect(shown(rules, [capturedCall(BILLING)], { all: true }).match(/FAIL/g)).toHaveLength(14);
  });

  test('several events: each, then the sum; those of types that nothing wants are folded', () => {
    const rules = [rule('calls', voice), rule('chats', { mediaType: ['CHAT'] })];
    const { json } = capturedCall();
    const unwanted = traceable({ ...json, 'detail-type': USER_END });
    const text = shown(rules, [capturedCall(), unwanted, capturedCall(SALES, { mediaType: 'EMAIL' })]);
    expect(text.match(/^acd\.end/gm)).toHaveLength(2);
    expect(text).toMatch(
      /\n\n1 event of types that nothing here takes: user\.end\.\n\n3 events: 1 matches something, 2 nothing\.\n {2}calls {2}1 {2}-> sqs crm-inbox\n {2}Not matched: chats\nPatterns only\. What else stops events: gcx doctor$/,
    );
  });

  test('keeps to 80 columns, and shows nothing that moves the cursor', () => {
    const long = 'x'.repeat(36);
    const rules = [
      rule(`a-rule-with-a-name-of-sixty-four-characters-${long.slice(0, 20)}`, {
        queueId: [SALES],
        ...voice,
      }),
      rule('evil\u001b[2J', {
        mediaType: [{ wildcard: '*\u001b[31m*' }],
        direction: ['OUTBOUND'],
        ani: [{ prefix: 'tel:+49' }],
      }),
      rule('many', { mediaType: ['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((letter) => letter.repeat(15)) }),
    ];
    const text = shown(rules, [capturedCall(BILLING)], { all: true });
    expect(text.split('\n').filter((line) => displayWidth(line) > 80)).toEqual([]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that there is none is the point.
    expect(text).not.toMatch(/\u001b/);
  });
});
