import type { Test } from './model.js';
import { anyCaseUnits, bytesOf, suffixUnits, type Unit, wildcardUnits } from './value-units.js';

/** One entry of a field's list as event-ruler holds it. */
export interface ValuePattern {
  /** Equal for entries that event-ruler takes for the same. */
  readonly key: string;
  readonly kind: 'absent' | 'exact' | 'wildcard' | 'suffix' | 'other';
  /** Texts that are compared as strings, quotes included; none where it is about numbers, addresses or presence. */
  readonly values: readonly (readonly Unit[])[];
}

/** The entries that a test becomes: a number is two, by its value and by its spelling. */
export function valuePatternsOf(test: Test): readonly ValuePattern[] {
  switch (test.kind) {
    case 'exact':
      return [{ key: `exact ${test.text}`, kind: 'exact', values: [bytesOf(`"${test.text}"`)] }];
    case 'address':
      return [apart(`address ${test.digits}`)];
    case 'number': {
      const spelled = apart(`literal ${test.number.text}`);
      return test.number.value === undefined ? [spelled] : [apart(`= ${test.number.value}`), spelled];
    }
    case 'literal':
      return [apart(`literal ${test.text}`)];
    case 'prefix': {
      const text = `"${test.text}`;
      const units = test.ignoreCase ? anyCaseUnits(text) : bytesOf(text);
      return [{ key: `prefix ${test.ignoreCase} ${text}`, kind: 'other', values: [units] }];
    }
    case 'suffix': {
      const units = test.ignoreCase
        ? anyCaseUnits(backwards(`${test.text}"`), true)
        : suffixUnits(`${test.text}"`);
      return [{ key: `suffix ${test.ignoreCase} ${test.text}`, kind: 'suffix', values: [units] }];
    }
    case 'equals-ignore-case':
      return [{ key: `any case ${test.text}`, kind: 'other', values: [anyCaseUnits(`"${test.text}"`)] }];
    case 'wildcard':
      return [{ key: `wildcard ${test.text}`, kind: 'wildcard', values: [wildcardUnits(`"${test.text}"`)] }];
    case 'numeric': {
      const low = test.low ?? { value: -Number.MAX_VALUE, inclusive: true };
      const high = test.high ?? { value: Number.MAX_VALUE, inclusive: true };
      return [apart(`range ${low.value} ${low.inclusive} ${high.value} ${high.inclusive}`)];
    }
    case 'numeric-equals':
      return [apart(`= ${test.value}`)];
    case 'cidr':
      return [apart(`cidr ${test.range.low} ${test.range.high}`)];
    case 'exists':
      return [test.present ? apart('exists') : { key: 'absent', kind: 'absent', values: [] }];
    case 'anything-but-texts': {
      const values = asSet(test.texts.map((text) => `"${text}"`)).map(bytesOf);
      return [{ key: `but ${setKey(test.texts)}`, kind: 'other', values }];
    }
    case 'anything-but-numbers':
      return [apart(`but numbers ${setKey(test.numbers.map(({ value }) => String(value)))}`)];
    case 'anything-but':
      return [negated(test)];
  }
}

function negated({ operator, texts }: Extract<Test, { kind: 'anything-but' }>): ValuePattern {
  const key = `but ${operator} ${setKey(texts)}`;
  switch (operator) {
    case 'prefix':
      return { key, kind: 'other', values: asSet(texts.map((text) => `"${text}`)).map(bytesOf) };
    case 'suffix': {
      const values = asSet(texts.map((text) => backwards(`${text}"`)));
      return { key, kind: 'suffix', values: values.map((text) => suffixUnits(backwards(text))) };
    }
    case 'equals-ignore-case': {
      const values = asSet(texts.map((text) => `"${text}"`));
      return { key, kind: 'other', values: values.map((text) => anyCaseUnits(text)) };
    }
    case 'wildcard':
      return { key, kind: 'wildcard', values: asSet(texts.map((text) => `"${text}"`)).map(wildcardUnits) };
  }
}

/** An entry whose texts begin with no quote, and so share nothing with strings. */
function apart(key: string): ValuePattern {
  return { key, kind: 'other', values: [] };
}

function setKey(texts: readonly string[]): string {
  return JSON.stringify([...new Set(texts)].sort());
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}

/**
 * The texts of a list in the order in which Java's HashSet goes through them: the order in which they are laid into
 * the machine decides which of them share states, and so what they count.
 */
function asSet(texts: readonly string[]): readonly string[] {
  const distinct = [...new Set(texts)];
  let buckets = 16;
  while (distinct.length > buckets * 0.75) buckets *= 2;
  const bucketOf = (text: string): number => {
    let hash = 0;
    for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return distinct
    .map((text) => ({ text, bucket: bucketOf(text) }))
    .sort((one, other) => one.bucket - other.bucket)
    .map(({ text }) => text);
}
