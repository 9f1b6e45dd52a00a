import { describe, expect, it } from 'vitest';
import { eventWords, searchEventTypes } from '../../../../src/lib/features/questions/event-search.js';
import { catalogue } from '../../../../src/lib/language/events/index.js';

const first = (term: string) => searchEventTypes(term)[0]?.name;

describe('searchEventTypes', () => {
  it.each(eventWords().flatMap(({ say, mean }) => say.map((phrase) => ({ phrase, means: mean[0] }))))(
    'finds $means first for "$phrase"',
    ({ phrase, means }) => {
      expect(first(phrase)).toBe(means);
      expect(first(` ${phrase.toUpperCase()} `)).toBe(means);
    },
  );

  it.each([
    ['hang up', 'conversation.customer.end'],
    ['call ended', 'conversation.customer.end'],
    ['the call has ended', 'conversation.customer.end'],
    ['calls abandoned', 'conversation.acd.end'],
    ['abandoned', 'conversation.acd.end'],
    ['transfer', 'conversation.acd.end'],
    ['transfers', 'conversation.acd.end'],
    ['conversation.acw', 'conversation.acw'],
    ['acd.end', 'conversation.acd.end'],
    ['users.pres', 'users.presence'],
  ])('finds for "%s" %s first', (term, means) => {
    expect(first(term)).toBe(means);
  });

  it('names only event types that there are, and no words twice', () => {
    const names = eventWords().flatMap(({ mean }) => mean);
    expect(names.filter((name) => catalogue().find(name) === undefined)).toEqual([]);
    const phrases = eventWords().flatMap(({ say }) => say);
    expect(phrases.filter((phrase, index) => phrases.indexOf(phrase) !== index)).toEqual([]);
  });

  it('offers every event type by its own name first, and each once', () => {
    const all = searchEventTypes(undefined);
    expect(all.filter(({ name }) => first(name) !== name)).toEqual([]);
    const found = searchEventTypes('end');
    expect(new Set(found).size).toBe(found.length);
  });
});
