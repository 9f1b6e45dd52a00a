import { describe, expect, test } from 'vitest';
import { fileWith, unmark, validateText } from './marked-file.js';

const PARTNER = '{ account: "111122223333", region: eu-west-1 }';
const THEIRS = '{ account: "111122223333", region: eu-west-1, bus: theirs }';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';

describe('logging', () => {
  test.each([
    ['{ level: error }', PARTNER],
    ['{ level: trace, detail: none, retention: forever }', PARTNER],
    ['{ level: info, detail: full, personalData: accepted, retention: 30d }', PARTNER],
    [`{ level: info, key: "${KEY}" }`, PARTNER],
    ['{ level: error, own: true }', THEIRS],
  ])('%s is taken', async (logging, aws) => {
    const { diagnostics } = await validateText(fileWith({ top: `logging: ${logging}`, aws }));
    expect(diagnostics).toEqual([]);
  });

  test.each([
    ['{ level: info, detail: «full }', PARTNER, 'personal-data'],
    ['{ level: info, «own: true }', PARTNER, 'misplaced-key'],
    ['{ level: info, key: «alias/mine }', PARTNER, 'arn-invalid'],
    [`{ level: info, key: "${KEY.replace('eu-west-1', '«us-east-1')}" }`, PARTNER, 'other-region'],
    ['{ level: info, retention: «6d }', PARTNER, 'out-of-range'],
    ['{ level: «debug }', PARTNER, undefined],
  ])('%s is not', async (logging, aws, code) => {
    const { text, line, column } = unmark(fileWith({ top: `logging: ${logging}`, aws }));
    const { diagnostics } = await validateText(text);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({
      severity: 'error',
      position: { line, column },
      ...(code === undefined ? {} : { code }),
    });
  });

  test('of a bus of others is taken only where the file says so', async () => {
    const { diagnostics } = await validateText(fileWith({ top: 'logging: { level: error }', aws: THEIRS }));
    expect(diagnostics.map(({ code }) => code)).toEqual(['bus-of-others']);
    expect(diagnostics[0]?.fix).toContain('own: true');
  });
});
