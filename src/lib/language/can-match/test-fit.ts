import { type Condition, passes, type Test } from '../patterns/index.js';
import type { Reason } from './model.js';
import { type Place, told, type ValuePlace } from './place.js';
import { closedTextReason, quoted, textReason } from './text-fit.js';

/** Why no value at a place can pass a test; undefined where one can. */
export function whyNot(place: Place, { path }: Condition, test: Test): Reason | undefined {
  switch (place.kind) {
    case 'absent': {
      if (isAbsence(test)) return undefined;
      const { certain, field, tell } = place;
      return { certainty: certain ? 'certain' : 'doubtful', field, tell };
    }
    case 'object':
      return isAbsence(test) ? undefined : objectReason(place, path, test);
    case 'value':
      return valueReason(place, path, test);
  }
}

/** Whether a test is met where its field is missing. */
export function isAbsence(test: Test): boolean {
  return test.kind === 'exists' && !test.present;
}

function objectReason(
  { nullable, fields }: Extract<Place, { kind: 'object' }>,
  path: string,
  test: Test,
): Reason | undefined {
  if (test.kind === 'literal' && test.text === 'null' && nullable) return undefined;
  const asks = test.kind === 'exists' ? ', "exists", too,' : '';
  const onlyNull = nullable && passes(test, { kind: 'literal', text: 'null' });
  return {
    certainty: onlyNull ? 'doubtful' : 'certain',
    field: path,
    tell() {
      const inner = fields()
        .slice(0, 3)
        .map((field) => `${path}.${field}`);
      return told(
        `${path} is an object, and a condition${asks} is about values${onlyNull ? ': this matches only where it is null' : ''}.`,
        `Ask about one of its fields${inner.length === 0 ? '' : `, such as ${inner.join(' or ')}`}.`,
      );
    },
  };
}

function valueReason(place: ValuePlace, path: string, test: Test): Reason | undefined {
  const { type } = place;
  switch (test.kind) {
    case 'exists':
      return test.present || place.optional
        ? undefined
        : certain(`Every event has ${path}: it is never missing.`);
    case 'literal':
      return literalReason(place, path, test.text);
    case 'number':
    case 'numeric-equals':
    case 'numeric': {
      if (type === 'number' || type === 'any') return undefined;
      const written =
        test.kind === 'number' ? test.number.text : test.kind === 'numeric' ? undefined : test.text;
      return numberReason(place, path, written);
    }
    case 'cidr':
    case 'address':
      // event-ruler compares some numbers with addresses by their digits.
      if (type === 'number')
        return { certainty: 'doubtful', tell: () => told(`${path} is a number, not an IP address.`) };
      break;
    case 'anything-but':
    case 'anything-but-numbers':
    case 'anything-but-texts':
      return negationReason(place, path, test);
    case 'exact':
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
    case 'wildcard':
      break;
  }
  if (type === 'any') return undefined;
  if (type !== 'text') return textOnOtherReason(type, path, test);
  return place.only !== undefined && place.closed
    ? closedTextReason(place.only, path, test)
    : textReason(place, path, test);
}

function literalReason({ type, nullable }: ValuePlace, path: string, word: string): Reason | undefined {
  if (type === 'any') return undefined;
  if (word === 'null') return nullable ? undefined : certain(`${path} is never null.`);
  if (type === 'boolean') return undefined;
  const cure = type === 'text' ? `Write ${quoted(word)} with quotes, if that is the text meant.` : undefined;
  return certain(`${path} is a ${type}, never ${word}.`, cure);
}

function numberReason(place: ValuePlace, path: string, written: string | undefined): Reason {
  if (place.type === 'boolean')
    return certain(`${path} is true or false, not a number.`, 'Write true or false.');
  const cure =
    written === undefined
      ? 'Compare it with a text.'
      : place.closed && place.only !== undefined && !place.only.includes(written)
        ? `Write ${place.only.map(quoted).join(' or ')}.`
        : `Write it with quotes: ${quoted(written)}.`;
  return certain(`${path} is a text, and a number never equals it.`, cure);
}

/** A comparison of texts where a number, true or false stands. */
function textOnOtherReason(type: 'number' | 'boolean', path: string, test: Test): Reason {
  const text = 'text' in test ? test.text : '';
  if (type === 'boolean') {
    const cure =
      text === 'true' || text === 'false'
        ? `Write ${text} without quotes.`
        : 'Write true or false, without quotes.';
    return certain(`${path} is true or false, and a text never equals it.`, cure);
  }
  const isNumber = test.kind === 'exact' && /^-?\d+(\.\d+)?$/.test(text);
  const time = /time$/i.test(path) ? ' It is milliseconds since 1970.' : '';
  return certain(
    `${path} is a number, and a text never equals it.${time}`,
    isNumber ? `Write ${text} without quotes.` : 'Compare it with { numeric: [">", 0] } and such.',
  );
}

function negationReason(place: ValuePlace, path: string, test: Test): Reason | undefined {
  const values = place.only ?? [];
  // What is not a text passes, and so does null.
  const witness = place.type === 'text' ? values.map((text) => ({ kind: 'string', text }) as const) : [];
  if (!passesAnything(test))
    return certain(`An empty "anything-but" is met by no value of ${path}.`, 'Write what is to be left out.');
  if (place.only === undefined || witness.some((leaf) => passes(test, leaf))) return undefined;
  const [is, out] = values.length === 1 ? ['always', 'just that'] : ['one of', 'all of them'];
  return {
    certainty: place.closed ? 'certain' : 'doubtful',
    tell: () => told(`${path} is ${is} ${listed(values)}, and this leaves out ${out}.`),
  };
}

/** An empty list of prefixes and such is met by nothing, as in event-ruler. */
function passesAnything(test: Test): boolean {
  return !(test.kind === 'anything-but' && test.texts.length === 0);
}

function listed(values: readonly string[]): string {
  const shown = values.slice(0, 5).map(quoted).join(', ');
  return values.length > 5 ? `${shown}, …` : shown;
}

function certain(message: string, cure?: string): Reason {
  return { certainty: 'certain', tell: () => told(message, cure) };
}
