import { describe, expect, test } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

const aws = (boundary: string): string =>
  fileWith({ aws: `{ account: "111122223333", region: eu-west-1, ${boundary} }` });

describe('permissionsBoundary', () => {
  test.each(['arn:aws:iam::111122223333:policy/limits/calls', 'arn:aws:iam::aws:policy/PowerUserAccess'])(
    '%s is fine',
    async (policy) => {
      expect((await validateText(aws(`permissionsBoundary: "${policy}"`))).diagnostics).toEqual([]);
    },
  );

  expectBadFiles([
    {
      what: 'a name',
      file: aws('permissionsBoundary: «calls'),
      code: 'form',
      words: ['arn:aws:iam::111122223333:policy/NAME'],
    },
    {
      what: 'a policy of another account',
      file: aws('permissionsBoundary: "arn:aws:iam::«444455556666:policy/calls"'),
      code: 'boundary-account',
      words: ['account 444455556666'],
    },
  ]);
});
