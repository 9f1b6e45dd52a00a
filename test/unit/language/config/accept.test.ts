import { describe, expect, test } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

const accept = (entry: string): string => fileWith({ top: `accept: [{ ${entry} }]` });

describe('accept', () => {
  test.each([
    'thing: inbox, finding: DelaySeconds, reason: slow',
    'thing: "Lambda function *", finding: VpcConfig.SubnetIds, reason: in the VPC, until: "2028-02-29"',
    'thing: inbox, finding: DelaySeconds, reason: slow, until: 2027-01-31',
  ])('%s is fine', async (entry) => {
    expect((await validateText(accept(entry))).diagnostics).toEqual([]);
  });

  expectBadFiles([
    {
      what: 'a day that there is not',
      file: accept('thing: inbox, finding: DelaySeconds, reason: slow, until: «"2027-02-29"'),
      code: 'form',
      words: ['"2027-02-29"', '"2027-01-31"'],
    },
    {
      what: 'a day in another form',
      file: accept('thing: inbox, finding: DelaySeconds, reason: slow, until: «31.1.2027'),
      code: 'form',
      words: ['"31.1.2027"'],
    },
    {
      what: 'no reason',
      file: accept('thing: inbox, finding: DelaySeconds, reason: «""'),
      code: 'empty',
      words: ['reason'],
    },
    {
      what: 'a key that is another',
      file: accept('thing: inbox, finding: DelaySeconds, reason: slow, «untill: "2027-01-31"'),
      code: 'unknown-key',
      words: ['until'],
    },
  ]);
});
