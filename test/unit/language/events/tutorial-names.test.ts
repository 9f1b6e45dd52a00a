import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../../src/lib/language/events/index.js';

const { all, find, tutorial } = catalogue();
const id = '36f675cc-81e7-4ef5-a8e2-5d940ed90475';

describe('names from tutorials', () => {
  test.each([
    'conversation.end',
    'conversationEnded',
    'conversation:end',
    'conversation_end',
    'ConversationEnd',
    'v2.conversation.end',
    'v2.detail.events.conversation.{id}.end',
    'call.ended',
  ])('%s: left the queue, or the agent left', (text) => {
    const found = tutorial(text);
    expect(found?.instead.slice(0, 2)).toEqual(['conversation.acd.end', 'conversation.user.end']);
    expect(found?.explanation).toContain('names no queue');
  });

  test.each(['conversation.start', 'conversationCreated', 'conversation.created', 'conversationStarted'])(
    '%s: joins, then enters a queue',
    (text) => {
      expect(tutorial(text)?.instead).toEqual([
        'conversation.customer.start',
        'conversation.acd.start',
        'conversation.user.start',
      ]);
    },
  );

  test.each(['conversation.update', 'conversationUpdated', 'Genesys Cloud Conversation Update'])(
    '%s: every step has its own',
    (text) => {
      expect(tutorial(text)?.explanation).toContain('each step has its own');
      expect(tutorial(text)?.instead).toContain('conversation.attributes');
    },
  );

  test.each(['ConversationEvent', 'v2.conversations.{id}', `v2.conversations.${id}`, 'v2.conversations'])(
    '%s: no event type of Genesys',
    (text) => {
      expect(tutorial(text)?.instead.length).toBeGreaterThan(0);
    },
  );

  test('conversation.abandoned names the outcome to filter on', () => {
    expect(tutorial('conversation.abandoned')?.explanation).toContain('acdOutcome ABANDON');
  });
});

describe('templates with something else where {id} belongs', () => {
  test('a real id cannot be subscribed to', () => {
    const found = tutorial(`v2.detail.events.conversation.${id}.acd.end`);
    expect(found?.instead).toEqual(['conversation.acd.end']);
    expect(found?.explanation).toContain(id);
    expect(found?.explanation).toContain('"queues"');
  });

  test('"queues" is not proposed where there is no queue', () => {
    expect(tutorial(`v2.users.${id}.presence`)?.explanation).not.toContain('"queues"');
  });

  test.each(['*', '#', '+', '{conversationId}', '${id}', ':id', '<id>', '$id', '[id]', '{{id}}', '{ID}'])(
    '%s is no {id}',
    (placeholder) => {
      const found = tutorial(`v2.detail.events.conversation.${placeholder}.acd.end`);
      expect(found?.instead).toEqual(['conversation.acd.end']);
      expect(found?.explanation).toContain('v2.detail.events.conversation.{id}.acd.end');
    },
  );

  test('the {id} or the v2 left out', () => {
    expect(tutorial('v2.detail.events.conversation.acd.end')?.instead).toEqual(['conversation.acd.end']);
    expect(tutorial('detail.events.conversation.{id}.acd.end')?.instead).toEqual(['conversation.acd.end']);
  });

  test('an alias has its short name', () => {
    expect(tutorial('acd.end')?.instead).toEqual(['conversation.acd.end']);
  });
});

test("nothing is said of the catalogue's own names, of near misses and of nonsense", () => {
  for (const { name, template } of all) {
    expect(tutorial(name)).toBeUndefined();
    expect(tutorial(template)).toBeUndefined();
  }
  for (const text of ['conversation.acd.ende', 'users.presences', 'v2.new.kind.{id}', '', 'x']) {
    expect(tutorial(text)).toBeUndefined();
  }
});

test('whatever is proposed exists', () => {
  const texts = ['end', 'start', 'update', 'transferred', 'abandoned', 'answered', 'queued', 'event'].map(
    (word) => `conversation.${word}`,
  );
  for (const text of [...texts, 'user.status', 'v2.conversations']) {
    const instead = tutorial(text)?.instead ?? [];
    expect(instead, text).not.toEqual([]);
    for (const name of instead) expect(find(name)?.name).toBe(name);
  }
});
