import { describe, expect, test } from 'vitest';
import { createTracer, type Miss, sumUp, type TraceEntry } from '../../../../src/lib/language/trace/index.js';
import { ACD_END, BILLING, capturedCall, knowledge, rule, SALES, traceable, USER_END } from './example.js';

const voice = { mediaType: ['VOICE'] };
const ofSales = { queueId: [SALES], ...voice };

function missOf(entry: TraceEntry | undefined): Miss {
  if (entry?.outcome.kind !== 'misses') throw new Error(`${entry?.name} is not missed`);
  return entry.outcome.miss;
}

describe('createTracer', () => {
  test('what is reached comes first, then the misses by how near they are', () => {
    const tracer = createTracer(
      [
        rule('other-type', voice, { type: USER_END }),
        rule('two-fail', { queueId: [SALES], mediaType: ['CHAT'] }),
        rule('one-of-three', { ...ofSales, direction: ['INBOUND'] }),
        rule('one-of-one', { queueId: [SALES] }),
        rule('all-calls', voice),
      ],
      knowledge,
    );
    const trace = tracer.trace(capturedCall(BILLING));
    expect(trace).toMatchObject({ eventType: 'acd.end', time: '2025-12-12T15:04:25Z', reached: true });
    expect(trace.entries.map(({ name }) => name)).toEqual([
      'all-calls',
      'one-of-three',
      'one-of-one',
      'two-fail',
      'other-type',
    ]);
    expect(trace.entries[0]?.outcome).toMatchObject({
      kind: 'reaches',
      targets: [{ service: 'sqs', name: 'crm-inbox' }],
    });
    expect(trace.entries.slice(1).map((entry) => missOf(entry).failing)).toEqual([1, 1, 2, 1]);
  });

  test('a miss says which conditions fail, and why, with the names of queues', () => {
    const [entry] = createTracer([rule('sales-1', ofSales, { route: 'sales' })], knowledge).trace(
      capturedCall(BILLING),
    ).entries;
    expect(entry).toMatchObject({ name: 'sales', route: 'sales' });
    expect(missOf(entry)).toMatchObject({
      rule: 'sales-1',
      otherEventType: false,
      clauses: [
        {
          field: 'queueId',
          holds: false,
          queues: { wanted: [{ id: SALES, name: 'Sales Support' }], has: [{ id: BILLING, name: 'Billing' }] },
        },
        { field: 'mediaType', holds: true, has: '"VOICE"' },
      ],
      reasons: [{ kind: 'other-queue', message: 'The call left Billing, not Sales Support.' }],
    });
  });

  test('the sentence about the queue fits the event type and the media, and does without names', () => {
    const message = (type: string, mediaType: string, known = knowledge): string | undefined => {
      const { json } = capturedCall(BILLING, { mediaType });
      const event = traceable({ ...json, 'detail-type': type });
      const tracer = createTracer([rule('r', { queueId: [SALES] }, { type })], known);
      return missOf(tracer.trace(event).entries[0]).reasons[0]?.message;
    };
    expect(message(ACD_END, 'CHAT')).toBe('The chat left Billing, not Sales Support.');
    expect(message('v2.detail.events.conversation.{id}.acd.start', 'COBROWSE')).toBe(
      'The conversation entered Billing, not Sales Support.',
    );
    expect(message(USER_END, 'EMAIL')).toBe('The email came through Billing, not Sales Support.');
    expect(message(ACD_END, 'VOICE', { queueName: () => undefined })).toBe(
      'The call left queue 9c21e0b4, not queue 5affb229.',
    );
  });

  test('the source and the event type are shown only where they fail, in short', () => {
    const source = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
    const [near, far] = createTracer([
      rule('source', voice, { source }),
      rule('type', voice, { type: USER_END }),
    ]).trace(capturedCall()).entries;
    expect(missOf(near).clauses).toMatchObject([
      {
        field: 'source',
        wants: 'organization 6513270e, suffix prod',
        has: 'organization 6513270e, suffix example',
      },
      { field: 'mediaType', holds: true },
    ]);
    expect(missOf(far)).toMatchObject({
      otherEventType: true,
      clauses: [{ field: 'event type', wants: 'user.end', has: 'acd.end' }, { field: 'mediaType' }],
    });
  });

  test('a route with several rules is one: it is reached by any, and a miss tells what all of them want', () => {
    const split = [
      rule('sales-1', { queueId: [SALES], ...voice }, { route: 'sales' }),
      rule('sales-2', { queueId: ['aaaaaaaa-0000-4000-8000-000000000000'], ...voice }, { route: 'sales' }),
      rule('sales-3', voice, { route: 'sales', type: USER_END }),
    ];
    const tracer = createTracer(split, knowledge);
    const reached = tracer.trace(capturedCall(SALES)).entries;
    expect(reached).toMatchObject([
      { name: 'sales', rules: 3, outcome: { kind: 'reaches', rules: ['sales-1'] } },
    ]);
    const [missed] = tracer.trace(capturedCall(BILLING)).entries;
    expect(missOf(missed).reasons[0]?.message).toBe(
      'The call left Billing, not Sales Support or queue aaaaaaaa.',
    );
    const types = [
      rule('a', voice, { route: 'x', type: USER_END }),
      rule('b', voice, { route: 'x', type: 'other' }),
    ];
    const [unwanted] = createTracer(types).trace(capturedCall()).entries;
    expect(missOf(unwanted).clauses[0]).toMatchObject({ field: 'event type', wants: 'user.end or other' });
  });

  test('a rule of the name of a route stays another one', () => {
    const { entries } = createTracer([rule('x', voice), rule('y', voice, { route: 'x' })]).trace(
      capturedCall(),
    );
    expect(entries.map(({ name, route }) => [name, route])).toEqual([
      ['x', undefined],
      ['x', 'x'],
    ]);
  });

  test('targets of all rules that match, each once', () => {
    const both = ['sqs:eu-west-1:1:a', 'states:eu-west-1:1:stateMachine:audit'];
    const { entries } = createTracer([
      rule('r-1', voice, { route: 'r', targets: both }),
      rule(
        'r-2',
        { direction: ['INBOUND'] },
        { route: 'r', targets: ['sqs:eu-west-1:1:a', 'lambda:eu-west-1:1:function:f:live'] },
      ),
    ]).trace(capturedCall());
    const outcome = entries[0]?.outcome;
    expect(
      outcome?.kind === 'reaches' && outcome.targets.map(({ service, name }) => `${service} ${name}`),
    ).toEqual(['sqs a', 'states audit', 'lambda f']);
  });

  test('a disabled rule and one without targets send nothing; another rule of the route may', () => {
    const off = rule('off', voice, { enabled: false });
    const bare = rule('bare', voice, { targets: [] });
    const trace = createTracer([off, bare]).trace(capturedCall());
    expect(trace.reached).toBe(false);
    expect(trace.entries).toMatchObject([
      { name: 'off', enabled: false, outcome: { kind: 'sends-nothing', because: 'disabled' } },
      { name: 'bare', outcome: { kind: 'sends-nothing', because: 'no-targets' } },
    ]);
    const route = [{ ...off, route: 'r' }, rule('on', voice, { route: 'r' })];
    expect(createTracer(route).trace(capturedCall()).entries).toMatchObject([
      { enabled: true, outcome: { kind: 'reaches', rules: ['on'] } },
    ]);
  });

  test('what nobody can decide is said: a schedule, a pattern that gcx does not understand', () => {
    const { pattern: _, ...schedule } = rule('nightly', {});
    const trace = createTracer([schedule, rule('odd', {}, { pattern: '{"a":[{"soundex":"x"}]}' })]).trace(
      capturedCall(),
    );
    expect(trace.entries.map(({ outcome }) => outcome)).toEqual([
      { kind: 'undecided', rules: ['nightly'], why: 'It runs on a schedule, not by events.' },
      {
        kind: 'undecided',
        rules: ['odd'],
        why: expect.stringMatching(/does not understand its pattern: .+/),
      },
    ]);
  });

  test('queues in the name of a topic are queues too', () => {
    const detailType = 'v2.routing.queues.{id}.users';
    const topic = (id: string) => `v2.routing.queues.${id}.users`;
    const event = traceable({
      'detail-type': detailType,
      detail: { topicName: topic(BILLING), eventBody: {} },
    });
    const pattern = JSON.stringify({ 'detail-type': [detailType], detail: { topicName: [topic(SALES)] } });
    const [entry] = createTracer([rule('r', {}, { pattern })], knowledge).trace(event).entries;
    expect(missOf(entry).clauses).toMatchObject([
      { queues: { wanted: [{ name: 'Sales Support' }], has: [{ name: 'Billing' }] } },
    ]);
  });

  test('$or is told branch by branch; conditions that hold, but not at once, count as none that fails', () => {
    const or = JSON.stringify({ $or: [{ region: ['eu-west-1'] }, { account: ['222233334444'] }] });
    const event = traceable({
      region: 'us-east-1',
      list: [
        { a: 1, b: 1 },
        { a: 2, b: 2 },
      ],
    });
    const apart = JSON.stringify({ list: { a: [1], b: [2] } });
    const [together, branches] = createTracer([
      rule('or', {}, { pattern: or }),
      rule('apart', {}, { pattern: apart }),
    ]).trace(event).entries;
    expect(missOf(together)).toMatchObject({
      rule: 'apart',
      failing: 0,
      reasons: [{ kind: 'array-elements' }],
    });
    expect(missOf(branches).clauses).toMatchObject([
      { holds: false, anyOf: [{ holds: false }, { holds: false }] },
    ]);
  });

  test('an event that says nothing of itself is traced all the same', () => {
    const trace = createTracer([rule('r', voice)]).trace(traceable({}));
    expect(trace).toMatchObject({ reached: false, entries: [{ outcome: { kind: 'misses' } }] });
    expect(trace).not.toHaveProperty('eventType');
  });
});

test('sumUp counts by route what several events reach', () => {
  const tracer = createTracer([
    rule('sales-1', ofSales, { route: 'sales' }),
    rule('calls', voice),
    rule('none', { a: [1] }),
  ]);
  const summary = sumUp(
    [capturedCall(SALES), capturedCall(BILLING), capturedCall(BILLING, { mediaType: 'CHAT' })].map(
      tracer.trace,
    ),
  );
  expect(summary).toMatchObject({
    events: 3,
    reached: 2,
    entries: [
      { name: 'calls', reached: 2, targets: [{ name: 'crm-inbox' }] },
      { name: 'sales', route: 'sales', reached: 1 },
      { name: 'none', reached: 0, targets: [] },
    ],
  });
});
