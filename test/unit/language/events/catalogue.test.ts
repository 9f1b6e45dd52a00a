import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../../../src/lib/language/events/index.js';
import { anyCharacter } from '../../../harness/any-character.js';

const { all, find, findLoosely, classify, suggest, field, eventTypesWith } = catalogue();
const names = (list: readonly { readonly name: string }[]): readonly string[] => list.map(({ name }) => name);

describe('names of the catalogue', () => {
  test('every name, template and alias means one event type', () => {
    expect(all.length).toBe(246);
    const words = all.flatMap(({ name, template, alias }) => [name, template, ...(alias ? [alias] : [])]);
    expect(new Set(words).size).toBe(words.length);
  });

  test('names follow the rule: the template without v2, detail.events and {id}; a shared name keeps its last id', () => {
    for (const { name, template } of all) {
      const bare = template
        .replace(/^v2\.(detail\.events\.)?/, '')
        .split('.')
        .filter((segment) => segment !== '{id}')
        .join('.');
      expect([bare, `${bare}.id`]).toContain(name);
    }
    expect(all.filter(({ name }) => name.endsWith('.id')).map(({ name }) => name)).toEqual([
      'users.conversations.recordings.id',
    ]);
  });

  test('published names stay', () => {
    expect(find('conversation.acd.end')?.template).toBe('v2.detail.events.conversation.{id}.acd.end');
    expect(find('conversations.transcription')?.template).toBe('v2.conversations.{id}.transcription');
    expect(find('users.presence')?.template).toBe('v2.users.{id}.presence');
    expect(find('routing.queues.users')?.template).toBe('v2.routing.queues.{id}.users');
    expect(find('audits.entitytype.entityid')?.template).toBe('v2.audits.entitytype.{id}.entityid.{id}');
  });

  test('an alias is for commands only', () => {
    expect(find('acd.end')).toBeUndefined();
    expect(findLoosely('acd.end')?.name).toBe('conversation.acd.end');
  });

  test('every event type says something, on one line', () => {
    for (const { description } of all) expect(description).toMatch(/^[A-Z].{10,120}\.$/);
  });
});

describe('where the queue is', () => {
  test('in the body of exactly these', () => {
    expect(names(all.filter(({ queue }) => queue === 'body'))).toEqual([
      'agent.state',
      'analytics.conversation.metrics',
      'analytics.flow.metrics',
      'bot.conversation.conversations.summaries',
      'conversation.acd.end',
      'conversation.acd.start',
      'conversation.acw',
      'conversation.user.end',
      'conversation.user.start',
      'conversation.voicemail.end',
      'conversation.voicemail.start',
      'conversation.wrapup',
      'conversations.agentchecklist',
      'taskmanagement.workitems',
      'taskmanagement.workitems.users',
      'users.conversations.summaries',
    ]);
  });

  test('wherever the body has it: 18 event types, of which those keyed by a queue say it in the topic, too', () => {
    const carrying = all.filter((each) => each.fieldsKnown && field(each, 'queueId') !== undefined);
    expect(carrying).toHaveLength(18);
    for (const each of all) expect(carrying.includes(each) || each.queue !== 'body', each.name).toBe(true);
    for (const each of carrying) expect(each.queue, each.name).not.toBe('none');
  });

  test('may lack in what is no detail event of a conversation', () => {
    for (const { name, queue, queueMayLack } of all)
      expect(queueMayLack === true, name).toBe(queue === 'body' && !name.startsWith('conversation.'));
  });

  test('in the topic name of those keyed by a queue', () => {
    for (const { template, queue } of all) {
      expect(queue === 'topicName').toBe(template.includes('queues.{id}'));
    }
    expect(find('analytics.queues.observations')?.queue).toBe('topicName');
  });
});

test('transports', () => {
  expect(find('conversation.acd.end')?.transports).toBe('eventbridge');
  expect(find('quality.evaluations')?.transports).toBe('other');
  expect(find('users.station')?.transports).toBe('unknown');
});

describe('classify', () => {
  test('finds the event type of a concrete topic name', () => {
    const id = '36f675cc-81e7-4ef5-a8e2-5d940ed90475';
    expect(classify(`v2.detail.events.conversation.${id}.acd.end`)?.name).toBe('conversation.acd.end');
    expect(classify(`v2.audits.entitytype.OAuthClient.entityid.${id}`)?.name).toBe(
      'audits.entitytype.entityid',
    );
    expect(classify(`v2.users.${id}.conversations.${id}.recordings.${id}`)?.name).toBe(
      'users.conversations.recordings.id',
    );
    expect(classify('v2.nothing.of.the.kind')).toBeUndefined();
    expect(classify('v2.users..presence')).toBeUndefined();
  });

  test('prefers the template with more literal segments', () => {
    expect(classify('v2.system.socket_closing')?.name).toBe('system.socket_closing');
    expect(classify('v2.system.token_revoked.x')?.name).toBe('system.token_revoked');
    expect(classify('v2.system.other.x')?.name).toBe('system');
  });

  test('every template classifies as itself, with any ids', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.uuid(), (eventType, id) => {
        expect(classify(eventType.template)).toBe(eventType);
        expect(classify(eventType.template.replaceAll('{id}', id))).toBe(eventType);
      }),
    );
  });
});

describe('suggest', () => {
  test.each([
    ['conversation.acd.ende', 'conversation.acd.end'],
    ['conversation.acdend', 'conversation.acd.end'],
    ['conversation.usr.end', 'conversation.user.end'],
    ['Conversation.ACD.End', 'conversation.acd.end'],
    ['conversation.wrap-up', 'conversation.wrapup'],
    ['user.presence', 'users.presence'],
    ['presence', 'users.presence'],
    ['transcription', 'conversations.transcription'],
    ['queue.observations', 'analytics.queues.observations'],
    ['audit', 'audits.entitytype.entityid'],
    ['v2.detail.events.conversation.{id}.acd.stop', 'conversation.acd.start'],
  ])('%s: first %s', (text, name) => {
    expect(suggest(text)[0]?.name).toBe(name);
  });

  test('nothing for nothing like it', () => {
    expect(suggest('xyzzy')).toEqual([]);
    expect(suggest('')).toEqual([]);
    expect(suggest('a.'.repeat(100_000))).toEqual([]);
  });

  test('every name with one letter left out finds it among the first five', () => {
    fc.assert(
      fc.property(fc.constantFrom(...all), fc.nat(), (eventType, position) => {
        const at = position % eventType.name.length;
        const slip = eventType.name.slice(0, at) + eventType.name.slice(at + 1);
        if (find(slip) === undefined) expect(suggest(slip)).toContain(eventType);
      }),
    );
  });
});

test('eventTypesWith finds the event types that have a field', () => {
  expect(names(eventTypesWith('wrapupCode'))).toEqual(
    expect.arrayContaining(['conversation.acw', 'conversation.wrapup']),
  );
  expect(names(eventTypesWith('wrapupCode'))).not.toContain('conversation.acd.end');
  expect(eventTypesWith('no.such.field')).toEqual([]);
});

test('no text makes a look-up throw', () => {
  const { tutorial } = catalogue();
  const text = fc.oneof(
    fc.string({ unit: anyCharacter }),
    fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '{id}', '.', 'v2.', 'v2.{id}'),
  );
  fc.assert(
    fc.property(text, (given) => {
      find(given);
      findLoosely(given);
      classify(given);
      suggest(given);
      tutorial(given);
      eventTypesWith(given);
    }),
  );
});
