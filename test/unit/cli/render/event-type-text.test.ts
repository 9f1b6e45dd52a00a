import { describe, expect, test } from 'vitest';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { eventCheckText } from '../../../../src/lib/cli/render/event-check-text.js';
import { eventTypeListText, eventTypeText } from '../../../../src/lib/cli/render/event-type-text.js';
import { catalogue, requireEventType, selectEventTypes } from '../../../../src/lib/language/events/index.js';

const show = (name: string, all = false): string =>
  eventTypeText(requireEventType(name), catalogue(), { all }, plainStyle);

describe('a list of event types', () => {
  test('fits 80 columns, live or not, and counts what it leaves out', () => {
    const live = catalogue()
      .all.slice(20)
      .map(({ template }) => ({ template, transports: ['Websocket'] }));
    for (const selection of [{ all: false }, { all: true }, { all: true, live }]) {
      const text = eventTypeListText(selectEventTypes(selection), { live: 'live' in selection }, plainStyle);
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
    }
    const text = eventTypeListText(selectEventTypes({ all: false }), { live: false }, plainStyle);
    expect(text).toMatch(/^\d+ event types\. \d+ more with --all/m);
  });

  test('marks what the organisation does not offer, what is new, and what EventBridge does not carry', () => {
    const live = [
      { template: 'v2.brand.{id}.new\u001b[31m', transports: ['EventBridge'] },
      { template: 'v2.users.{id}.presence', transports: ['Websocket'] },
    ];
    const text = eventTypeListText(selectEventTypes({ all: true, live }), { live: true }, plainStyle);
    const flat = text.replace(/\s+/g, ' ');
    expect(flat).toContain('[not offered by this organization]');
    expect(flat).toContain('[new to gcx]');
    expect(flat).toContain('Available or Break. [not on EventBridge]');
    expect(text).not.toContain('\u001b');
  });

  test('an empty one has no table', () => {
    const text = eventTypeListText(
      selectEventTypes({ all: true, search: 'xyzzy' }),
      { live: false },
      plainStyle,
    );
    expect(text).toMatch(/^0 event types\./);
  });
});

describe('one event type', () => {
  test('its queue, fields, enums and an example', () => {
    const text = show('acd.end');
    expect(text).toContain('detail.eventBody.queueId; filter with "queues"');
    expect(text).toMatch(/acdOutcome +string\n +UNKNOWN, ABANDON, ANSWERED, FLOW_OUT\n/);
    expect(text).toContain('      queues: ["Sales Support"]');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('no queue filter is shown where there is no queue', () => {
    expect(show('customer.end')).toContain('none: a filter with "queues" is refused');
    expect(show('customer.end')).not.toContain('queues: [');
  });

  test('of event types of which some events name no queue it is said', () => {
    expect(show('agent.state')).toContain('queueId (not in every event); filter with "queues"');
    expect(show('acd.end')).not.toContain('not in every event');
  });

  test('deep fields with --all only, and said so', () => {
    expect(show('conversations.transcription')).toMatch(/… \d+ more at deeper levels: --all/);
    expect(show('conversations.transcription', true)).toContain('transcripts.alternatives.words.word ');
  });

  test('unpublished fields are no empty table', () => {
    expect(show('users.alerting.heartbeat.alerts')).toContain('not published');
  });
});

test('checked events: each with its problems, and a count', () => {
  const text = eventCheckText(
    [
      { name: 'conversation.acd.end', valid: true, problems: [] },
      { name: 'x', valid: false, problems: [{ severity: 'error', path: 'detail', message: 'is missing.' }] },
    ],
    plainStyle,
  );
  expect(text).toBe(
    '1: conversation.acd.end  valid\n2: x  not valid\n  error: detail is missing.\n\n1 valid, 1 not valid.',
  );
});
