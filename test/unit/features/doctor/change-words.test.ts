import { expect, it } from 'vitest';
import type { ValueChange } from '../../../../src/lib/engine/change/model.js';
import { differenceWords } from '../../../../src/lib/features/doctor/change-words.js';
import { project } from '../../engine/plan/project.js';

const config = project([], []);

/** What is said of a value that differs. */
function said(before: string, after: string, words?: ValueChange['words']): string {
  const field: ValueChange = {
    kind: 'value',
    field: 'authorization',
    before,
    after,
    ...(words && { words }),
  };
  return differenceWords(field, config);
}

const TOKEN = 'OAuth client genesys-events, token by POST https://login.example.com/oauth/token';

it('short values are shown whole', () => {
  expect(said('a', 'b')).toBe(': authorization is a, the file says b');
});

it('of long values that differ at the end, the end is shown', () => {
  expect(said(`${TOKEN}, body scope: events.read`, `${TOKEN}, body scope: events.write`)).toBe(
    ': authorization is …uth/token, body scope: events.read, the file says …uth/token, body scope: events.write',
  );
  expect(said(TOKEN, `${TOKEN}, body scope: events.write`)).toMatch(
    /^: authorization is …\S+, the file says …\S+, body scope: events\.write$/,
  );
});

it('what differs within the first characters is shown from the start, cut to a sentence', () => {
  const long = 'x'.repeat(100);
  expect(said(`a${long}`, `b${long}`)).toBe(
    `: authorization is a${'x'.repeat(59)}…, the file says b${'x'.repeat(59)}…`,
  );
});

it.each([
  [
    'a difference far from both ends',
    `${'x'.repeat(200)}1${'y'.repeat(200)}`,
    `${'x'.repeat(200)}2${'y'.repeat(200)}`,
  ],
  ['one that begins as the other', 'x'.repeat(60), 'x'.repeat(61)],
  ['white space only', 'one  two', 'one two'],
  [
    'ARNs of one name in two regions',
    'arn:aws:sqs:eu-west-1:111122223333:it',
    'arn:aws:sqs:us-east-1:111122223333:it',
  ],
])('two values never read alike: %s', (_, before, after) => {
  const [, one, other] = /^: authorization is (.*), the file says (.*)$/.exec(said(before, after)) ?? [];
  expect(one).not.toBe(undefined);
  expect(one).not.toBe(other);
});

it('nor do values whose words are the same', () => {
  const words = { label: 'authorization', before: 'a password', after: 'a password' };
  expect(said('user a', 'user b', words)).toBe(': authorization is user a, the file says user b');
});
