import type { FileEdit } from '../../../../src/lib/base/terminal/diagnostic.js';
import { fileWith } from './marked-file.js';

/** A mistake of the list, with `«` in the line that is to be named. */
export interface Listed {
  readonly what: string;
  readonly file: string;
  readonly words: readonly string[];
}

const route = (text: string): string => fileWith({ route: text });

/** One mistake a file, each told in words of the list. */
export const LISTED: readonly Listed[] = [
  {
    what: 'a key one space too far right',
    file: fileWith({}).replace('    targets: [inbox]', '     «targets: [inbox]'),
    words: ['"targets" begins one space to the right of "events" (line 9)', 'One space fewer'],
  },
  {
    what: 'a key that is not indented under its item',
    file: route('queues:\n  - name: Sales\n  «division: Retail'),
    words: ['"division" belongs to "- name" (line 12)', 'Two spaces more'],
  },
  {
    what: 'a key one level too far left',
    file: fileWith({ route: 'queues:\n  - Sales' }).replace('    queues:', '  «queues:'),
    words: ['"queues" begins two spaces to the left of "targets" (line 10)', 'Two spaces more'],
  },
  {
    what: 'a colon within the name of a route',
    file: fileWith({}).replace('  sales:', '  «Sales: left the queue:'),
    words: ['colon within the name', 'Sales-left-the-queue'],
  },
  {
    what: 'typographic quotes around a queue',
    file: route('queues:\n  - «“Sales Support”'),
    words: ['typographic quotes', '"Sales Support"'],
  },
  {
    what: 'a no-break space in a queue',
    file: route('queues: [«"Sales\u00a0Support"]'),
    words: ['no-break space'],
  },
  { what: 'a space at the end of a queue', file: route('queues: [«"Sales "]'), words: ['ends with a space'] },
  {
    what: 'a dash before an item',
    file: fileWith({}).replace('targets: [inbox]', 'targets:\n      «– inbox'),
    words: ['a dash (–), not a hyphen (-)', '- inbox'],
  },
  {
    what: 'a hyphen without a space',
    file: fileWith({}).replace('targets: [inbox]', 'targets:\n      «-inbox'),
    words: ['A space is required', '- inbox'],
  },
  {
    what: 'subscribers as an address',
    file: fileWith({ targets: 'it: { sns: { create: it }, subscribers: «me@acme.com }' }).replace(
      '[inbox]',
      '[inbox, it]',
    ),
    words: ['[{ email: me@acme.com }]'],
  },
  {
    what: 'subscribers as a list of addresses',
    file: fileWith({ targets: 'it: { sns: { create: it }, subscribers: [«me@acme.com] }' }).replace(
      '[inbox]',
      '[inbox, it]',
    ),
    words: ['{ email: me@acme.com }'],
  },
  {
    what: 'queues in one string',
    file: route('queues: «"Sales Support, Billing"'),
    words: ['["Sales Support", "Billing"]'],
  },
  {
    what: 'a comparison as a string',
    file: fileWith({
      route: 'where: { connectedDurationMs: «"> 60000" }',
    }),
    words: ['{ numeric: [">", 60000] }'],
  },
  {
    what: 'not',
    file: route('where: { conversationId: { «not: a } }'),
    words: ['not an operator', 'Write { anything-but: a }.'],
  },
  { what: 'gt', file: route('where: { eventTime: { «gt: 5 } }'), words: ['{ numeric: [">", 5] }'] },
  { what: 'call for VOICE', file: route('where: { mediaType: «call }'), words: ['VOICE'] },
  {
    what: 'an address as a target',
    file: fileWith({ targets: 'webhook: «https://example.com/hook' }).replace('[inbox]', '[inbox, webhook]'),
    words: [
      '{ http: { url: "https://example.com/hook", auth: { apiKey: { header: X-Api-Key, secret: { env: CRM_KEY } } } } }',
    ],
  },
  {
    what: 'a mailbox as a target',
    file: fileWith({ targets: 'mail: «me@acme.com' }).replace('[inbox]', '[inbox, mail]'),
    words: ['{ sns: { create: mail }, subscribers: [{ email: me@acme.com }] }'],
  },
  {
    what: 'an id as a name',
    file: route('queues: [«5affb229-7631-4992-b0ce-583505c6af07]'),
    words: ['{ id:'],
  },
  { what: 'a number as a name', file: route('queues: [«911]'), words: ['"911"'] },
  { what: 'Yes as a name', file: route('queues: [«Yes]'), words: ['"Yes"'] },
  { what: 'a name with stars', file: route('queues:\n  - «*Sales*'), words: ['{ glob: "*Sales*" }'] },
  { what: 'a name with an @', file: route('queues:\n  - «@Sales'), words: ['"@Sales"'] },
  { what: 'a name with a #', file: route('queues:\n  - «Support #2'), words: ['"Support #2"'] },
  {
    what: 'a colon in a description',
    file: route('description: «Sales: Inbound'),
    words: ['"Sales: Inbound"'],
  },
  { what: 'an open quote', file: route('queues: [«"Sales]'), words: ['not closed'] },
  { what: 'an open brace', file: route('where: «{ mediaType: VOICE'), words: ['not closed'] },
  { what: 'a key in another case', file: route('«Enabled: true'), words: ['"enabled"'] },
  { what: 'a value in another case', file: route('where: { mediaType: «voice }'), words: ['VOICE'] },
  {
    what: 'an event type in another case',
    file: fileWith({ events: '[«Conversation.ACD.end]' }),
    words: ['only in upper and lower case'],
  },
  {
    what: 'an event type with a zero-width space',
    file: fileWith({ events: '[«conversation\u200b.acd.end]' }),
    words: ['U+200B'],
  },
  {
    what: 'a target with a Cyrillic letter',
    file: fileWith({}).replace('[inbox]', '[«inbоx]'),
    words: ['Cyrillic'],
  },
  {
    what: 'a region in another case',
    file: fileWith({ aws: '{ account: "111122223333", region: «EU-WEST-1 }' }),
    words: ['only in upper and lower case'],
  },
  {
    what: 'an item further right than the one above',
    file: route('queues:\n  - Sales\n    «- Billing'),
    words: ['"- Billing" begins 2 spaces to the right of "- Sales"', 'the two as one text', '2 spaces fewer'],
  },
  {
    what: 'the first item of several further left',
    file: route('queues:\n «- Sales\n  - Billing\n  - Support'),
    words: ['begins 1 space to the left of "- Billing"', '1 space more'],
  },
  {
    what: 'a no-break space before the first of several keys',
    file: fileWith({ targets: 'it: { sqs: { create: it } }' })
      .replace(
        '  inbox: { sqs: { create: inbox } }',
        '\u00a0 «inbox:\n    sqs: { create: inbox }\n    input:\n      template: \'{"id": <id>}\'\n      paths:\n        id: $.id',
      )
      .replace('[inbox]', '[inbox, it]'),
    words: ['no-break space'],
  },
  {
    what: 'an ideographic space that indents',
    file: fileWith({ targets: 'it: { sqs: { create: it } }' })
      .replace('  inbox:', '\u3000«inbox:')
      .replace('[inbox]', '[inbox, it]'),
    words: ['a special space'],
  },
  {
    what: 'a comma at the end of a line',
    file: fileWith({}).replace('prod } }', '«prod } },'),
    words: ['ends with a comma'],
  },
  {
    what: 'a comma after a number',
    file: fileWith({}).replace('version: 1', 'version: «1,'),
    words: ['ends with a comma'],
  },
  {
    what: 'a semicolon after a key',
    file: fileWith({}).replace('routes:', 'routes:«;'),
    words: ['a semicolon'],
  },
  { what: 'a backslash', file: fileWith({}).replace('[inbox]', '[inbox] «\\'), words: ['a backslash'] },
  { what: 'a bullet', file: route('queues:\n  «• Sales\n  - Billing'), words: ['["Sales", "Billing"]'] },
  { what: 'an asterisk for a hyphen', file: route('queues:\n  - Sales\n  «* Billing'), words: ['- Billing'] },
  { what: 'two hyphens', file: route('queues:\n  «-- Sales\n  - Billing'), words: ['- Sales'] },
  {
    what: 'an item without its hyphen',
    file: route('queues:\n  - Sales\n  «{ glob: "DE*" }'),
    words: ['no hyphen'],
  },
  {
    what: 'items without hyphens',
    file: route('queues:\n  «Sales\n  Billing'),
    words: ['Begin each line with "- "', '["Sales", "Billing"]'],
  },
  {
    what: 'numbered items',
    file: route('queues:\n  «1. Sales\n  2. Billing'),
    words: ['["Sales", "Billing"]'],
  },
  {
    what: 'a hyphen before a key',
    file: route('description: it').replace('    desc', '    «- desc'),
    words: ['no item of a list'],
  },
  {
    what: 'a target with a hyphen',
    file: fileWith({}).replace('  inbox: {', '  «- inbox: {'),
    words: ['no item of a list', 'inbox: { sqs: { create: inbox } }'],
  },
  {
    what: 'parentheses',
    file: fileWith({ events: '«(conversation.acd.end, conversation.acw)' }),
    words: ['not in ( )'],
  },
  {
    what: 'braces for a list',
    file: fileWith({ events: '«{conversation.acd.end, conversation.acw}' }),
    words: ['not in { }'],
  },
  { what: 'brackets for a map', file: route('where: «[mediaType: VOICE]'), words: ['{ mediaType: VOICE }'] },
  {
    what: 'values without brackets',
    file: route('where: { mediaType: «VOICE, CHAT }'),
    words: ['[VOICE, CHAT]'],
  },
  {
    what: 'an arrow',
    file: fileWith({}).replace('project: pipe', 'project «-> pipe'),
    words: ['there is "->"'],
  },
  { what: 'two equals signs', file: route('where: { mediaType «== VOICE }'), words: ['there is "=="'] },
  {
    what: 'a full stop for a colon',
    file: fileWith({}).replace('project: pipe', '«project. pipe'),
    words: ['a full stop'],
  },
  { what: 'doubled quotes', file: route('queues: [«""Sales""]'), words: ['two quotes on each side'] },
  { what: 'quotes of two kinds', file: route(`queues: [«'Sales"]`), words: ['another'] },
  { what: 'a backtick', file: route('queues: [«`Sales`]'), words: ['"Sales"'] },
  {
    what: 'quotes around a key and its value',
    file: fileWith({}).replace('project: pipe', '«"project: pipe"'),
    words: ['project: pipe'],
  },
  {
    what: 'quotes around a key and its colon',
    file: fileWith({}).replace('project:', '«"project:"'),
    words: ['project: pipe'],
  },
  {
    what: 'no space after any colon',
    file: fileWith({ aws: '{account:"111122223333", region:eu-west-1}' }).replace('aws: ', '«aws:'),
    words: ['Add the spaces'],
  },
  { what: 'the fence of a web page', file: `«\`\`\`yaml\n${fileWith({})}`, words: ['web page', 'Remove it'] },
  {
    what: 'an account as the AWS console shows it',
    file: fileWith({ aws: '{ account: «1111-2222-3333, region: eu-west-1 }' }),
    words: ['not an AWS account id', 'Write "111122223333".'],
  },
  {
    what: 'an organization id without its hyphens',
    file: fileWith({}).replace(/6513\S+438/, '«6513270e269e4d37b2a74de452e6b438'),
    words: ['Write "6513270e-269e-4d37-b2a7-4de452e6b438".'],
  },
  {
    what: 'a retention without its unit',
    file: fileWith({ top: 'archive: { retention: «7 }' }),
    words: ['Write 7d.'],
  },
];

/** The text with the edits made, as an editor makes them. */
export function pasted(text: string, edits: readonly FileEdit[]): string {
  const starts = [0];
  for (const line of text.split('\n')) starts.push((starts.at(-1) ?? 0) + line.length + 1);
  const offset = (line: number, column: number): number => (starts[line - 1] ?? 0) + column - 1;
  return edits
    .toSorted((a, b) => offset(b.line, b.column) - offset(a.line, a.column))
    .reduce(
      (done, edit) =>
        done.slice(0, offset(edit.line, edit.column)) +
        edit.text +
        done.slice(offset(edit.endLine, edit.endColumn)),
      text,
    );
}
