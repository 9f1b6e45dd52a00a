import { comparableNumber } from './comparable-number.js';
import { diagnoseEnvelope } from './diagnose-envelope.js';
import type { Case, Diagnosis } from './diagnosis.js';
import { lastName } from './event-map.js';
import type { EventScalar } from './event-text.js';
import { isUuid } from './genesys-values.js';
import { leafTestOf } from './leaf-test.js';
import type { Test } from './model.js';
import { weightOf } from './reason-order.js';
import { fitsWildcard, parseWildcard } from './wildcard.js';
import { named, quoted, scalarWords } from './words.js';

/** Pairs of a test and a value that are looked at. */
const maxPairs = 2_000;

/** Says why the values that an event has fail a condition: the diagnosis that best tells a mistake. */
export function diagnoseValue(given: Case, scalars: readonly EventScalar[]): Diagnosis {
  let best: Diagnosis | undefined;
  let pairs = 0;
  for (const test of given.condition.tests) {
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
        ? textForText(given, test.text, scalar.text)
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
      return textTestFor(given, test, scalar);
    case 'numeric':
      return rangeFor(given, test, scalar);
    case 'cidr':
      return at(
        given,
        'not-an-address',
        `${given.condition.path} is ${scalarWords(scalar)}, which is no IP address in ${test.text}.`,
      );
    case 'exists':
      return at(
        given,
        'present',
        `The pattern wants ${given.condition.path} to be missing, and this event has it: ${scalarWords(scalar, given.knowledge)}.`,
      );
    case 'anything-but-texts':
    case 'anything-but-numbers':
    case 'anything-but':
      return at(
        given,
        'excluded-value',
        `${given.condition.path} is ${scalarWords(scalar, given.knowledge)}, which the pattern's anything-but excludes.`,
      );
  }
}

function at(given: Case, kind: Diagnosis['kind'], message: string, cure?: string): Diagnosis {
  return { kind, message, at: given.condition.path, ...(cure === undefined ? {} : { cure }) };
}

function different(given: Case, scalar: EventScalar | undefined): Diagnosis {
  const has = scalar === undefined ? 'another value' : scalarWords(scalar, given.knowledge);
  return at(given, 'different-value', `${given.condition.path} is ${has} in this event.`);
}

function nullValue(given: Case, test: Test): Diagnosis {
  const { path } = given.condition;
  if (test.kind === 'exists') {
    return at(
      given,
      'missing-for-null',
      `${path} is null in this event, and null counts as there.`,
      'Write null, or [null, {"exists": false}] for both.',
    );
  }
  return at(given, 'null-value', `${path} is null in this event.`);
}

function textForText(given: Case, wanted: string, has: string): Diagnosis | undefined {
  const { path } = given.condition;
  if (wanted.toLowerCase() === has.toLowerCase()) {
    return at(
      given,
      'value-case',
      `The event has ${quoted(has)}; the pattern writes ${quoted(wanted)}, and upper and lower case differ.`,
      `Write ${quoted(has)}, or {"equals-ignore-case": ${quoted(wanted)}}.`,
    );
  }
  if (wanted.trim() === has.trim()) {
    return at(
      given,
      'white-space',
      `${quoted(wanted)} and the event's ${quoted(has)} differ in white space at an end.`,
      `Write ${quoted(has)}.`,
    );
  }
  if (wanted.includes('*') && fits(wanted, has)) {
    return at(
      given,
      'wildcard-as-exact',
      `A plain text is compared as it stands, its * too; as a wildcard it would fit ${quoted(has)}.`,
      `Write {"wildcard": ${quoted(wanted)}}.`,
    );
  }
  const queue = queueFor(given, wanted, has);
  if (queue !== undefined) return queue;
  const outside = notInList(given, wanted, has);
  if (outside !== undefined) return outside;
  if (wanted.length >= 3 && !isUuid(has) && has.includes(wanted)) {
    const cure = has.startsWith(wanted) ? 'prefix' : has.endsWith(wanted) ? 'suffix' : undefined;
    return at(
      given,
      'part-of-value',
      `${path} is ${quoted(has)}, of which ${quoted(wanted)} is only a part.`,
      `Write {${cure === undefined ? `"wildcard": ${quoted(`*${wanted}*`)}` : `"${cure}": ${quoted(wanted)}`}}.`,
    );
  }
  return undefined;
}

function fits(wildcard: string, value: string): boolean {
  try {
    return fitsWildcard(value, parseWildcard(wildcard));
  } catch {
    return false;
  }
}

/** The pattern's queue, and the event's. */
function queueFor(given: Case, wanted: string, has: string): Diagnosis | undefined {
  const { condition, knowledge } = given;
  const hasName = knowledge.queueName?.(has);
  const wantedName = knowledge.queueName?.(wanted);
  const isQueueId = lastName(condition.path).toLowerCase() === 'queueid';
  if (!isQueueId && hasName === undefined) return undefined;
  if (!isIdLike(wanted)) {
    if (!isUuid(has)) return undefined;
    const same = hasName !== undefined && hasName.toLowerCase() === wanted.toLowerCase();
    return at(
      given,
      'queue-name-for-id',
      `${condition.path} holds the id of a queue, not its name ${quoted(wanted)}.`,
      same ? `Write ${quoted(has)}.` : 'Write the id of the queue.',
    );
  }
  const other = hasName === undefined ? `another queue (${has.slice(0, 8)})` : named(has, knowledge);
  const meant = wantedName === undefined ? `the queue ${wanted.slice(0, 8)}` : named(wanted, knowledge);
  return at(given, 'other-queue', `The event is about ${other}, not ${meant}.`);
}

/** Whether a text is an id, or a mistyped one, rather than a name. */
function isIdLike(text: string): boolean {
  return /^[0-9a-z-]{30,40}$/i.test(text);
}

/** The pattern's value is none that the field can have. */
function notInList(
  { condition, knowledge, detailType }: Case,
  wanted: string,
  has: string,
): Diagnosis | undefined {
  const values = detailType === undefined ? undefined : knowledge.valuesOf?.(detailType, condition.path);
  // Genesys adds values without notice: the list only counts where it knows the event's own value.
  if (values === undefined || !values.includes(has) || values.includes(wanted)) return undefined;
  const meant = values.find((value) => value.toLowerCase() === wanted.toLowerCase());
  return {
    kind: 'unknown-value',
    message: `${condition.path} never is ${quoted(wanted)}; in this event it is ${quoted(has)}.`,
    cure:
      meant === undefined
        ? `It can be ${values.slice(0, 12).join(', ')}${values.length > 12 ? ', …' : ''}.`
        : `Write ${quoted(meant)}.`,
    at: condition.path,
  };
}

function textForOther(given: Case, wanted: string, scalar: EventScalar): Diagnosis {
  const { path } = given.condition;
  const has = scalar.text;
  if (scalar.kind === 'number') {
    const value = numberIn(wanted);
    if (value !== undefined && value === comparableNumber(has)) {
      return at(
        given,
        'number-as-text',
        `${path} is the number ${has}; the pattern wants the text ${quoted(wanted)}.`,
        `Write ${has} without quotes.`,
      );
    }
    return at(
      given,
      'text-test-on-number',
      `${path} is the number ${has}; the pattern wants the text ${quoted(wanted)}.`,
      wouldBeTime(path),
    );
  }
  if (wanted.toLowerCase() === has) {
    return at(
      given,
      'word-as-text',
      `${path} is ${has}; the pattern wants the text ${quoted(wanted)}.`,
      `Write ${has} without quotes.`,
    );
  }
  return at(given, 'different-value', `${path} is ${has}; the pattern wants the text ${quoted(wanted)}.`);
}

function wouldBeTime(path: string): string | undefined {
  return /time$/i.test(path)
    ? 'Times in this event are milliseconds since 1970: use {"numeric": [...]}.'
    : undefined;
}

function numberFor(given: Case, wanted: string, scalar: EventScalar): Diagnosis | undefined {
  const { path } = given.condition;
  const value = comparableNumber(wanted);
  if (scalar.kind === 'string') {
    const has = numberIn(scalar.text);
    return has !== undefined && has === value
      ? at(
          given,
          'text-as-number',
          `${path} is the text ${quoted(scalar.text)}; the pattern wants the number ${wanted}.`,
          `Write ${quoted(scalar.text)} with quotes.`,
        )
      : at(
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
  return at(
    given,
    'text-as-word',
    `${given.condition.path} is the text ${quoted(scalar.text)}; the pattern wants ${wanted} without quotes.`,
    `Write ${quoted(scalar.text)} with quotes.`,
  );
}

type TextTest = Extract<Test, { kind: 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard' }>;

function textTestFor(given: Case, test: TextTest, scalar: EventScalar): Diagnosis | undefined {
  const { path } = given.condition;
  if (scalar.kind !== 'string') {
    return at(
      given,
      'text-test-on-number',
      `${path} is ${scalar.text}, not text, and ${test.kind} is about text.`,
      wouldBeTime(path),
    );
  }
  const passes = (other: Test) => leafTestOf([other])(scalar);
  const { kind, text } = test;
  if ((kind === 'prefix' || kind === 'suffix') && text.includes('*')) {
    if (
      fits(kind === 'prefix' ? `${text}*`.replace(/\*+/g, '*') : `*${text}`.replace(/\*+/g, '*'), scalar.text)
    ) {
      return at(
        given,
        'star-in-affix',
        `In a ${kind} the * is a plain character, which ${quoted(scalar.text)} lacks.`,
        `Write {"${kind}": ${quoted(text.replace(/^\*+|\*+$/g, ''))}}, or use a wildcard.`,
      );
    }
  }
  if ((kind === 'prefix' || kind === 'suffix') && !test.ignoreCase && passes({ ...test, ignoreCase: true })) {
    return at(
      given,
      'value-case',
      `${path} is ${quoted(scalar.text)}; ${quoted(text)} differs in upper and lower case.`,
      `Write {"${kind}": {"equals-ignore-case": ${quoted(text)}}}.`,
    );
  }
  if (kind === 'wildcard') {
    if (fits(text.toLowerCase(), scalar.text.toLowerCase())) {
      return at(
        given,
        'value-case',
        `${path} is ${quoted(scalar.text)}; ${quoted(text)} differs in upper and lower case.`,
        'Write it as the event does.',
      );
    }
    if (fits(`*${text}*`.replace(/\*+/g, '*'), scalar.text)) {
      return at(
        given,
        'part-of-value',
        `A wildcard has to fit the whole of ${quoted(scalar.text)}; ${quoted(text)} fits a part.`,
        `Write {"wildcard": ${quoted(`*${text}*`.replace(/\*+/g, '*'))}}.`,
      );
    }
    return undefined;
  }
  if (text.trim() !== text && passes({ ...test, text: text.trim() })) {
    return at(
      given,
      'white-space',
      `${quoted(text)} has white space at an end that ${quoted(scalar.text)} lacks.`,
      `Write ${quoted(text.trim())}.`,
    );
  }
  if (text.length >= 3 && scalar.text.toLowerCase().includes(text.toLowerCase())) {
    const where =
      kind === 'equals-ignore-case'
        ? 'is only a part'
        : kind === 'prefix'
          ? 'is not the beginning'
          : 'is not the end';
    return at(
      given,
      'part-of-value',
      `Of ${quoted(scalar.text)}, ${quoted(text)} ${where}.`,
      `Write {"wildcard": ${quoted(`*${text}*`)}}.`,
    );
  }
  return undefined;
}

function rangeFor(given: Case, test: Extract<Test, { kind: 'numeric' }>, scalar: EventScalar): Diagnosis {
  const { path } = given.condition;
  if (scalar.kind !== 'number') {
    return at(
      given,
      'number-test-on-text',
      `${path} is ${scalarWords(scalar)}, not a number, and numeric is about numbers.`,
      /time/i.test(path) ? 'Compare it as text: {"prefix": "2025-12-12"}.' : undefined,
    );
  }
  const thousandth = { kind: 'number', text: String(Number(scalar.text) / 1000) } as const;
  if (/(ms|time)$/i.test(path) && leafTestOf([test])(thousandth)) return unit(given, scalar);
  return at(given, 'out-of-range', `${path} is ${scalar.text}, out of the range that the pattern wants.`);
}

function unit(given: Case, scalar: EventScalar): Diagnosis {
  return at(
    given,
    'unit',
    `${given.condition.path} is ${scalar.text}, in milliseconds; the pattern's number looks like seconds.`,
    'Multiply it by 1000.',
  );
}
