import { describe } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith } from './marked-file.js';

describe('YAML that cannot be read is told in words for people', () => {
  expectBadFiles([
    // Left to the parser, it ends the process.
    {
      what: 'a line that is all levels',
      file: `«${'- '.repeat(20_000)}x`,
      code: 'file-too-deep',
      words: ['too deep'],
    },
    {
      what: 'a tab as indentation',
      file: fileWith({}).replace('    targets: [inbox]', '«\ttargets: [inbox]'),
      code: 'yaml-tab',
      words: ['tab', 'two spaces'],
    },
    {
      what: 'a line that is indented a little less than its neighbours',
      file: `${fileWith({})}   «queues: [Sales]\n`,
      code: 'yaml-indentation',
      words: ['one space to the left of "targets" (line 10)', 'One space more', 'column 5, like line 10'],
    },
    {
      what: 'a line that is indented below a value',
      file: fileWith({}).replace('project: pipe\n', 'project: pipe\n  «extra: 1\n'),
      code: 'yaml-indentation',
      words: ['column 3'],
    },
    {
      what: 'list items in different columns',
      file: fileWith({ route: 'queues:\n  - Sales\n «- Support' }),
      code: 'yaml-indentation',
      words: ['one space to the left of "- Sales"', 'One space more', 'column 7, like line 12'],
    },
    {
      what: 'a quote that is never closed',
      file: fileWith({ route: 'queues: [«"Sales, Support]' }),
      code: 'yaml-quote',
      words: ['not closed', 'Close it'],
    },
    {
      what: 'a quote that only a later quote closes',
      file: fileWith({ route: 'queues:\n  - «"Sales\n  - "Support"' }),
      code: 'yaml-quote',
      words: ['not closed on its line'],
    },
    {
      what: 'text after the closing quote',
      file: fileWith({ route: 'description: "Sales" «team' }),
      code: 'yaml-quote',
      words: ['after the closing quote'],
    },
    {
      what: 'a bracket that is never closed',
      file: fileWith({ route: 'queues: «[Sales, Support' }),
      code: 'yaml-bracket',
      words: ['[ that begins here is not closed', 'Close it with ]'],
    },
    {
      what: 'a # that cuts a list in brackets',
      file: fileWith({ route: 'queues: «[Support #2, Sales]' }),
      code: 'yaml-bracket',
      words: ['# after a space begins a comment', '"Support #2"'],
    },
    {
      what: 'braces of a template in a list in brackets',
      file: fileWith({ events: '[v2.detail.events.conversation.«{id}.acd.end]' }),
      code: 'yaml-bracket',
      words: ['brace needs quotes'],
    },
    {
      what: 'the same key twice',
      file: fileWith({ route: '«targets: [inbox]' }),
      code: 'duplicate-key',
      words: ['targets is in this map twice', 'line 10'],
    },
    {
      what: 'no space after the colon',
      file: fileWith({ route: '«enabled:true' }),
      code: 'yaml-syntax',
      words: ['space', 'enabled: true'],
    },
    {
      what: 'a line without a colon',
      file: fileWith({ route: '«enabled' }),
      code: 'yaml-syntax',
      words: ['not "key: value"'],
    },
    {
      what: 'a colon within a text',
      file: fileWith({ route: 'description: «Sales: Inbound' }),
      code: 'colon-in-text',
      words: ['"Sales: Inbound"'],
    },
    {
      what: 'a text that begins with @',
      file: fileWith({ route: 'queues:\n  - «@Sales' }),
      code: 'yaml-quote',
      words: ['cannot begin with @', '"@Sales"'],
    },
    {
      what: 'a backslash in double quotes',
      file: fileWith({ route: 'description: "a«\\q"' }),
      code: 'yaml-quote',
      words: ['backslash', 'single quotes'],
    },
    {
      what: 'a text that begins with >',
      file: fileWith({ route: 'description: «>Sales' }),
      code: 'yaml-quote',
      words: ['over several lines', '">Sales"'],
    },
    { what: 'a tag', file: fileWith({ route: 'queues: [«!Sales ]' }), code: 'yaml-tag', words: ['"!Sales"'] },
    {
      what: 'a tag that YAML knows',
      file: fileWith({ route: 'description: «!!binary aGVsbG8=' }),
      code: 'yaml-tag',
      words: ['!!binary'],
    },
    {
      what: 'a merge key',
      file: fileWith({ route: '«<<: { enabled: true }' }),
      code: 'yaml-merge-key',
      words: ['"defaults" and "environments"'],
    },
    {
      what: 'a second document',
      file: `${fileWith({})}«---\nversion: 1\n`,
      code: 'yaml-documents',
      words: ['one document a file'],
    },
    {
      what: 'an alias that contains itself',
      file: fileWith({ route: 'where: &all { mediaType: «*all }' }),
      code: 'yaml-alias',
      words: ['refer to themselves'],
    },
    { what: 'an empty file', file: '«# nothing\n', code: 'file-empty', words: ['gcx init'] },
    {
      what: 'a list instead of a map',
      file: '«- version: 1\n',
      code: 'wrong-type',
      words: ['must be a map'],
    },
  ]);
});

describe("YAML's traps are found where they are", () => {
  expectBadFiles([
    {
      what: 'Support #2 without quotes',
      file: fileWith({ route: 'queues:\n  - «Support #2\n  - Sales # the big one' }),
      code: 'cut-by-comment',
      words: ['"Support"', '"Support #2"'],
    },
    {
      what: 'a cut name within a map',
      file: fileWith({ route: 'queues:\n  - name: «Support #2\n    division: Retail' }),
      code: 'cut-by-comment',
      words: ['"Support #2"'],
    },
    {
      what: 'a cut value of a condition',
      file: fileWith({ route: 'where:\n  conversationId: «a #1' }),
      code: 'cut-by-comment',
      words: ['"a #1"'],
    },
    {
      what: 'a cut description',
      file: fileWith({ route: 'description: «Ticket #42' }),
      code: 'cut-by-comment',
      severity: 'warning',
      words: ['"Ticket #42"'],
    },
    {
      what: '[Sales, Inbound] meant as one name',
      file: fileWith({ route: 'queues:\n  - «[Sales, Inbound]' }),
      code: 'list-as-text',
      words: ['is a list', '"Sales, Inbound"'],
    },
    {
      what: '[Sales, Inbound] as the value of name',
      file: fileWith({ route: 'queues:\n  - { «name: [Sales, Inbound] }' }),
      code: 'list-as-text',
      words: ['"Sales, Inbound"'],
    },
    {
      what: '*Sales without quotes',
      file: fileWith({ route: 'queues:\n  - «*Sales' }),
      code: 'yaml-alias',
      words: ['"*Sales"', '{ glob: "*Sales" }'],
    },
    {
      what: '*Sales DE without quotes',
      file: fileWith({ route: 'queues:\n  - «*Sales DE' }),
      code: 'yaml-alias',
      words: ['"*Sales DE"'],
    },
    {
      what: '*Sales in brackets',
      file: fileWith({ route: 'queues: [Support, «*Sales]' }),
      code: 'yaml-alias',
      words: ['"*Sales"'],
    },
    {
      what: '911 without quotes',
      file: fileWith({ route: 'queues: [«911]' }),
      code: 'not-text',
      words: ['"911"'],
    },
    {
      what: 'true as a name',
      file: fileWith({ route: 'queues: [«true]' }),
      code: 'not-text',
      words: ['"true"'],
    },
    {
      what: 'no as a name',
      file: fileWith({ route: 'queues: [«no]' }),
      code: 'ambiguous-word',
      words: ['"no"', 'false'],
    },
    {
      what: 'On as a name in a map',
      file: fileWith({ route: 'queues: [{ name: «On }]' }),
      code: 'ambiguous-word',
      words: ['"On"'],
    },
    {
      what: 'yes as true',
      file: fileWith({ route: 'enabled: «yes' }),
      code: 'ambiguous-word',
      words: ['Write true'],
    },
    {
      what: 'an account without quotes',
      file: fileWith({ aws: '{ account: «111122223333, region: eu-west-1 }' }),
      code: 'not-text',
      words: ['"111122223333"'],
    },
    {
      what: 'an account that loses its zero',
      file: fileWith({ aws: '{ account: «012345678901, region: eu-west-1 }' }),
      code: 'not-text',
      words: ['leading zero', '"012345678901"'],
    },
    {
      what: 'a colon that makes a name a map',
      file: fileWith({ route: 'queues:\n  - «Sales: Inbound' }),
      code: 'colon-in-text',
      words: ['"Sales: Inbound"'],
    },
    {
      what: 'dashes without a space',
      file: fileWith({ route: 'queues:\n  «-Sales\n  -Support' }),
      code: 'dash-without-space',
      words: ['- Sales and - Support'],
    },
  ]);
});
