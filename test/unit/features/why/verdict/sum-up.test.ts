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

it('proposes to look at dead letters before they are sent back', () => {
  const letter: Fate = {
    kind: 'dead-lettered',
    certainty: 'certain',
    by: 'dead-letter',
    reason: 'X',
    since: 0,
  };
  const events = [event({ inbox: letter, crm: letter }), event({ crm: letter })];
  expect(sumUpWhy({ conversation: 'it' }, events, []).next).toMatch(
    /gcx redrive inbox --dry-run\W+, then \W*gcx redrive crm --dry-run\W*$/,
  );
});
