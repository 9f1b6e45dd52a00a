import { comparableNumber } from './comparable-number.js';
import { diagnoseEnvelope } from './diagnose-envelope.js';
import { diagnoseText, diagnoseTextTest } from './diagnose-text.js';
import { type Case, type Diagnosis, diagnosis, timeCure } from './diagnosis.js';
import type { EventScalar } from './event-text.js';
import { leafTestOf } from './leaf-test.js';
import type { Test } from './model.js';
import { weightOf } from './reason-order.js';
import { quoted, scalarWords } from './words.js';

/** Pairs of a test and a value that are looked at. */
const maxPairs = 2_000;

/** Says why the values that an event has fail a condition: the diagnosis that best tells a mistake. */
export function diagnoseValue(given: Case, scalars: readonly EventScalar[]): Diagnosis {
  let best: Diagnosis | undefined;
  let pairs = 0;
  const { tests } = given.condition;
  const about = tests.filter((test) => test.kind !== 'exists');
  for (const test of about.length > 0 ? about : tests) {
    for (const scalar of scalars) {
      if (++pairs > maxPairs) break;
      const found = diagnosePair(given, test, scalar);
      if (best === undefined || weightOf(found.kind) < weightOf(best.kind)) best = found;
    }
  }
  return best ?? different(given, scalars[0]);
}

function diagnosePair(given: Case, test: Test, scalar: EventScalar): Diagnosis {
  if (scalar.text === 'null' && scalar.kind === 'literal') return nullValue(given, test);
  return (
    (test.kind === 'exact' ? diagnoseEnvelope(given, test.text, scalar) : undefined) ??
    diagnoseTest(given, test, scalar) ??
    different(given, scalar)
  );
}

function diagnoseTest(given: Case, test: Test, scalar: EventScalar): Diagnosis | undefined {
  switch (test.kind) {
    case 'exact':
    case 'address':
      return scalar.kind === 'string'
        ? diagnoseText(given, test.text, scalar.text)
        : textForOther(given, test.text, scalar);
    case 'number':
      return numberFor(given, test.number.text, scalar);
    case 'numeric-equals':
      return numberFor(given, test.text, scalar);
    case 'literal':
      return literalFor(given, test.text, scalar);
    case 'prefix':
    case 'suffix':
    case 'equals-ignore-case':
    case 'wildcard':
      return diagnoseTextTest(given, test, scalar);
    case 'numeric':
      return rangeFor(given, test, scalar);
    case 'cidr':
      return diagnosis(
        given,
        'not-an-address',
        `${given.condition.path} is ${scalarWords(scalar)}, which is not an IP address in ${test.text}.`,
      );
    case 'exists':
      return diagnosis(
        given,
        'present',
        `The pattern wants ${given.condition.path} to be missing, and this event has it: ${scalarWords(scalar, given.knowledge)}.`,
      );
    case 'anything-but-texts':
    case 'anything-but-numbers':
    case 'anything-but':
      return diagnosis(
        given,
        'excluded-value',
        `${given.condition.path} is ${scalarWords(scalar, given.knowledge)}, which the pattern's anything-but excludes.`,
      );
  }
}

function different(given: Case, scalar: EventScalar | undefined): Diagnosis {
  const has = scalar === undefined ? 'another value' : scalarWords(scalar, given.knowledge);
  return diagnosis(given, 'different-value', `${given.condition.path} is ${has} in this event.`);
}

function nullValue(given: Case, test: Test): Diagnosis {
  const { path } = given.condition;
  if (test.kind === 'exists') {
    return diagnosis(
      given,
      'missing-for-null',
      `${path} is null in this event, and null counts as there.`,
      'Write null, or [null, {"exists": false}] for both.',
    );
  }
  return diagnosis(given, 'null-value', `${path} is null in this event.`);
}

function textForOther(given: Case, wanted: string, scalar: EventScalar): Diagnosis {
  const { path } = given.condition;
  const has = scalar.text;
  if (scalar.kind === 'number') {
    const value = numberIn(wanted);
    if (value !== undefined && value === comparableNumber(has)) {
      return diagnosis(
        given,
        'number-as-text',
        `${path} is the number ${has}; the pattern wants the text ${quoted(wanted)}.`,
        `Write ${has} without quotes.`,
      );
    }
    return diagnosis(
      given,
      'text-test-on-number',
      `${path} is the number ${has}; the pattern wants the text ${quoted(wanted)}.`,
      timeCure(path),
    );
  }
  if (wanted.toLowerCase() === has) {
    return diagnosis(
      given,
      'word-as-text',
      `${path} is ${has}; the pattern wants the text ${quoted(wanted)}.`,
      `Write ${has} without quotes.`,
    );
  }
  return diagnosis(
    given,
    'different-value',
    `${path} is ${has}; the pattern wants the text ${quoted(wanted)}.`,
  );
}

function numberFor(given: Case, wanted: string, scalar: EventScalar): Diagnosis | undefined {
  const { path } = given.condition;
  const value = comparableNumber(wanted);
  if (scalar.kind === 'string') {
    const has = numberIn(scalar.text);
    return has !== undefined && has === value
      ? diagnosis(
          given,
          'text-as-number',
          `${path} is the text ${quoted(scalar.text)}; the pattern wants the number ${wanted}.`,
          `Write ${quoted(scalar.text)} with quotes.`,
        )
      : diagnosis(
          given,
          'number-test-on-text',
          `${path} is the text ${quoted(scalar.text)}; the pattern wants a number.`,
        );
  }
  if (scalar.kind === 'number' && value !== undefined && value * 1000 === Number(scalar.text))
    return unit(given, scalar);
  return undefined;
}

function numberIn(text: string): number | undefined {
  return /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$/.test(text.trim())
    ? comparableNumber(text.trim())
    : undefined;
}

function literalFor(given: Case, wanted: string, scalar: EventScalar): Diagnosis | undefined {
  if (scalar.kind === 'literal' || scalar.text.toLowerCase() !== wanted) return undefined;
  return diagnosis(
    given,
    'text-as-word',
    `${given.condition.path} is the text ${quoted(scalar.text)}; the pattern wants ${wanted} without quotes.`,
    `Write ${quoted(scalar.text)} with quotes.`,
  );
}

function rangeFor(given: Case, test: Extract<Test, { kind: 'numeric' }>, scalar: EventScalar): Diagnosis {
  const { path } = given.condition;
  if (scalar.kind !== 'number') {
    return diagnosis(
      given,
      'number-test-on-text',
      `${path} is ${scalarWords(scalar)}, not a number, and numeric is about numbers.`,
      /time/i.test(path) ? 'Compare it as text: {"prefix": "2025-12-12"}.' : undefined,
    );
  }
  const thousandth = { kind: 'number', text: String(Number(scalar.text) / 1000) } as const;
  if (/(ms|time)$/i.test(path) && leafTestOf([test])(thousandth)) return unit(given, scalar);
  return diagnosis(
    given,
    'out-of-range',
    `${path} is ${scalar.text}, out of the range that the pattern wants.`,
  );
}

function unit(given: Case, scalar: EventScalar): Diagnosis {
  return diagnosis(
    given,
    'unit',
    `${given.condition.path} is ${scalar.text}, in milliseconds; the pattern's number looks like seconds.`,
    'Multiply it by 1000.',
  );
}
