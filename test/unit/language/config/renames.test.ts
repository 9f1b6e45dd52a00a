import { describe } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith } from './marked-file.js';

describe('renamedFrom', () => {
  expectBadFiles([
    {
      what: 'a route whose old name is still in the file',
      file: `${fileWith({ route: 'renamedFrom: «service' })}  service: { events: [conversation.acd.end], targets: [inbox] }\n`,
      code: 'renamed-from',
      words: ['"service" is still in the file', 'Remove the route "service"'],
    },
    {
      what: 'a route that was called as it is',
      file: fileWith({ route: 'renamedFrom: «sales' }),
      code: 'renamed-from',
      words: ["the route's own name"],
    },
    {
      what: 'two targets that were the same',
      file: fileWith({
        targets:
          'one: { sqs: { create: one }, renamedFrom: old }\ntwo: { sqs: { create: two }, renamedFrom: «old }',
        route: 'where: {}',
      }).replace('[inbox]', '[inbox, one, two]'),
      code: 'renamed-from',
      words: ['"one" was "old" already', 'at one of them'],
    },
    {
      what: 'a target whose old name is still in the file',
      file: fileWith({ targets: 'one: { sqs: { create: one }, renamedFrom: «inbox }' }).replace(
        '[inbox]',
        '[inbox, one]',
      ),
      code: 'renamed-from',
      words: ['"inbox" is still in the file'],
    },
  ]);
});
