import { type EventScalar, isWhole, numberOf } from './event-text.js';
import { ipAddress, isInRange, isSameAddress } from './ip-address.js';
import { ignoringCase } from './letter-case.js';
import type { NegatedOperator, NumericBound, Test } from './model.js';
import { fitsWildcard, parseWildcard } from './wildcard.js';

/** Whether a present value passes a test. */
export type LeafTest = (leaf: EventScalar) => boolean;
type TextTest = (text: string) => boolean;

/**
 * Prepares the tests of a condition for present values: one function for all. `exists: false` passes no present value;
 * whether a field is missing is for the matcher to see.
 */
export function leafTestOf(tests: readonly Test[]): LeafTest {
  const texts = new Set<string>();
  const others: LeafTest[] = [];
  const numeric = tests.some(comparesNumbers);
  for (const test of tests) {
    if (test.kind === 'exact') texts.add(test.text);
    else others.push(prepare(test, numeric));
  }
  const [only] = others;
  if (texts.size === 0) {
    return others.length === 1 && only !== undefined ? only : (leaf) => others.some((other) => other(leaf));
  }
  if (only === undefined) return (leaf) => leaf.kind === 'string' && texts.has(leaf.text);
  return (leaf) => (leaf.kind === 'string' && texts.has(leaf.text)) || others.some((other) => other(leaf));
}

const prepared = new WeakMap<Test, LeafTest>();

/** Whether a present value passes a single test, as {@link leafTestOf} has it; a test is prepared once. */
export function passes(test: Test, leaf: EventScalar): boolean {
  const known = prepared.get(test);
  if (known !== undefined) return known(leaf);
  const made = prepare(test, comparesNumbers(test));
  prepared.set(test, made);
  return made(leaf);
}

function prepare(test: Test, numeric: boolean): LeafTest {
  switch (test.kind) {
    case 'exact':
      return onText((text) => text === test.text);
    case 'address':
      return (leaf) => {
        const digits = digitsOf(leaf, numeric);
        return digits !== undefined && isSameAddress(digits, test.digits);
      };
    case 'number':
      return (leaf) => {
        if (leaf.kind !== 'number') return false;
        const value = test.number.value === undefined ? undefined : numberOf(leaf);
        if (value !== undefined) return value === test.number.value;
        return isWhole(leaf) && leaf.text === test.number.text;
      };
    case 'literal':
      return (leaf) => leaf.kind === 'literal' && leaf.text === test.text;
    case 'prefix':
    case 'suffix':
      return onText(affixTest(test.kind, test.text, test.ignoreCase));
    case 'equals-ignore-case':
      return onText(negatable('equals-ignore-case', test.text));
    case 'wildcard':
      return onText(negatable('wildcard', test.text));
    case 'numeric':
      return (leaf) => {
        const value = numberOf(leaf);
        return value !== undefined && isWithin(value, test.low, test.high);
      };
    case 'numeric-equals':
      return (leaf) => numberOf(leaf) === test.value;
    case 'cidr':
      return (leaf) => {
        const digits = digitsOf(leaf, numeric);
        return digits !== undefined && isInRange(digits, test.range);
      };
    case 'exists':
      return () => test.present;
    case 'anything-but-texts': {
      const texts = new Set(test.texts);
      return (leaf) => leaf.kind !== 'string' || !texts.has(leaf.text);
    }
    case 'anything-but-numbers': {
      const values = new Set(test.numbers.map(({ value }) => value));
      return (leaf) => {
        const value = numberOf(leaf);
        return value === undefined || !values.has(value);
      };
    }
    case 'anything-but': {
      // event-ruler never enters an empty list, so nothing passes it.
      if (test.texts.length === 0) return () => false;
      const refused = test.texts.map((text) => negatable(test.operator, text));
      return (leaf) => leaf.kind !== 'string' || !refused.some((refuses) => refuses(leaf.text));
    }
  }
}

/** Whether a test makes event-ruler read the values of its field as numbers. */
function comparesNumbers(test: Test): boolean {
  switch (test.kind) {
    case 'number':
      return test.number.value !== undefined;
    case 'numeric':
    case 'numeric-equals':
    case 'anything-but-numbers':
      return true;
    default:
      return false;
  }
}

/** What is compared with addresses: an address, or a number as it is spelled where it is not read as a number. */
function digitsOf(leaf: EventScalar, numeric: boolean): string | undefined {
  switch (leaf.kind) {
    case 'string':
      return ipAddress(leaf.text);
    case 'number':
      return numeric && numberOf(leaf) !== undefined ? undefined : leaf.text;
    case 'literal':
      return undefined;
  }
}

function onText(passes: TextTest): LeafTest {
  return (leaf) => leaf.kind === 'string' && passes(leaf.text);
}

function isWithin(value: number, low: NumericBound | undefined, high: NumericBound | undefined): boolean {
  if (low !== undefined && !(value > low.value || (low.inclusive && value === low.value))) return false;
  return high === undefined || value < high.value || (high.inclusive && value === high.value);
}

function negatable(operator: NegatedOperator, text: string): TextTest {
  switch (operator) {
    case 'prefix':
    case 'suffix':
      return affixTest(operator, text, false);
    case 'equals-ignore-case': {
      const folded = ignoringCase(text);
      return (value) => folded.equals(value);
    }
    case 'wildcard': {
      const parts = parseWildcard(text);
      return (value) => fitsWildcard(value, parts);
    }
  }
}

function affixTest(kind: 'prefix' | 'suffix', text: string, ignoreCase: boolean): TextTest {
  const plain = plainAffixTest(kind, text, ignoreCase);
  if (!text.includes('"')) return plain;
  // EventBridge compares strings with their quotes, so a quote in the pattern may meet the closing or opening one.
  const quoted = plainAffixTest(kind, kind === 'prefix' ? `"${text}` : `${text}"`, ignoreCase);
  return (value) => quoted(`"${value}"`);
}

function plainAffixTest(kind: 'prefix' | 'suffix', text: string, ignoreCase: boolean): TextTest {
  if (ignoreCase) {
    const folded = ignoringCase(text);
    return kind === 'prefix' ? (value) => folded.isPrefixOf(value) : (value) => folded.isSuffixOf(value);
  }
  return kind === 'prefix' ? (value) => value.startsWith(text) : (value) => value.endsWith(text);
}
