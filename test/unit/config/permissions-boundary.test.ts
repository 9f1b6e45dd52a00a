import { describe } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith } from './marked-file.js';

const aws = (boundary: string): string =>
  fileWith({ aws: `{ account: "111122223333", region: eu-west-1, ${boundary} }` });

describe('permissionsBoundary', () => {
  expectBadFiles([
    {
      what: 'one that bounds nothing yet',
      file: aws('«permissionsBoundary: "arn:aws:iam::111122223333:policy/limits/calls"'),
      code: 'unused-boundary',
      severity: 'warning',
      words: ['bounds none'],
    },
    {
      what: "a policy of AWS's",
      file: aws('«permissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess"'),
      code: 'unused-boundary',
      severity: 'warning',
      words: ['bounds none'],
    },
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
