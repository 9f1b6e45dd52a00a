import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import { patternKnowledge } from '../../../../src/lib/features/pattern-test/pattern-knowledge.js';
import {
  type EventFormat,
  formatsInUse,
  relayedSample,
  requireFormat,
  toEventFormat,
} from '../../../../src/lib/language/events/index.js';
import { createTracer, type Miss, type TraceRule } from '../../../../src/lib/language/trace/index.js';
import { ACD_END, BILLING, capturedCall, knowledge, SALES, traceable } from './example.js';

const SETTINGS = {
  organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
  suffix: 'prod',
  account: '111122223333',
  region: 'eu-west-1',
  time: new Date('2025-12-12T15:04:25Z'),
};
const RELAY = requireFormat('com.genesys.cloud');
const ACME = toEventFormat('acme', {
  source: 'com.acme.relay',
  detailType: 'genesys:{eventType}',
  eventTypes: 'genesys',
  queueId: 'detail.body.queueId',
  payload: 'detail.body',
});

function rule(route: string, format: EventFormat, pattern: JsonObject): TraceRule {
  return { name: `${route}-1`, route, format, enabled: true, pattern: JSON.stringify(pattern), targets: [] };
}

const SALES_ENDED = rule('sales', RELAY, {
  source: ['com.genesys.cloud'],
  'detail-type': ['conversation.end'],
  detail: { queue: { id: [SALES] } },
});

/** How an event misses a rule of a file whose only route has these event types. */
function miss(one: TraceRule, events: readonly string[], event: JsonObject): Miss & { eventType?: string } {
  const inUse = formatsInUse([{ events, ...(one.format === undefined ? {} : { format: one.format }) }]);
  const tracer = createTracer([one], patternKnowledge(knowledge.queueName, inUse));
  const { entries, eventType } = tracer.trace(traceable(event));
  const [outcome] = entries.map((entry) => entry.outcome);
  if (outcome?.kind !== 'misses') throw new Error(`it does not miss, but ${outcome?.kind}`);
  return { ...outcome.miss, ...(eventType === undefined ? {} : { eventType }) };
}

describe('a trace of relayed events', () => {
  it('names the queue that the format says, and the field without the payload’s path', () => {
    const event = relayedSample(RELAY, 'conversation.end', { ...SETTINGS, queueId: BILLING });
    const found = miss(SALES_ENDED, ['conversation.end'], event);
    expect(found).toMatchObject({
      eventType: 'conversation.end',
      otherEventType: false,
      failing: 1,
      clauses: [
        { field: 'queue.id', queues: { wanted: [{ name: 'Sales Support' }], has: [{ name: 'Billing' }] } },
      ],
      reasons: [{ kind: 'other-queue', message: 'The event is about Billing, not Sales Support.' }],
    });
  });

  it('tells an event type of the format by its own name, and takes none for a tutorial’s mistake', () => {
    const event = relayedSample(RELAY, 'conversation.start', { ...SETTINGS, queueId: SALES });
    const found = miss(SALES_ENDED, ['conversation.end'], event);
    expect(found).toMatchObject({
      otherEventType: true,
      clauses: [{ field: 'event type', wants: 'conversation.end' }, { field: 'queue.id' }],
      reasons: [{ kind: 'other-event-type', message: 'The event is of another type: "conversation.start".' }],
    });
  });

  it('says that a source is of another format', () => {
    const [reason] = miss(SALES_ENDED, ['conversation.end'], capturedCall().json).reasons;
    expect(reason).toMatchObject({ kind: 'other-source' });
    expect(reason?.message).toContain('that of the format partner');
    expect(reason?.message).toContain('events of the format com.genesys.cloud');
    const relayed = relayedSample(requireFormat('genesyscloud'), 'conversation.end', SETTINGS);
    expect(miss(SALES_ENDED, ['conversation.end'], relayed).reasons[0]?.message).toContain(
      'that of the format genesyscloud',
    );
    const unknown = { ...relayed, source: 'com.unheard.of' };
    expect(miss(SALES_ENDED, ['conversation.end'], unknown).reasons[0]?.message).toContain(
      'that of no known format',
    );
  });

  it('knows the event types of one detail-type apart by the field that tells them', () => {
    const format = requireFormat('genesys.cloud/ConversationEvent');
    const one = rule('ended', format, {
      source: ['genesys.cloud'],
      'detail-type': ['ConversationEvent'],
      detail: { eventType: ['ended'] },
    });
    const found = miss(one, ['ended'], relayedSample(format, 'started', SETTINGS));
    expect(found).toMatchObject({
      eventType: 'started',
      otherEventType: true,
      clauses: [{ field: 'event type', wants: 'ended' }],
    });
    expect(found.clauses).toHaveLength(1);
  });

  it('reads Genesys’s fields in a relay’s payload', () => {
    const one = rule('sales', ACME, {
      source: ['com.acme.relay'],
      'detail-type': [`genesys:${ACD_END}`],
      detail: { body: { queueId: [SALES], mediaType: ['CHAT'] } },
    });
    const event = relayedSample(ACME, 'acd.end', {
      ...SETTINGS,
      queueId: BILLING,
      set: { mediaType: 'CHAT' },
    });
    const found = miss(one, [ACD_END], event);
    expect(found).toMatchObject({ eventType: 'acd.end', failing: 1 });
    expect(found.clauses).toMatchObject([
      { field: 'queueId', holds: false },
      { field: 'mediaType', holds: true },
    ]);
    expect(found.reasons[0]?.message).toBe('The chat left Billing, not Sales Support.');
  });
});
