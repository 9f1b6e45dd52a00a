import { describe, expect, test } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { type BadFile, fileWith, validateText } from './marked-file.js';

describe('keys and types', () => {
  const misspelt: readonly (readonly [string, string, string])[] = [
    ['«queue: [Sales]', 'routes.sales', '"queues"'],
    ['«filter: { mediaType: VOICE }', 'routes.sales', '"where"'],
    ['«desciption: a', 'routes.sales', '"description"'],
    ['«Enabled: true', 'routes.sales', '"enabled"? It differs only in upper and lower case.'],
    ['«suffix: a', 'routes.sales', 'genesys.integration'],
    [
      '«colour: red',
      'routes.sales',
      'description, events, pattern, queues, where, format, targets, expect, enabled',
    ],
  ];
  expectBadFiles([
    ...misspelt.map(
      ([route, place, word]): BadFile => ({
        what: `unknown key ${route}`,
        file: fileWith({ route }),
        code: 'unknown-key',
        words: [place, word],
      }),
    ),
    {
      what: 'an unknown key at the top',
      file: fileWith({ top: '«default: {}' }),
      code: 'unknown-key',
      words: ['at the top of the file', '"defaults"'],
    },
    {
      what: 'an unknown key in aws',
      file: fileWith({ aws: '{ account: "111122223333", region: eu-west-1, «accountId: "1" }' }),
      code: 'unknown-key',
      words: ['in aws'],
    },
    {
      what: 'a word of several in capitals',
      file: fileWith({ top: 'lease: «Required' }),
      code: 'wrong-type',
      words: ['Write required. It differs only in upper and lower case.'],
    },
    {
      what: 'another version',
      file: fileWith({}).replace('version: 1', 'version: «2'),
      code: 'version',
      words: ['version 1'],
    },
    {
      what: 'a version in quotes',
      file: fileWith({}).replace('version: 1', 'version: «"1"'),
      code: 'version',
      words: ['without quotes'],
    },
    {
      what: 'a text for a list',
      file: fileWith({ events: '«conversation.acd.end' }),
      code: 'wrong-type',
      words: ['a list', '[conversation.acd.end]'],
    },
    {
      what: 'nothing after a key',
      file: fileWith({ route: '«queues:' }),
      code: 'empty',
      words: ['Nothing follows "queues"'],
    },
    {
      what: 'no account',
      file: fileWith({ aws: '{ region: eu-west-1 }' }).replace('aws:', '«aws:'),
      code: 'missing-key',
      words: ['aws has no "account"', '12 digits'],
    },
    {
      what: 'no organisation',
      file: fileWith({ genesys: '{ region: eu-west-1, integration: { suffix: a } }' }).replace(
        'genesys:',
        '«genesys:',
      ),
      code: 'missing-key',
      words: ['"organization"'],
    },
    {
      what: 'an organisation that is no id',
      file: fileWith({ genesys: '{ region: eu-west-1, organization: «Acme, integration: { suffix: a } }' }),
      code: 'form',
      words: ['6513270e-269e-4d37-b2a7-4de452e6b438'],
    },
    {
      what: 'an account that is too short',
      file: fileWith({ aws: '{ account: «"1111", region: eu-west-1 }' }),
      code: 'form',
      words: ['12 digits'],
    },
    {
      what: 'neither integration nor bus',
      file: fileWith({
        genesys: '{ region: eu-west-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438 }',
      }).replace('genesys:', '«genesys:'),
      code: 'missing-key',
      words: ['genesys.integration', 'aws.bus'],
    },
    {
      what: 'an unknown Genesys environment',
      file: fileWith({
        genesys:
          '{ environment: «mypurecloud.it, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, integration: { suffix: a } }',
      }),
      code: 'unknown-genesys-environment',
      words: ['mypurecloud.ie'],
    },
    {
      what: 'environment and region that differ',
      file: fileWith({
        genesys:
          '{ environment: mypurecloud.ie, region: «us-east-1, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, integration: { suffix: a } }',
      }),
      code: 'conflict',
      words: ['mypurecloud.com', 'mypurecloud.ie'],
    },
    {
      what: 'no AWS region',
      file: fileWith({ aws: '{ account: "111122223333", region: «ireland }' }),
      code: 'form',
      words: ['eu-west-1'],
    },
    {
      what: 'a misspelt AWS region',
      file: fileWith({ aws: '{ account: "111122223333", region: «eu-wset-1 }' }),
      code: 'unknown-region',
      severity: 'warning',
      words: ['eu-west-1'],
    },
    {
      what: 'GENESYSCLOUD_REGION that says otherwise',
      file: fileWith({}).replace('region: eu-west-1', 'region: «eu-west-1'),
      env: { GENESYSCLOUD_REGION: 'mypurecloud.de' },
      code: 'variable-conflict',
      words: ['GENESYSCLOUD_REGION', 'mypurecloud.de'],
    },
  ]);
});

describe('event types', () => {
  const tutorial: readonly (readonly [string, string])[] = [
    ['conversation.end', 'conversation.acd.end'],
    ['conversation.start', 'conversation.acd.start'],
    ['conversationEnded', 'conversation.user.end'],
    ['conversation.update', 'conversation.acd.end'],
    ['"Genesys Cloud Conversation Update"', 'conversation.acd.end'],
    ['ConversationEvent', 'conversation.acd.end'],
    ['"v2.conversations.{id}"', 'conversation.acd.end'],
    ['"v2.detail.events.conversation.{conversationId}.acd.end"', '{id}'],
    ['v2.detail.events.conversation.36f6b0a1-7d0c-4a39-9a80-2f7f1d0a9e11.acd.end', '{id}'],
  ];
  expectBadFiles([
    ...tutorial.map(
      ([name, word]): BadFile => ({
        what: `${name} from a tutorial`,
        file: fileWith({ events: `[«${name}]` }),
        code: 'tutorial-event-type',
        words: [word],
      }),
    ),
    {
      what: 'a short name that fits nothing',
      file: fileWith({ events: '[«conversation.acd.edn]' }),
      code: 'unknown-event-type',
      words: ['Did you mean conversation.acd.end'],
    },
    {
      what: 'a full template that is unknown',
      file: fileWith({ events: '[«"v2.detail.events.conversation.{id}.brandnew"]' }),
      code: 'unknown-event-type',
      severity: 'warning',
      words: ['gcx plan'],
    },
    {
      what: 'no event types',
      file: fileWith({ events: '[]' }).replace('events:', '«events:'),
      code: 'empty',
      words: ['at least one event type'],
    },
    {
      what: 'no events key',
      file: fileWith({ events: '' }).replace('  sales:', '  «sales:'),
      code: 'missing-key',
      words: ['"events"'],
    },
    {
      what: 'the same event type twice, in both spellings',
      file: fileWith({ events: '[conversation.acd.end, «"v2.detail.events.conversation.{id}.acd.end"]' }),
      code: 'repeated',
      severity: 'warning',
      words: ['conversation.acd.end twice'],
    },
    {
      what: 'a target that is not there',
      file: fileWith({}).replace('targets: [inbox]', 'targets: [inbox, «inbux]'),
      code: 'unknown-target',
      words: ['"inbox"'],
    },
    {
      what: 'a target named as something of every object',
      file: fileWith({}).replace('targets: [inbox]', 'targets: [inbox, «constructor]'),
      code: 'unknown-target',
      words: ['"constructor"'],
    },
    {
      what: 'no targets',
      file: fileWith({ targets: '' }).replace('targets: [inbox]', '«targets: []'),
      code: 'empty',
      words: ['at least one target'],
      also: ['unused-target'],
    },
  ]);
});

describe('queues', () => {
  expectBadFiles([
    {
      what: 'an event type that carries no queue',
      file: fileWith({ events: '[«conversation.customer.end]', route: 'queues: [Sales]' }),
      code: 'event-type-without-queue',
      words: ['conversation.customer.end carries no queue', 'conversation.acd.end', 'conversation.user.end'],
    },
    {
      what: 'an event type of which not every event names a queue',
      file: fileWith({ events: '[conversation.acd.end, «agent.state]', route: 'queues: [Sales]' }),
      severity: 'warning',
      code: 'event-type-queue-may-lack',
      words: ['Not every event of agent.state', 'its own route without "queues"'],
    },
    {
      what: 'one of several event types that carries no queue',
      file: fileWith({
        events: '[conversation.acd.end, «conversation.attributes]',
        route: 'queues: [Sales]',
      }),
      code: 'event-type-without-queue',
      words: ['conversation.attributes carries no queue'],
    },
    {
      what: 'an empty list',
      file: fileWith({ route: '«queues: []' }),
      code: 'empty',
      words: ['match nothing', 'remove "queues"'],
    },
    {
      what: 'an id as a name',
      file: fileWith({ route: 'queues: [«5affb229-7631-4992-b0ce-583505c6af07]' }),
      code: 'queue-selector',
      words: ['{ id: 5affb229-7631-4992-b0ce-583505c6af07 }'],
    },
    {
      what: 'a name as an id',
      file: fileWith({ route: 'queues: [{ id: «Sales }]' }),
      code: 'form',
      words: ['not a queue id'],
    },
    {
      what: 'a part of an id',
      file: fileWith({ route: 'queues: [{ id: «5affb229 }]' }),
      code: 'form',
      words: ['not a whole queue id', 'queue lookup 5affb229', 'shows the queues whose ids are like it'],
    },
    {
      what: 'an id without hyphens',
      file: fileWith({ route: 'queues: [{ id: «5affb22976314992b0ce583505c6af07 }]' }),
      code: 'form',
      words: ['looks like a queue id, but has no hyphens', 'queue lookup'],
    },
    {
      what: 'a no-break space in a pattern',
      file: fileWith({ route: 'queues: [{ glob: «"Sales\u00a0*" }]' }),
      code: 'invisible-character',
      severity: 'warning',
      words: ['a no-break space', 'Write "Sales *"'],
    },
    {
      what: 'a zero-width space in a pattern',
      file: fileWith({ route: 'queues: [{ glob: «"Sales\u200b *" }]' }),
      code: 'invisible-character',
      severity: 'warning',
      words: ['U+200B', 'Write "Sales *"'],
    },
    {
      what: 'typographic quotes around a pattern',
      file: fileWith({ route: 'queues: [{ glob: «“Sales *” }]' }),
      code: 'typographic-quotes',
      words: ['typographic quotes', '{ glob: "Sales *" }'],
    },
    {
      what: 'a pattern as a name',
      file: fileWith({ route: 'queues: [«"Sales *"]' }),
      code: 'queue-selector',
      severity: 'warning',
      words: ['{ glob: "Sales *" }'],
    },
    {
      what: 'a queue that says two things',
      file: fileWith({ route: 'queues: [«{ name: Sales, glob: "S*" }]' }),
      code: 'queue-selector',
      words: ['name and glob'],
    },
    {
      what: 'a division alone',
      file: fileWith({ route: 'queues: [«{ division: Retail }]' }),
      code: 'queue-selector',
      words: ['does not say which queue'],
    },
    {
      what: 'a division with an id',
      file: fileWith({
        route: 'queues: [{ id: 5affb229-7631-4992-b0ce-583505c6af07, «division: Retail }]',
      }),
      code: 'misplaced-key',
      words: ['Remove "division"'],
    },
    {
      what: 'a misspelt key of a queue',
      file: fileWith({ route: 'queues: [{ name: Sales, «divison: Retail }]' }),
      code: 'unknown-key',
      words: ['"division"'],
    },
    {
      what: 'a queue twice',
      file: fileWith({ route: 'queues: [Sales, «Sales]' }),
      code: 'repeated',
      severity: 'warning',
      words: ['twice'],
    },
  ]);
});

describe('where', () => {
  const wildcards = (text: string) => Array.from({ length: 5 }, () => `{ wildcard: "${text}" }`).join(', ');

  test('counts the wildcards of a field together, and none that is a prefix', async () => {
    const text = fileWith({ route: `where: { mediaType: [${wildcards('V*')}] }` });
    expect((await validateText(text)).diagnostics.map(({ code }) => code)).not.toContain('where-invalid');
  });

  expectBadFiles([
    {
      what: 'wildcards that are too complex only together',
      file: fileWith({ route: `where: { «mediaType: [${wildcards('*O*')}] }` }),
      code: 'where-invalid',
      words: ['together', 'Rule is too complex', 'several routes'],
    },
    {
      what: 'a condition that no pattern has room for',
      file: fileWith({ route: `where: { mediaType: [{ «prefix: "${'V'.repeat(2_048)}" }] }` }),
      code: 'pattern-size',
      words: ['has 2102 characters', '2048'],
    },
    {
      what: 'a field that no event type of the route has',
      file: fileWith({ route: 'where: { «mediatype: VOICE }' }),
      code: 'unknown-field',
      words: ['conversation.acd.end have no field', '"mediaType"'],
    },
    {
      what: 'a field that one of the event types does not have',
      file: fileWith({
        events: '[conversation.acd.start, conversation.acd.end]',
        route: 'where: { «disconnectType: PEER }',
      }),
      code: 'unknown-field',
      words: [
        'conversation.acd.start has no field "disconnectType"',
        'conversation.acd.end has it',
        'its own route',
      ],
    },
    {
      what: 'a field that other event types have',
      file: fileWith({ route: 'where: { «wrapupCode: a }' }),
      code: 'unknown-field',
      words: ['conversation.acw'],
    },
    {
      what: 'the whole path of a field',
      file: fileWith({ route: 'where: { «detail.eventBody.mediaType: VOICE }' }),
      code: 'unknown-field',
      words: ['write "mediaType"'],
    },
    {
      what: 'a value in lower case',
      file: fileWith({ route: 'where: { mediaType: [VOICE, «message] }' }),
      code: 'unknown-value',
      words: ['"MESSAGE"', 'upper and lower case'],
    },
    {
      what: 'a value that the field never has',
      file: fileWith({ route: 'where: { mediaType: «FAX }' }),
      code: 'unknown-value',
      words: ['never "FAX"', 'VOICE, CHAT, EMAIL'],
    },
    {
      what: 'a value within anything-but',
      file: fileWith({ route: 'where: { mediaType: { anything-but: [VOICE, «chat] } }' }),
      code: 'unknown-value',
      words: ['"CHAT"'],
    },
    {
      what: 'a prefix that no value has',
      file: fileWith({ route: 'where: { mediaType: { prefix: «voice } }' }),
      code: 'unknown-value',
      words: ['No value of "mediaType"'],
    },
    {
      what: 'a wildcard that no value meets',
      file: fileWith({ route: 'where: { mediaType: { wildcard: «V*x } }' }),
      code: 'unknown-value',
      words: ['No value of "mediaType"'],
    },
    {
      what: 'a number for a text',
      file: fileWith({ route: 'where: { conversationId: «5 }' }),
      code: 'field-type',
      words: ['is a text', '"5"'],
    },
    {
      what: 'a text for a number',
      file: fileWith({ route: 'where: { eventTime: «"5" }' }),
      code: 'field-type',
      words: ['is a number', 'without quotes'],
    },
    {
      what: 'numeric on a text',
      file: fileWith({ route: 'where: { mediaType: { «numeric: [">", 1] } }' }),
      code: 'field-type',
      words: ['looks at numbers'],
    },
    {
      what: 'a misspelt operator',
      file: fileWith({ route: 'where: { conversationId: { «anythingBut: a } }' }),
      code: 'unknown-operator',
      words: ['Write { anything-but: a }.'],
    },
    {
      what: 'what other languages call an operator, with several values',
      file: fileWith({ route: 'where: { mediaType: { «not-in: [VOICE, "CHAT"] } }' }),
      code: 'unknown-operator',
      words: ['Write { anything-but: [VOICE, "CHAT"] }.'],
    },
    {
      what: 'an operator that takes one text, with several',
      file: fileWith({ route: 'where: { conversationId: { «startsWith: [a, b] } }' }),
      code: 'unknown-operator',
      words: ['Did you mean "prefix"? It looks like { prefix: "sales-" }.'],
    },
    {
      what: 'an operator that EventBridge does not take so',
      file: fileWith({ route: 'where: { conversationId: { «prefix: 5 } }' }),
      code: 'where-invalid',
      words: ['EventBridge does not take this', '{ prefix: "sales-" }'],
    },
    {
      what: 'a range whose ends are the wrong way round',
      file: fileWith({ route: 'where: { eventTime: { «numeric: [">", 5, "<", 1] } }' }),
      code: 'where-invalid',
      words: ['numeric'],
    },
    {
      what: 'an empty list of values',
      file: fileWith({ route: 'where: { «mediaType: [] }' }),
      code: 'empty',
      words: ['match nothing'],
    },
    {
      what: 'nothing after a field',
      file: fileWith({ route: 'where:\n  «mediaType:' }),
      code: 'empty',
      words: ['[null]'],
    },
    {
      what: '$or',
      file: fileWith({ route: 'where: { «$or: [] }' }),
      code: 'where-or',
      words: ['a route for each'],
    },
  ]);
});
