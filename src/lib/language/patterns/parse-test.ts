import { comparableNumber } from './comparable-number.js';
import { cidrRange, ipAddress } from './ip-address.js';
import type { JsonToken } from './json-reader.js';
import type { NegatedOperator, NumericBound, Test } from './model.js';
import type { PatternReader } from './pattern-reader.js';
import { parseWildcard } from './wildcard.js';

const oneKeyOnly = 'Only one key allowed in match expression';
// event-ruler says this for any second key in anything-but, too.
const tooManyElements = 'Too many elements in numeric expression';

/** Reads one entry of a condition's list, whose first token was just read. */
export function parseTest(reader: PatternReader, token: JsonToken): Test {
  switch (token) {
    case '{':
      return parseExpression(reader);
    case 'string': {
      const digits = ipAddress(reader.value);
      return digits === undefined
        ? { kind: 'exact', text: reader.value }
        : { kind: 'address', text: reader.value, digits };
    }
    case 'number':
      return { kind: 'number', number: { text: reader.value, value: comparableNumber(reader.value) } };
    case 'true':
    case 'false':
    case 'null':
      return { kind: 'literal', text: token };
    default:
      return reader.refuse('Match value must be String, number, true, false, or null');
  }
}

function parseExpression(reader: PatternReader): Test {
  if (reader.next() !== 'name') reader.refuse('Match expression name not found');
  const operator = reader.value;
  switch (operator) {
    case 'exactly':
      return { kind: 'exact', text: parseText(reader, 'exact') };
    case 'prefix':
    case 'suffix':
      return parseAffix(reader, operator);
    case 'equals-ignore-case':
      return { kind: operator, text: parseText(reader, operator) };
    case 'wildcard': {
      if (reader.next() !== 'string') reader.refuse('wildcard match pattern must be a string');
      const text = reader.value;
      reader.checked(() => parseWildcard(text));
      reader.expectEnd(oneKeyOnly);
      return { kind: operator, text };
    }
    case 'numeric':
      return parseNumeric(reader);
    case 'anything-but':
      return parseAnythingBut(reader);
    case 'exists': {
      const token = reader.next();
      if (token !== 'true' && token !== 'false')
        return reader.refuse('exists match pattern must be either true or false.');
      reader.expectEnd(oneKeyOnly);
      return { kind: operator, present: token === 'true' };
    }
    case 'cidr': {
      // The wrong word is event-ruler's.
      if (reader.next() !== 'string') reader.refuse('prefix match pattern must be a string');
      const text = reader.value;
      const range = reader.checked(() => cidrRange(text));
      reader.expectEnd(oneKeyOnly);
      return { kind: operator, text, range };
    }
    default:
      return reader.refuse(`Unrecognized match type ${operator}`);
  }
}

function parseText(reader: PatternReader, operator: string): string {
  if (reader.next() !== 'string') reader.refuse(`${operator} match pattern must be a string`);
  const text = reader.value;
  reader.expectEnd(oneKeyOnly);
  return text;
}

function parseAffix(reader: PatternReader, kind: 'prefix' | 'suffix'): Test {
  const token = reader.next();
  if (token !== '{') {
    if (token !== 'string') reader.refuse(`${kind} match pattern must be a string`);
    const text = reader.value;
    reader.expectEnd(oneKeyOnly);
    return { kind, text, ignoreCase: false };
  }
  const word = kind === 'prefix' ? 'Prefix' : 'Suffix';
  if (reader.next() !== 'name') reader.refuse(`${word} expression name not found`);
  if (reader.value !== 'equals-ignore-case') reader.refuse(`Unsupported ${kind} pattern: ${reader.value}`);
  const text = parseText(reader, 'equals-ignore-case');
  reader.expectEnd(oneKeyOnly);
  return { kind, text, ignoreCase: true };
}

function parseNumeric(reader: PatternReader): Test {
  if (reader.next() !== '[') reader.refuse('Value of numeric must be an array.');
  if (reader.next() !== 'string') reader.refuse(`Invalid member in numeric match: ${reader.value}`);
  const test = parseRange(reader, reader.value);
  reader.expectEnd(tooManyElements);
  return test;
}

/** Reads a range up to and with the end of its array. */
function parseRange(reader: PatternReader, operator: string): Test {
  const token = reader.next();
  switch (operator) {
    case '=': {
      if (token !== 'number') reader.refuse('Value of equals must be numeric');
      const text = reader.value;
      if (reader.next() !== ']') reader.refuse(tooManyElements);
      return { kind: 'numeric-equals', text, value: comparable(reader, text) };
    }
    case '<':
    case '<=': {
      if (token !== 'number') reader.refuse(`Value of ${operator} must be numeric`);
      const text = reader.value;
      if (reader.next() !== ']') reader.refuse(tooManyElements);
      return { kind: 'numeric', high: bound(reader, text, operator === '<=') };
    }
    case '>':
    case '>=': {
      if (token !== 'number') reader.refuse(`Value of ${operator} must be numeric`);
      const bottom = reader.value;
      const inclusive = operator === '>=';
      const next = reader.next();
      if (next === ']') return { kind: 'numeric', low: bound(reader, bottom, inclusive) };
      return parseTop(reader, next, bottom, inclusive);
    }
    default:
      return reader.refuse(`Unrecognized numeric range operator: ${operator}`);
  }
}

function parseTop(reader: PatternReader, token: JsonToken, bottom: string, inclusive: boolean): Test {
  if (token !== 'string') reader.refuse(`Bad value in numeric range: ${reader.value}`);
  const operator = reader.value;
  if (operator !== '<' && operator !== '<=') reader.refuse(`Bad numeric range operator: ${operator}`);
  if (reader.next() !== 'number') reader.refuse(`Value of ${operator} must be numeric`);
  const top = reader.value;
  if (reader.next() !== ']') reader.refuse('Too many terms in numeric range expression');
  const low = bound(reader, bottom, inclusive);
  const high = bound(reader, top, operator === '<=');
  if (low.value >= high.value) reader.refuse('Bottom must be less than top');
  return { kind: 'numeric', low, high };
}

function bound(reader: PatternReader, text: string, inclusive: boolean): NumericBound {
  return { text, value: comparable(reader, text), inclusive };
}

function comparable(reader: PatternReader, text: string): number {
  return comparableNumber(text) ?? reader.refuse(`Cannot compare number : ${text}`);
}

function parseAnythingBut(reader: PatternReader): Test {
  const token = reader.next();
  if (token !== '{') {
    const test = parsePlainAnythingBut(reader, token);
    reader.expectEnd(tooManyElements);
    return test;
  }
  if (reader.next() !== 'name') reader.refuse('Anything-But expression name not found');
  const operator = reader.value;
  if (!isNegatedOperator(operator)) return reader.refuse(`Unsupported anything-but pattern: ${operator}`);
  const test = parseNegated(reader, operator);
  reader.expectEnd(tooManyElements);
  reader.expectEnd(tooManyElements);
  return test;
}

function isNegatedOperator(name: string): name is NegatedOperator {
  return name === 'prefix' || name === 'suffix' || name === 'equals-ignore-case' || name === 'wildcard';
}

function expectListOrScalar(reader: PatternReader, token: JsonToken): void {
  if (token !== '[' && token !== 'string' && token !== 'number') {
    reader.refuse('Value of anything-but must be an array or single string/number value.');
  }
}

function parsePlainAnythingBut(reader: PatternReader, token: JsonToken): Test {
  expectListOrScalar(reader, token);
  const texts: string[] = [];
  const numbers: { text: string; value: number }[] = [];
  const take = (entry: JsonToken): void => {
    if (entry === 'string') texts.push(reader.value);
    else if (entry === 'number')
      numbers.push({ text: reader.value, value: comparable(reader, reader.value) });
    else reader.refuse('Inside anything but list, start|null|boolean is not supported.');
  };
  if (token === '[') {
    for (let entry = reader.next(); entry !== ']'; entry = reader.next()) take(entry);
    if (texts.length > 0 === numbers.length > 0) {
      reader.refuse(
        'Inside anything but list, either all values are number or string, mixed type is not supported',
      );
    }
  } else {
    take(token);
  }
  return numbers.length > 0
    ? { kind: 'anything-but-numbers', numbers }
    : { kind: 'anything-but-texts', texts };
}

function parseNegated(reader: PatternReader, operator: NegatedOperator): Test {
  const token = reader.next();
  expectListOrScalar(reader, token);
  const texts: string[] = [];
  const take = (entry: JsonToken): void => {
    if (entry !== 'string') refuseNegatedEntry(reader, operator);
    if ((operator === 'prefix' || operator === 'suffix') && reader.value === '') {
      reader.refuse('Null prefix/suffix not allowed');
    }
    texts.push(reader.value);
  };
  if (token === '[') for (let entry = reader.next(); entry !== ']'; entry = reader.next()) take(entry);
  else take(token);
  if (operator === 'wildcard') {
    for (const text of texts) reader.checked(() => parseWildcard(text));
  }
  return { kind: 'anything-but', operator, texts };
}

function refuseNegatedEntry(reader: PatternReader, operator: NegatedOperator): never {
  switch (operator) {
    case 'equals-ignore-case':
      return reader.refuse(
        'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
      );
    case 'wildcard':
      return reader.refuse('wildcard match pattern must be a string');
    case 'prefix':
    case 'suffix':
      return reader.refuse('prefix/suffix match pattern must be a string');
  }
}
