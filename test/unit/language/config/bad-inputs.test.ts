import { describe, expect, it } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { type BadFile, fileWith, validateText } from './marked-file.js';

/** A file whose route sends to a target with this input. */
function input(text: string, route: Parameters<typeof fileWith>[0] = {}): string {
  return fileWith({ ...route, targets: `it: { sqs: { create: it }, input: ${text} }` }).replace(
    'targets: [inbox]',
    'targets: [inbox, it]',
  );
}

/** A file whose route sends to a target by ARN with this input. */
function toArn(arn: string, text: string): string {
  return fileWith({ targets: `it: { arn: "${arn}", ${text} }` }).replace(
    'targets: [inbox]',
    'targets: [inbox, it]',
  );
}

const body = (field: string) => `$.detail.eventBody.${field}`;

describe('templates that AWS refuses', () => {
  const refused: readonly BadFile[] = [
    {
      what: 'a text without quotes',
      file: input(`{ template: «'id = <t>', paths: { t: ${body('eventTime')} } }`),
      code: 'template-json',
      words: ['AWS refuses', `template: '"id = <t>"'`],
    },
    {
      what: 'a placeholder as a key',
      file: input(`{ template: '{«<t>: 1}', paths: { t: ${body('eventTime')} } }`),
      code: 'template-key',
      words: ['AWS refuses', '{"t": <t>}'],
    },
    {
      what: 'a placeholder as a key in quotes',
      file: input(`{ template: '{"«<t>": 1}', paths: { t: ${body('eventTime')} } }`),
      code: 'template-key',
      words: ['AWS refuses', '{"t": <t>}'],
    },
    {
      what: 'a placeholder that has no path',
      file: input(`{ template: '{"t": «<x>, "u": <t>}', paths: { t: ${body('eventTime')} } }`),
      code: 'placeholder',
      words: ['<x>', 'paths has t', 'paths: { x:'],
    },
    {
      what: 'a placeholder of AWS, misspelt',
      file: input(`{ template: '{"t": «<aws.events.rulename>}' }`),
      code: 'placeholder',
      words: ['no event arrives', 'Did you mean <aws.events.rule-name>'],
    },
    {
      what: 'the event in a list',
      file: input(`{ template: '[«<aws.events.event.json>]' }`),
      code: 'template-event',
      words: ['AWS refuses', `template: '{"event": <aws.events.event.json>}'`],
    },
    {
      what: 'quotes in a path',
      file: input(`{ template: '{"t": <t>}', paths: { t: «"$.detail['a']" } }`),
      code: 'form',
      words: ['AWS refuses', 'without brackets and quotes'],
    },
    {
      what: 'a path without its beginning',
      file: input('{ path: «conversationId }'),
      code: 'form',
      words: ['Write $.detail.eventBody.conversationId.'],
    },
    {
      what: 'an element from the end',
      file: input(`{ path: «"${body('callbackNumbers')}[-1]" }`),
      code: 'form',
      words: ['AWS refuses', 'from the start'],
    },
    {
      what: 'an input for an event bus',
      file: toArn(
        'arn:aws:events:eu-west-1:111122223333:event-bus/other',
        'role: "arn:aws:iam::111122223333:role/r", «input: { path: $.detail }',
      ),
      code: 'input-of-bus',
      words: ['event bus', 'Remove'],
    },
    {
      what: 'a path for a log group',
      file: toArn(
        'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/events/x',
        '«input: { path: $.detail }',
      ),
      code: 'input-of-log-group',
      words: ['log group', 'timestamp'],
    },
  ];
  expectBadFiles(refused);
});

describe('templates with which events do not arrive', () => {
  const warned: readonly BadFile[] = [
    {
      what: 'a text that may have a quote, in a text',
      file: input(`{ template: '"on «<s>"', paths: { s: ${body('subject')} } }`),
      code: 'template-may-break',
      words: ['escapes nothing', 'a quote, a backslash', `Write template: '{"text": "on <s>"}'`],
    },
    {
      what: 'a list within quotes of an object',
      file: input(`{ template: '{"n": "«<n>"}', paths: { n: ${body('callbackNumbers')} } }`),
      code: 'template-breaks',
      words: ['no event arrives', `Write template: '{"n": <n>}'`],
    },
    {
      what: 'an object among words',
      file: input(`{ template: '{"n": "all: «<n>"}', paths: { n: $.detail.eventBody } }`),
      code: 'template-breaks',
      words: ['no event arrives', `Write template: '{"n-2": <n>, "n": "all: n"}'`],
    },
    {
      what: 'the event within quotes',
      file: input(`{ template: '{"n": "«<aws.events.event.json>"}' }`),
      code: 'template-breaks',
      words: ['no event arrives', `Write template: '{"n": <aws.events.event.json>}'`],
    },
    {
      what: 'a text alone',
      file: input(`{ template: «<id>, paths: { id: ${body('conversationId')} } }`),
      code: 'template-breaks',
      words: ['without quotes', `Write template: '{"value": <id>}'`],
    },
    {
      what: 'a number in a list that may be absent',
      file: input(`{ template: '[1, «<t>]', paths: { t: ${body('eventTime')} } }`),
      code: 'template-may-break',
      words: ['does not have', `Write template: '{"values": [1, <t>]}'`],
    },
    {
      what: 'a field of a relay, of which nothing is known, in a text',
      file: input(`{ template: '"on «<s>"', paths: { s: $.detail.agent } }`, {
        events: '[conversation.end]',
        route: 'format: com.genesys.cloud',
      }),
      also: ['format-bus'],
      code: 'template-may-break',
      words: ['gcx does not know what $.detail.agent holds', `'{"text": "on <s>"}'`],
    },
    {
      what: 'a path in another case',
      file: input(`{ template: '{"t": <t>}', paths: { t: «$.detail.eventbody.conversationid } }`),
      code: 'path-finds-nothing',
      words: ['conversation.acd.end', '<t> is empty for every event', body('conversationId')],
    },
    {
      what: 'a path that leaves out the body',
      file: input('{ path: «$.detail.conversationId }'),
      code: 'path-finds-nothing',
      words: ['AWS sends {}', body('conversationId')],
    },
    {
      what: 'a path through a list',
      file: input(`{ path: «${body('callbackNumbers')}.first }`),
      code: 'path-finds-nothing',
      words: ['callbackNumbers[0]', 'callbackNumbers[*]'],
    },
    {
      what: 'a placeholder that nothing fills, in quotes',
      file: input(`{ template: '"on «<s>"' }`),
      code: 'placeholder',
      words: ['is sent as it is written', 'paths: { s:'],
    },
    {
      what: 'white space before an object',
      file: input(`{ template: «' {"t": <t>}', paths: { t: ${body('eventTime')} } }`),
      code: 'template-space',
      words: ['not known', 'Begin the template with {'],
    },
    {
      what: 'what may be a placeholder',
      file: input(`{ template: '"a «< b > <t>"', paths: { t: ${body('eventTime')} } }`),
      code: 'placeholder',
      words: ['AWS may take', 'u003c'],
    },
    {
      what: 'a character in a path that AWS does not name',
      file: input(`{ path: «${body('größe')} }`),
      code: 'form',
      words: ['is not known'],
    },
  ];
  expectBadFiles(warned.map((each) => ({ ...each, severity: 'warning' as const })));
});

describe('templates that are right', () => {
  it.each([
    `{ template: '{"t": "<t>"}', paths: { t: ${body('eventTime')} } }`,
    `{ template: '{"s": <s>, "of": "on <s>"}', paths: { s: ${body('subject')} } }`,
    `{ template: '"id = <t> - x"', paths: { t: ${body('eventTime')} } }`,
    `{ template: '"<m> call <id> at <at>"', paths: { m: ${body('mediaType')}, id: ${body('conversationId')}, at: $.time } }`,
    `{ template: '{"r": <aws.events.rule-name>, "e": <aws.events.event.json>}' }`,
    '{ template: \'"<aws.events.rule-name> fired"\' }',
    `{ template: "\\"a\\"\\n\\"b\\"" }`,
    `{ path: "${body('callbackNumbers')}[0]" }`,
    `{ path: $.detail }`,
    '{ constant: { a: [1, null] } }',
    `{ template: '{"a": <a>}', paths: { a: "${body('callbackNumbers')}[*]" } }`,
  ])('%s', async (text) => {
    expect((await validateText(input(text))).diagnostics).toEqual([]);
  });

  it('may look for a field that only some of the event types have', async () => {
    const events = '[conversation.acd.end, conversation.customer.end]';
    const text = `{ template: '{"s": <s>}', paths: { s: ${body('acdOutcome')} } }`;
    expect((await validateText(input(text, { events }))).diagnostics).toEqual([]);
  });
});
