import { describe, expect, test } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

describe('tags', () => {
  test('of letters of any language, digits and signs are fine', async () => {
    const { diagnostics } = await validateText(
      fileWith({ top: 'tags: { Kostenträger: "42", "team:name": "a+b=c @ x/y_z.-", empty: "" }' }),
    );
    expect(diagnostics).toEqual([]);
  });

  expectBadFiles([
    {
      what: "a key of AWS's own",
      file: fileWith({ top: 'tags: { «"aws:team": a }' }),
      code: 'tag-reserved',
      words: ["AWS's own"],
    },
    {
      what: 'a key by which gcx knows its own',
      file: fileWith({ top: 'tags: { «"genesys-gcx:project": a }' }),
      code: 'tag-reserved',
      words: ['gcx knows'],
    },
    {
      what: 'two keys that are one to IAM, where a role is made',
      file: fileWith({
        top: 'tags: { team: a, «Team: b }',
        targets: 'it: { processor: { handler: ./handlers/it.ts } }',
      }).replace('targets: [inbox]', 'targets: [inbox, it]'),
      code: 'tag-keys-alike',
      words: ['"team" and "Team"', 'target "it"', 'Keep one of them'],
    },
    {
      what: 'two keys that are one to IAM, where a role is made to send with',
      file: fileWith({
        top: 'tags: { team: a, «Team: b }',
        targets: 'it: { kinesis: { existing: it } }',
      }).replace('targets: [inbox]', 'targets: [inbox, it]'),
      code: 'tag-keys-alike',
      words: ['target "it"', 'role: ARN'],
    },
    {
      what: 'a number',
      file: fileWith({ top: 'tags: { CostCentre: «42 }' }),
      code: 'not-text',
      words: ['"42"'],
    },
    {
      what: 'a sign that AWS does not take',
      file: fileWith({ top: 'tags: { team: «"a;b" }' }),
      code: 'name-invalid',
      words: ['";"'],
    },
    {
      what: 'a sign in a key',
      file: fileWith({ top: 'tags: { «"te?am": a }' }),
      code: 'name-invalid',
      words: ['"?"', 'key'],
    },
    {
      what: 'a value that is too long',
      file: fileWith({ top: `tags: { team: «"${'x'.repeat(257)}" }` }),
      code: 'too-long',
      words: ['256', 'by 1'],
    },
    {
      what: 'a key that is too long',
      file: fileWith({ top: `tags: { «${'x'.repeat(130)}: a }` }),
      code: 'name-too-long',
      words: ['128', 'by 2'],
    },
    {
      what: 'too many',
      file: fileWith({
        top: `«tags: { ${Array.from({ length: 31 }, (_, index) => `t${index}: a`).join(', ')} }`,
      }),
      code: 'too-many',
      words: ['31 tags', 'Remove 1'],
    },
  ]);
});
