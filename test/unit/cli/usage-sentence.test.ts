import { expect, test } from 'vitest';
import { usageSentence } from '../../../src/lib/cli/usage-sentence.js';

// The messages are those of oclif's parser (lib/parser/errors.js, parse.js and validate.js, lib/flags.js).
test.each([
  ['Flag --env expects a value', '--env needs a value.'],
  ['Flag --format expects one of these values: a, b', '--format needs a value: a or b.'],
  ['Flag --config can only be specified once', '--config is given more than once.'],
  ['Expected --format=html to be one of: text, markdown', '--format: "html" is not text or markdown.'],
  ['Expected fish to be one of: zsh, bash', '"fish" is not zsh or bash.'],
  ['Parsing --count \n\tExpected an integer but received: x', '--count: "x" is not a whole number.'],
  [
    'Parsing --count \n\tExpected an integer greater than or equal to 1 but received: 0',
    '--count: 0 is too small; the smallest value is 1.',
  ],
  [
    'Parsing --count \n\tExpected an integer less than or equal to 9 but received: 10',
    '--count: 10 is too large; the largest value is 9.',
  ],
  ['The following error occurred:\n  Missing required flag from', '--from is missing.'],
  [
    'The following errors occurred:\n  --last=true cannot also be provided when using --event\n  All of the following must be provided when using --media: --last',
    '--last and --event cannot be used together. --media needs --last as well.',
  ],
  ['Unexpected argument: x', 'There is no argument for x.'],
  ['Something that oclif says one day', 'Something that oclif says one day.'],
])('%j', (message, ours) => {
  expect(usageSentence(`${message}\nSee more help with --help`)).toBe(ours);
});
