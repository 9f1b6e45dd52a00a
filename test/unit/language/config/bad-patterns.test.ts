import { describe, expect, test } from 'vitest';
import { expectBadFiles } from './expect-bad-files.js';
import { fileWith, validateText } from './marked-file.js';

const raw = (route: string, targets = '') => fileWith({ events: '', route, targets });

describe('a route with a pattern', () => {
  test('is fine without events, and without targets', async () => {
    const text = raw(
      'pattern: { source: [{ prefix: aws. }], $or: [{ "detail.eventBody.mediaType": [VOICE] }, { detail.eventBody.queueId: [{ exists: false }] }] }',
    );
    expect((await validateText(text)).diagnostics).toEqual([]);
    expect((await validateText(text.replace('targets: [inbox]', 'targets: []'))).valid).toBe(true);
  });

  test('may write a prefix as a wildcard, however it looks', async () => {
    const text = raw(`pattern: { detail.topicName: [{ wildcard: "*${'a'.repeat(20)}" }] }`);
    expect((await validateText(text)).diagnostics.map(({ code }) => code)).not.toContain('pattern-invalid');
  });

  expectBadFiles([
    {
      what: 'whose wildcards are too complex',
      file: raw('«pattern: { source: [{ wildcard: "*a*a*a*a*a*a" }] }'),
      code: 'pattern-invalid',
      words: ['Rule is too complex'],
    },
    {
      what: 'with more combinations than EventBridge takes',
      file: raw(
        `«pattern: { ${['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((key) => `${key}: { $or: [{ x: [1] }, { y: [1] }] }`).join(', ')} }`,
      ),
      code: 'pattern-invalid',
      words: ['over 1000 rule combinations'],
    },
    {
      what: 'that EventBridge cannot use',
      file: raw('«pattern: { source: [{ anything-but: { prefix: [] } }] }'),
      code: 'pattern-invalid',
      words: ['The list of "anything-but" is empty for source'],
    },
    {
      what: 'that EventBridge refuses',
      file: raw('«pattern: { source: a }'),
      code: 'pattern-invalid',
      words: ['"source" must be an object or an array', 'gcx pattern test'],
    },
    {
      what: 'that is longer than the quota',
      file: raw(
        `«pattern: { detail.topicName: [{ prefix: v2 }], detail.eventBody.conversationId: [${Array.from({ length: 300 }, (_, index) => `value${index}`).join(', ')}] }`,
      ),
      code: 'pattern-size',
      words: ['2048', 'characters'],
    },
    {
      what: 'that is no map',
      file: raw('pattern: «[a]'.replace('«', '').replace('pattern', '«pattern')),
      code: 'wrong-type',
      words: ['a map'],
    },
    {
      what: 'with events beside it',
      file: fileWith({ route: 'pattern: { source: [{ prefix: aws. }] }' }).replace(
        '    events',
        '    «events',
      ),
      code: 'pattern-and-more',
      words: ['takes no "events"'],
    },
    {
      what: 'with queues beside it',
      file: raw('pattern: { source: [{ prefix: aws. }] }\n«queues: [Sales]'),
      code: 'pattern-and-more',
      words: ['takes no "queues"'],
    },
    {
      what: 'that sends to one topic for each event type',
      file: raw(
        'pattern: { source: [{ prefix: aws. }] }',
        'by-type: { sns: { create: "t-{eventType}" } }',
      ).replace('targets: [inbox]', 'targets: [inbox, «by-type]'),
      code: 'pattern-by-type',
      words: ['one topic for each event type'],
    },
  ]);
});

describe('a route without a pattern', () => {
  expectBadFiles([
    {
      what: 'needs events',
      file: fileWith({ events: '' }).replace('  sales:', '  «sales:'),
      code: 'missing-key',
      words: ['routes.sales has no "events"'],
    },
    {
      what: 'needs targets',
      file: fileWith({}).replace('targets: [inbox]', '«targets: []'),
      code: 'empty',
      words: ['"targets" is empty'],
      also: ['unused-target'],
    },
  ]);
});
