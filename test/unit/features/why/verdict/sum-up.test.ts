import { expect, it } from 'vitest';
import type { Fate } from '../../../../../src/lib/features/why/model/fate.js';
import type { EventLine } from '../../../../../src/lib/features/why/model/model.js';
import { sumUpWhy } from '../../../../../src/lib/features/why/verdict/sum-up.js';

const PROBABLY: Fate = { kind: 'delivered', certainty: 'probably', by: 'metrics' };
const UNKNOWN: Fate = { kind: 'unknown', because: [{ kind: 'log-off' }] };
const TRYING: Fate = { kind: 'trying', certainty: 'certain', by: 'bus-log', attempts: 2 };

function event(fates: Readonly<Record<string, Fate>>): EventLine {
  const targets = Object.entries(fates).map(([target, fate]) => ({ target, arn: target, fate, stops: [] }));
  return {
    at: 0,
    eventType: 'conversation.acd.end',
    queue: 'Sales Support',
    seen: false,
    routes: targets.length === 0 ? [] : [{ route: 'ended', targets }],
    misses: [{ route: 'other', why: 'Another queue.' }],
    undecided: [],
  };
}

function sentence(events: readonly EventLine[], target?: string): string {
  return sumUpWhy({ conversation: 'it', ...(target === undefined ? {} : { target }) }, events, []).sentence;
}

it('says "probably" of what came for all that is known, also where another target is open', () => {
  expect(sentence([event({ inbox: PROBABLY, audit: UNKNOWN })])).toBe(
    'It probably reached inbox. It cannot be known whether it reached audit: the bus log is off.',
  );
  expect(sentence([event({ inbox: PROBABLY, audit: TRYING })])).toBe(
    'It probably reached inbox. EventBridge is still trying to deliver it to audit.',
  );
});

it('says "nowhere" only where all targets are asked about', () => {
  expect(sentence([event({})])).toBe('It was not sent anywhere: no route takes Sales Support.');
  expect(sentence([event({})], 'audit')).toBe('It was not sent to audit: no route sends its events there.');
});

it('claims nothing of analytics or AWS where no event is known: they may not have told, or not have been asked', () => {
  expect(sumUpWhy({ conversation: 'it' }, [], [])).toEqual({
    outcome: 'unknown',
    sentence: 'None of its events is known: gcx cannot tell what happened to it.',
  });
});

it('proposes to send back what gcx can send back, and for what stays the archive, if there is one', () => {
  const letter: Fate = {
    kind: 'dead-lettered',
    certainty: 'certain',
    by: 'dead-letter',
    reason: 'X',
    since: 0,
  };
  const events = [event({ inbox: letter, crm: letter }), event({ crm: letter })];
  const stays = (target: string) => target === 'crm';
  const at = Date.parse('2026-03-01T10:00:30.500Z');
  const later = events.map((event, index) => ({ ...event, at: at + index * 60_000 }));
  const next = (isArchived: boolean) =>
    sumUpWhy({ conversation: 'it', stays, isArchived }, later, []).next?.replaceAll('`', '');
  // From the full minute before the first event on.
  expect(next(true)).toMatch(
    /gcx redrive inbox --dry-run\W+, then \W*gcx replay --from 2026-03-01T10:00Z --route ended --dry-run\W*$/,
  );
  expect(next(false)).toMatch(
    /gcx redrive inbox --dry-run\W*; gcx sends nothing back to crm: only an archive \("archive" in the file\), applied before the events came, could send them again$/,
  );
  const alone = [event({ crm: letter })];
  expect(sumUpWhy({ conversation: 'it', stays }, alone, []).next).toMatch(
    /^gcx sends nothing back to crm: only an archive/,
  );
});
