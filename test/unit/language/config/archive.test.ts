import { describe, expect, test } from 'vitest';
import { contentSchema } from '../../../../src/lib/language/config/schema/json-schema.js';
import { retentionDays } from '../../../../src/lib/language/config/schema/schema-archive.js';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

describe('archive', () => {
  test.each([
    ['30d', 30],
    ['1d', 1],
    ['48h', 2],
    ['forever', 0],
  ])('%s is a retention', async (text, days) => {
    expect(retentionDays(text)).toBe(days);
    const { diagnostics } = await validateText(fileWith({ top: `archive: { retention: ${text} }` }));
    expect(diagnostics).toEqual([]);
  });

  test('is in the JSON Schema, and may differ by environment', async () => {
    expect(contentSchema()).toMatchObject({
      properties: { archive: { required: ['retention'], additionalProperties: false } },
    });
    const text = fileWith({
      top: 'archive: { retention: 30d }\nenvironments: { a: { archive: { retention: 7d } }, b: { archive: null } }',
    }).replace('create: inbox', 'create: "inbox-${env}"');
    expect((await validateText(text)).diagnostics).toEqual([]);
  });

  const form = { code: 'form', words: ['not a number of days', '30d', 'forever'] };
  expectBadFiles([
    { what: 'hours', file: fileWith({ top: 'archive: { retention: «12h }' }), ...form },
    { what: 'no days', file: fileWith({ top: 'archive: { retention: «0d }' }), ...form },
    { what: 'seconds', file: fileWith({ top: 'archive: { retention: «"86400" }' }), ...form },
    { what: 'a word', file: fileWith({ top: 'archive: { retention: «always }' }), ...form },
    {
      what: 'an unknown key',
      file: fileWith({ top: 'archive: { retention: 30d, «bus: x }' }),
      code: 'unknown-key',
      words: ['bus'],
    },
  ]);
});
