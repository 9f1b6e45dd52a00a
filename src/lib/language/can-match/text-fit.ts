import { gcxCommand } from '../../base/hints/gcx-command.js';
import { didYouMean, nearName } from '../../base/name-difference.js';
import { passes, type Test } from '../patterns/index.js';
import type { Reason, Told } from './model.js';
import { told, type ValuePlace } from './place.js';

/** Values that a message lists. */
const SHOWN_VALUES = 12;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Why none of the only texts that ever stand at a path passes a test; undefined where one does. */
export function closedTextReason(only: readonly string[], path: string, test: Test): Reason | undefined {
  if (only.some((text) => passes(test, { kind: 'string', text }))) return undefined;
  const is = only.map(quoted).join(' or ');
  const wanted = 'text' in test ? test.text : '';
  const meant = only.find((text) => text.toLowerCase() === wanted.toLowerCase());
  const note = meant === undefined ? '' : ' Upper and lower case count.';
  return {
    certainty: 'certain',
    tell: () =>
      told(
        `On this bus ${path} is always ${is}; it is never ${testWords(test)}.${note}`,
        `Write ${is}, or leave ${path} out.`,
      ),
  };
}

/** Why the texts that are known to stand at a path do not pass a test; undefined where one may. */
export function textReason({ only, bothCases }: ValuePlace, path: string, test: Test): Reason | undefined {
  if (only === undefined) return idReason(path, test);
  if (only.some((text) => passes(test, { kind: 'string', text }))) return undefined;
  const inOtherCase = lowered(test);
  const meant = only.filter((text) => passes(inOtherCase, { kind: 'string', text: text.toLowerCase() }));
  const [first] = meant;
  if (first === undefined) return { certainty: 'doubtful', tell: () => unknownValue(only, path, test) };
  if (bothCases === true) {
    return {
      certainty: 'doubtful',
      tell: () =>
        told(
          `${path} is published as ${quoted(first)}, and has been seen in both cases; ${testWords(test)} takes only one of them.`,
          `Take both: { equals-ignore-case: ${first} }.`,
        ),
    };
  }
  const written = 'text' in test ? test.text.toUpperCase() : first;
  return {
    certainty: 'certain',
    tell: () =>
      told(
        `${path} is published as ${meant.slice(0, 3).map(quoted).join(', ')}, never as ${testWords(test)}: upper and lower case count.`,
        `Write ${quoted(test.kind === 'exact' ? first : written)}.`,
      ),
  };
}

function unknownValue(only: readonly string[], path: string, test: Test): Told {
  const meant = didYouMean(nearName('text' in test ? test.text : '', only, 1), (value) => value);
  const all = only.length > SHOWN_VALUES ? `${only.slice(0, SHOWN_VALUES).join(', ')}, …` : only.join(', ');
  return told(
    `As far as gcx knows, ${path} is never ${testWords(test)}.`,
    `${meant === '' ? '' : `${meant} `}It is one of: ${all}.`,
  );
}

/** A name where the id of a queue belongs, or an id in upper case. */
function idReason(path: string, test: Test): Reason | undefined {
  if (test.kind !== 'exact' || !/(^|\.)queueId$/.test(path)) return undefined;
  const { text } = test;
  if (!UUID.test(text)) {
    return {
      certainty: 'doubtful',
      tell: () =>
        told(
          `${path} holds the id of a queue, and ${quoted(text)} is none.`,
          `"${gcxCommand('queue list')}" tells the ids of queues.`,
        ),
    };
  }
  if (text === text.toLowerCase()) return undefined;
  return {
    certainty: 'doubtful',
    tell: () =>
      told(
        `Genesys Cloud writes ids in lower case, and upper and lower case count: ${quoted(text)}.`,
        `Write ${text.toLowerCase()}.`,
      ),
  };
}

function lowered(test: Test): Test {
  switch (test.kind) {
    case 'exact':
    case 'prefix':
    case 'suffix':
    case 'wildcard':
    case 'equals-ignore-case':
      return { ...test, text: test.text.toLowerCase() };
    default:
      return test;
  }
}

/** A text in quotes. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}

/** What a test wants as a message names it: `"voice"`, `a text that begins with "sales"`. */
export function testWords(test: Test): string {
  switch (test.kind) {
    case 'exact':
    case 'address':
      return quoted(test.text);
    case 'prefix':
      return `a text that begins with ${quoted(test.text)}`;
    case 'suffix':
      return `a text that ends with ${quoted(test.text)}`;
    case 'wildcard':
      return `a text that fits ${quoted(test.text)}`;
    case 'equals-ignore-case':
      return `${quoted(test.text)} in any case`;
    case 'cidr':
      return `an address in ${test.text}`;
    default:
      return test.kind;
  }
}
