import { describe, expect, test } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { type BadFile, fileWith, validateText } from './marked-file.js';

const AWS = '{ account: "111122223333", region: eu-west-1, bus: relay }';

/** A file whose format is this one. */
function fileOfFormat(
  format: string,
  parts: Parameters<typeof fileWith>[0] & { readonly formats?: string } = {},
): string {
  return fileWith({
    genesys: `{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, format: ${format} }`,
    aws: AWS,
    events: '[conversation.end]',
    top: parts.formats === undefined ? '' : `formats:\n${parts.formats}`,
    ...parts,
  });
}

/** A file with a format of its own called acme, made of these lines. */
function fileDeclaring(...lines: readonly string[]): string {
  const formats = ['  acme:', ...lines.map((line) => `    ${line}`)].join('\n');
  return fileOfFormat('acme', { formats });
}

describe('names of formats', () => {
  expectBadFiles([
    {
      what: 'an unknown format with a near one',
      file: fileOfFormat('«com.genesys.clod'),
      code: 'unknown-format',
      words: ['"com.genesys.clod"', 'Did you mean "com.genesys.cloud"'],
    },
    {
      what: 'an unknown format of a route, near one of the file',
      file: fileOfFormat('acme', {
        formats: '  acme: { source: com.acme, detailType: "{eventType}" }',
        route: 'format: «acmee',
      }),
      code: 'unknown-format',
      words: ['"acme"'],
    },
    {
      what: 'a name that gcx has',
      file: fileOfFormat('flat', { formats: '  «flat: { detailType: "{eventType}" }' }),
      code: 'format-name-taken',
      words: ['"flat"', 'another name'],
    },
    {
      what: 'event types that nothing tells apart',
      file: fileOfFormat('acme', { formats: '  «acme: { source: com.acme }' }),
      code: 'format-event-type',
      words: ['"acme"', 'eventType: detail.'],
    },
    {
      what: 'a format that no route has',
      file: fileOfFormat('flat', { formats: '  «acme: { detailType: "{eventType}" }' }),
      code: 'unused-format',
      severity: 'warning',
      words: ['format: acme'],
    },
  ]);
});

describe('what a format says', () => {
  const bad: readonly (readonly [string, readonly string[], string, readonly string[]])[] = [
    ['a path with $.', ['detailType: x', 'eventType: «$.detail.type'], 'form', ['without "$."']],
    [
      'a queue outside detail',
      ['detailType: "{eventType}"', 'queueId: «source'],
      'form',
      ['detail.queue.id'],
    ],
    ['an unknown place', ['detailType: "{eventType}"', '«queueID: detail.queue'], 'unknown-key', ['queueId']],
    ['a source that is a number', ['detailType: "{eventType}"', 'source: «7'], 'format-source', ['is none']],
    [
      'an operator that EventBridge has not',
      ['detailType: "{eventType}"', '«source: { prefx: com. }'],
      'format-source',
      ['EventBridge does not take'],
    ],
    ['no source in the list', ['detailType: "{eventType}"', '«source: []'], 'format-source', ['no source']],
    [
      'a queue where the event type is',
      ['eventType: detail.type', 'queueId: «detail.type.queue'],
      'format-places',
      ['detail.type'],
    ],
    [
      'a topic among names of its own',
      ['detailType: "{eventType}"', '«topicName: detail.topic'],
      'misplaced-key',
      ['eventTypes: genesys'],
    ],
    [
      'an event type that it does not list',
      ['detailType: "{eventType}"', 'eventTypes: [conversation.ended]'],
      'unknown-event-type',
      ['Did you mean conversation.ended?'],
    ],
  ];
  expectBadFiles(
    bad.map(([what, lines, code, words]): BadFile => {
      const file = fileDeclaring(...lines);
      return {
        what,
        code,
        words,
        file: file.includes('«') ? file : file.replace('[conversation.end]', '[«conversation.end]'),
      };
    }),
  );
});

describe('routes of a format', () => {
  const organization = 'organization: 6513270e-269e-4d37-b2a7-4de452e6b438';
  expectBadFiles([
    {
      what: 'queues where the format has none',
      file: fileOfFormat('genesys.cloud/ConversationEvent', { route: '«queues: [Sales]' }),
      code: 'format-without-queue',
      words: ['partner', 'com.genesys.cloud (conversation.start, conversation.end)'],
    },
    {
      what: 'queues where the format has only their names',
      file: fileDeclaring('detailType: "{eventType}"', 'queueName: detail.queue').replace(
        'targets: [inbox]',
        'targets: [inbox]\n    «queues: [Sales]',
      ),
      code: 'format-without-queue',
      words: ['where: { "queue": NAME }'],
    },
    {
      what: 'queues where an event type of the format has none',
      file: fileOfFormat('acme', {
        formats:
          '  acme: { detailType: "{eventType}", queueId: detail.queue, eventTypes: [ended, { name: started, queue: false }] }',
        events: '[ended, «started]',
        route: 'queues: [Sales]',
      }),
      code: 'event-type-without-queue',
      words: ['started carries no queue', 'Use ended'],
    },
    {
      what: 'a misspelt event type of a format that lists them',
      file: fileOfFormat('com.genesys.cloud', { events: '[«conversation.ended]' }),
      code: 'unknown-event-type',
      words: ['The format com.genesys.cloud has no event type "conversation.ended"', 'conversation.end'],
    },
    {
      what: 'a path with the payload before it',
      file: fileOfFormat('genesys.cloud/update', { route: 'where: { «detail.data.id: x }' }),
      code: 'unknown-field',
      words: ['Write "id"'],
    },
    {
      what: 'a condition on the event type',
      file: fileOfFormat('genesys.cloud/ConversationEvent', { route: 'where: { «eventType: x }' }),
      code: 'where-event-type',
      words: ['"events" says it'],
    },
    {
      what: 'a relay’s events on the integration’s bus',
      file: fileWith({
        genesys: `{ region: eu-west-1, ${organization}, integration: { suffix: prod } }`,
        events: '[conversation.end]',
        route: 'format: «com.genesys.cloud',
      }),
      code: 'format-bus',
      words: ['bus of your company', 'aws: { bus: NAME }'],
    },
    {
      what: 'a tutorial’s name in Genesys’s own format',
      file: fileOfFormat('partner', { events: '[«conversation.end]' }),
      code: 'tutorial-event-type',
      words: ['conversation.acd.end'],
    },
    {
      what: 'a field that Genesys’s body does not have, in a relay of it',
      file: fileDeclaring('detailType: "{eventType}"', 'eventTypes: genesys', 'payload: detail.body')
        .replace('[conversation.end]', '[conversation.acd.end]')
        .replace('targets: [inbox]', 'targets: [inbox]\n    where: { «mediaTyp: VOICE }'),
      code: 'unknown-field',
      words: ['mediaType'],
    },
  ]);

  test.each([
    ['com.genesys.cloud', '[conversation.end]', 'queues: ["Sales Support"]'],
    [
      'genesys.cloud/ConversationEvent',
      '[conversationEnded, anything]',
      'where: { "participants.purpose": agent }',
    ],
    ['flat', '[conversation.end]', 'where: { queueId: [a, { prefix: b }] }'],
  ])('of %s are valid', async (format, events, route) => {
    const { diagnostics } = await validateText(fileOfFormat(format, { events, route }));
    expect(diagnostics).toEqual([]);
  });
});
