import { printable } from '../../base/unprintable.js';
import type { EventScalar } from './event-text.js';
import type { PatternKnowledge } from './explanation.js';
import type { Condition, Test } from './model.js';

/** Characters of a value that are shown. */
const shownCharacters = 80;
/** Values of a list that are shown. */
const shownValues = 5;

const operatorWords = {
  prefix: 'starting with',
  suffix: 'ending with',
  'equals-ignore-case': 'equal, whatever the case, to',
  wildcard: 'fitting',
} as const;

/** What a condition wants, in words: `"VOICE"`, `a number > 0 and <= 5`, `anything but "CHAT"`. */
export function wantsWords(condition: Condition, knowledge: PatternKnowledge = {}): string {
  return listed(
    condition.tests.map((test) => testWords(test, knowledge)),
    'or',
  );
}

/** What the event has, in words: `"VOICE"`, `no such field`. */
export function hasWords(scalars: readonly EventScalar[], knowledge: PatternKnowledge = {}): string {
  return listed(
    scalars.slice(0, shownValues + 1).map((scalar) => scalarWords(scalar, knowledge)),
    'and',
    scalars.length,
  );
}

/** One value of an event, in words. */
export function scalarWords(scalar: EventScalar, knowledge: PatternKnowledge = {}): string {
  return scalar.kind === 'string' ? named(scalar.text, knowledge) : shortened(scalar.text);
}

/** A text in quotes, or the name of the queue whose id it is. */
export function named(text: string, knowledge: PatternKnowledge = {}): string {
  const queue = knowledge.queueName?.(text);
  return queue === undefined ? quoted(text) : `${printable(queue)} (${text.slice(0, 8)})`;
}

/** A text in quotes, cut where it is long. */
export function quoted(text: string): string {
  return JSON.stringify(shortened(text));
}

function shortened(text: string): string {
  if (text.length <= shownCharacters) return text;
  return `${text.slice(0, shownCharacters)}… (${text.length} characters)`;
}

/** Words joined with commas and, before the last, "or" or "and"; the rest of a long list is counted. */
export function listed(words: readonly string[], joint: 'or' | 'and', total = words.length): string {
  if (total > shownValues) {
    return `${words.slice(0, shownValues).join(', ')} ${joint} ${total - shownValues} more`;
  }
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
}

function testWords(test: Test, knowledge: PatternKnowledge): string {
  switch (test.kind) {
    case 'exact':
    case 'address':
      return named(test.text, knowledge);
    case 'number':
      return test.number.text;
    case 'literal':
      return test.text;
    case 'prefix':
    case 'suffix':
      return `text ${operatorWords[test.kind]} ${quoted(test.text)}${test.ignoreCase ? ', whatever the case' : ''}`;
    case 'equals-ignore-case':
      return `${quoted(test.text)}, whatever the case`;
    case 'wildcard':
      return `text ${operatorWords.wildcard} ${quoted(test.text)}`;
    case 'numeric': {
      const bounds = [
        ...(test.low === undefined ? [] : [`${test.low.inclusive ? '>=' : '>'} ${test.low.text}`]),
        ...(test.high === undefined ? [] : [`${test.high.inclusive ? '<=' : '<'} ${test.high.text}`]),
      ];
      return `a number ${bounds.join(' and ')}`;
    }
    case 'numeric-equals':
      return `the number ${test.text}`;
    case 'cidr':
      return `an IP address in ${test.text}`;
    case 'exists':
      return test.present ? 'any value' : 'the field to be missing';
    case 'anything-but-texts':
      return `anything but ${listed(
        test.texts.map((text) => named(text, knowledge)),
        'and',
      )}`;
    case 'anything-but-numbers':
      return `anything but ${listed(
        test.numbers.map(({ text }) => text),
        'and',
      )}`;
    case 'anything-but':
      return `anything but text ${operatorWords[test.operator]} ${listed(test.texts.map(quoted), 'or')}`;
  }
}
