import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { continueRun, startRun } from '../../../../src/lib/base/hints/gcx-command.js';
import { localTime } from '../../../../src/lib/base/local-time.js';
import { terminalText } from '../../../../src/lib/base/terminal/printable.js';
import { plainStyle } from '../../../../src/lib/base/terminal/style.js';
import { displayWidth } from '../../../../src/lib/base/terminal/width.js';
import { statusDocument } from '../../../../src/lib/cli/render/status-json.js';
import { statusText } from '../../../../src/lib/cli/render/status-text.js';
import { type PipeStatus, verdictOf } from '../../../../src/lib/features/status/index.js';
import type { Flow, TargetStatus, TopicStatus } from '../../../../src/lib/features/status/model.js';
import { flow, pipeStatus, processor, queue, READ_AT, route, sqs, topic } from './pipe-status-builder.js';

const MINUTE = 60_000;

afterEach(() => startRun('gcx'));

function shown(status: PipeStatus): readonly string[] {
  startRun('gcx');
  continueRun({ env: 'production' });
  const text = statusText(status, verdictOf(status), plainStyle, localTime('Europe/Berlin'));
  return terminalText(text).split('\n');
}

const SALES = route('sales-left-queue', ['sales-topic', 'crm-inbox', 'crm-sync'], {
  matched: flow(1_204, 2),
  failed: flow(31, 2),
  deadLettered: flow(31, 2),
  failing: { since: READ_AT - 25 * MINUTE, orBefore: false },
});

const ORDINARY = pipeStatus({
  routes: [
    SALES,
    route('agent-finished', ['by-type', 'audit'], { matched: flow(9_871, 1) }),
    route('night-calls', ['night-inbox']),
  ],
  targets: [
    {
      kind: 'sns',
      name: 'sales-topic',
      routes: ['sales-left-queue'],
      deadLettersOf: [],
      topics: [
        {
          ...topic('sales', flow(1_204, 2)),
          subscribers: [
            { protocol: 'https', endpoint: 'https://example.com/hook', confirmed: true },
            { protocol: 'email', endpoint: 'wallboard@example.com', confirmed: false },
          ],
        },
      ],
    },
    sqs('crm-inbox', queue('crm-inbox', 2, 1)),
    sqs(
      'dead-letters',
      {
        ...queue('dead', 31, 25),
        letters: {
          looked: 31,
          all: true,
          reasons: [
            {
              reason: 'NO_PERMISSIONS',
              target: 'crm-sync',
              route: 'sales-left-queue',
              count: 31,
              newest: READ_AT - 2 * MINUTE,
            },
          ],
        },
      },
      ['crm-sync'],
    ),
  ],
});

describe('the pipe on one screen', () => {
  it('is what docs/status.md shows, in 80 columns', () => {
    const lines = shown(ORDINARY);
    expect(`$ gcx status --env production\n${lines.join('\n')}\n`).toBe(
      /^\$ gcx status[\s\S]*?(?=^```)/m.exec(readFileSync('docs/status.md', 'utf8'))?.[0],
    );
    expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
  });

  it('never says that a route without numbers has 0 of them', () => {
    const text = shown(ORDINARY).find((line) => line.includes('night-calls'));
    expect(text).toMatch(/^ {2}night-calls +none +- +- +- +night-inbox$/);
  });

  it('never says 0 of what SNS has no number of, and no number where there are more', () => {
    const board = (name: string, ...topics: readonly TopicStatus[]): TargetStatus => ({
      kind: 'sns',
      name,
      routes: [],
      deadLettersOf: [],
      topics,
    });
    const part: Flow = { count: { kind: 'partial', value: 1_500 } };
    const lines = shown(
      pipeStatus({
        targets: [
          board('quiet', topic('quiet')),
          board('late', { ...topic('late'), published: flow(3) }),
          board('more', topic('more', part), topic('most', flow(2))),
        ],
      }),
    );
    const of = (name: string) => lines.find((line) => line.includes(name));
    expect(of('quiet')).toMatch(/ no message counted$/);
    expect(of('late')).toMatch(/ no delivery counted$/);
    expect(of('more')).toMatch(/ 2 topics, >=1,502 delivered$/);
  });

  it('marks a processor whose dead letters have no place, and tells where they could not be read', () => {
    const line = (state: 'missing' | 'unknown') => {
      const deadLetters = { name: 'dead', arn: 'arn', state } as const;
      const targets = [processor('crm', queue('crm', 0), deadLetters)];
      return shown(pipeStatus({ targets })).find((each) => / crm /.test(each) && each.includes(';'));
    };
    expect(line('missing')).toMatch(/^! crm .*dead letters: the SQS queue is not there; no call coun…$/);
    expect(line('unknown')).toMatch(/^ {2}crm .*dead letters: could not be read; no call counted$/);
  });

  it('tells why dead letters are there, of how many that it looked at', () => {
    const of = (count: number, ...reasons: readonly string[]) => ({
      looked: count * reasons.length,
      all: count === 1,
      reasons: reasons.map((reason) => ({ reason, count })),
    });
    const dead = (letters: ReturnType<typeof of>) =>
      shown(pipeStatus({ targets: [sqs('dead', { ...queue('dead', 900), letters }, ['crm'])] }))[6];
    expect(dead(of(50, 'NO_PERMISSIONS', 'TIMEOUT'))).toMatch(
      / of the first 100: NO_PERMISSIONS 50, TIMEOUT 50$/,
    );
    expect(dead(of(1, 'A', 'B', 'C', 'D', 'E'))).toMatch(/ {2}A 1, B 1, C 1, 2 more$/);
    expect(dead(of(1))).toMatch(/ none could be received$/);
  });

  it('knows whether events flow where only the reasons of dead letters are missing', () => {
    const what = 'reasons of dead letters in SQS queue dead';
    const report = { code: 'aws-access-denied', what: 'denied', fix: 'allow it' };
    const status = pipeStatus({
      routes: [route('a', ['b'], { matched: flow(3, 1) })],
      unseen: [{ what, denied: true, permission: 'sqs:ReceiveMessage', aside: true, report }],
    });
    expect(verdictOf(status)).toMatchObject({ kind: 'flowing', exitCode: 3 });
    expect(shown(status)).toContain(`? sqs:ReceiveMessage is missing, for ${what}`);
  });

  it('says of failures that are over what was lost', () => {
    const numbers = { matched: flow(9, 1), failed: flow(3, 300), lost: flow(2, 300) };
    expect(shown(pipeStatus({ routes: [route('a', ['b'], numbers)] }))[2]).toBe(
      '- a: 3 deliveries failed, 2 LOST, the last 5 h ago.',
    );
  });

  it('says of a quiet pipe that nobody saw an event arrive', () => {
    expect(shown(pipeStatus({ routes: [route('a', ['b'])] }))[1]).toBe(
      '? No route took an event in the last 24 hours: nothing shows whether any flows.',
    );
  });

  it('cuts long and hostile names and none of its lines is longer than 80 columns', () => {
    const evil = `x\u001b[31m\u202e\n${'很长的名字'.repeat(20)}`;
    const status = pipeStatus({
      genesys: { environment: 'mypurecloud.ie', organization: { id: 'o', name: evil } },
      routes: [
        route(evil, [evil, evil], { ...SALES.numbers, lost: flow(2, 2) }),
        { ...route('bare', []), rules: [] },
      ],
      targets: [
        sqs(evil, queue(evil, 1_234_567, 9_000), [evil]),
        {
          kind: 'sns',
          name: 'board',
          routes: [],
          deadLettersOf: [],
          topics: [
            {
              ...topic('t'),
              subscribers: [{ protocol: 'email', endpoint: `${evil}@example.com`, confirmed: false }],
            },
          ],
        },
        { kind: 'arn', name: 'relay', routes: [], deadLettersOf: [], arn: evil },
      ],
      feed: {
        kind: 'integration',
        suffix: evil,
        managed: true,
        state: { kind: 'error', code: 'ERROR', message: evil },
        notSubscribed: [evil],
      },
    });
    const lines = shown(status);
    expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
    for (const character of ['\u001b', '\u202e']) expect(lines.join('')).not.toContain(character);
    expect(lines).toHaveLength(shown(status).length);
    expect(verdictOf(status)).toMatchObject({ kind: 'stopped', exitCode: 2 });
  });
});

it('a target that gcx does not read is named by its service and name, which have room in a row', () => {
  const at = (name: string, resource: string) => ({
    kind: 'arn' as const,
    name,
    routes: [],
    deadLettersOf: [],
    arn: `arn:aws:${resource.replace(':', ':eu-west-1:111122223333:')}`,
  });
  const text = shown(
    pipeStatus({
      targets: [
        at('lake', 'kinesis:stream/calls'),
        at('s3', 'firehose:deliverystream/calls-to-s3'),
        at('flow', 'states:stateMachine:follow-up'),
        at('security', 'events:event-bus/security'),
      ],
    }),
  ).join('\n');
  for (const words of ['kinesis calls', 'firehose calls-to-s3', 'states follow-up', 'events security'])
    expect(text).toMatch(new RegExp(`not read: ${words}$`, 'm'));
});

describe('the verdict', () => {
  const of = (parts: Partial<PipeStatus>) => {
    const { kind, exitCode } = verdictOf(pipeStatus(parts));
    return [kind, exitCode];
  };
  const flowing = [route('a', ['b'], { matched: flow(3, 2) })];
  const denied = {
    what: 'the integration',
    denied: true,
    permission: 'integrations:integration:view',
    report: { code: 'x', what: 'No.' },
  };

  it('is of what was read', () => {
    expect(of({ routes: flowing })).toEqual(['flowing', 0]);
    expect(of({ routes: [route('a', ['b'])] })).toEqual(['quiet', 0]);
    expect(of({ routes: [SALES] })).toEqual(['failing', 2]);
    expect(of({ routes: [{ ...SALES, rules: [] }, ...flowing] })).toEqual(['failing', 2]);
    expect(of({ routes: [{ ...route('a', ['b']), rules: [] }] })).toEqual(['not-applied', 0]);
    expect(of({ routes: [{ ...route('a', ['b']), rules: [] }, ...flowing] })).toEqual(['broken', 0]);
    expect(of({ routes: flowing, bus: { name: 'b', state: 'missing' } })).toEqual(['stopped', 2]);
    expect(of({ routes: flowing, targets: [sqs('b', { ...queue('b', 0), state: 'missing' })] })).toEqual([
      'broken',
      0,
    ]);
    expect(of({ routes: [route('a', ['b'], { matched: flow(9, 1), failed: flow(1, 300) })] })).toEqual([
      'look',
      0,
    ]);
    expect(of({ routes: [route('a', ['b'], { matched: flow(9, 1), retried: flow(4, 3) })] })).toEqual([
      'look',
      0,
    ]);
  });

  it('never says that events flow where something could not be read', () => {
    expect(of({ routes: flowing, unseen: [denied] })).toEqual(['unknown', 3]);
    expect(of({ routes: flowing, unseen: [{ ...denied, denied: false }] })).toEqual(['unknown', 1]);
    // What is known to fail is said first.
    expect(of({ routes: [SALES], unseen: [denied] })).toEqual(['failing', 2]);
    // Rules that could not be read are not rules that are not there.
    const { rules: _, ...unread } = route('a', ['b']);
    expect(of({ routes: [unread], unseen: [denied] })).toEqual(['unknown', 3]);
  });

  it('of an integration that does not send, and of its source, is that no event comes in', () => {
    const feed = (state: 'disabled' | 'missing' | 'unknown') =>
      ({
        kind: 'integration',
        suffix: 'prod',
        managed: true,
        state: { kind: state },
        notSubscribed: [],
      }) as const;
    expect(of({ routes: flowing, feed: feed('disabled') })).toEqual(['stopped', 2]);
    expect(of({ routes: flowing, feed: feed('missing') })).toEqual(['stopped', 2]);
    expect(of({ routes: flowing, feed: feed('unknown') })).toEqual(['flowing', 0]);
    const source = { name: 's', state: 'PENDING', taken: flow(0) } as const;
    expect(of({ routes: flowing, source })).toEqual(['stopped', 2]);
    expect(shown(pipeStatus({ routes: flowing, source }))[1]).toBe(
      '! No event comes in: the partner event source is PENDING.',
    );
  });
});

it('the document has null where there is no number, and no time but in UTC', () => {
  const document = JSON.parse(JSON.stringify(statusDocument(ORDINARY, verdictOf(ORDINARY))));
  expect(document).toMatchObject({
    schemaVersion: 1,
    verdict: {
      kind: 'failing',
      text: 'sales-left-queue fails to crm-sync since 12:55: 31 failed, 31 dead-lettered.',
    },
    readAt: '2026-11-27T13:20:00.000Z',
    routes: [
      {
        name: 'sales-left-queue',
        numbers: {
          matched: { count: 1204, known: true, last: { at: '2026-11-27T13:18:00.000Z', withinSeconds: 60 } },
        },
        failing: { since: '2026-11-27T12:55:00.000Z', orBefore: false },
      },
      { numbers: { failed: { count: null, known: true } } },
      { numbers: { matched: { count: null, known: true } } },
    ],
    targets: [
      {},
      { queue: { waiting: 2, oldestSeconds: 60 } },
      {
        queue: {
          letters: {
            looked: 31,
            all: true,
            reasons: [{ reason: 'NO_PERMISSIONS', newest: '2026-11-27T13:18:00.000Z' }],
          },
        },
      },
    ],
  });
});
