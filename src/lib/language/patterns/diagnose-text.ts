import { type Case, type Diagnosis, diagnosis, timeCure } from './diagnosis.js';
import { lastName } from './event-map.js';
import type { EventScalar } from './event-text.js';
import { isUuid } from './genesys-values.js';
import { leafTestOf } from './leaf-test.js';
import type { Test } from './model.js';
import { fitsWildcard, parseWildcard } from './wildcard.js';
import { named, quoted } from './words.js';

/** Says why an exact text differs from the text that the event has. */
export function diagnoseText(given: Case, wanted: string, has: string): Diagnosis | undefined {
  const { path } = given.condition;
  if (wanted.toLowerCase() === has.toLowerCase()) {
    return diagnosis(
      given,
      'value-case',
      `The event has ${quoted(has)}; the pattern writes ${quoted(wanted)}, and upper and lower case differ.`,
      `Write ${quoted(has)}, or {"equals-ignore-case": ${quoted(wanted)}}.`,
    );
  }
  if (wanted.trim() === has.trim()) {
    return diagnosis(
      given,
      'white-space',
      `${quoted(wanted)} and the event's ${quoted(has)} differ in white space at an end.`,
      `Write ${quoted(has)}.`,
    );
  }
  if (wanted.includes('*') && fits(wanted, has)) {
    return diagnosis(
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
    return diagnosis(
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
    return diagnosis(
      given,
      'queue-name-for-id',
      `${condition.path} holds the id of a queue, not its name ${quoted(wanted)}.`,
      same ? `Write ${quoted(has)}.` : 'Write the id of the queue.',
    );
  }
  const other = hasName === undefined ? `another queue (${has.slice(0, 8)})` : named(has, knowledge);
  const meant = wantedName === undefined ? `the queue ${wanted.slice(0, 8)}` : named(wanted, knowledge);
  return diagnosis(given, 'other-queue', `The event is about ${other}, not ${meant}.`);
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

/** The tests that look into a text. */
export type TextTest = Extract<Test, { kind: 'prefix' | 'suffix' | 'equals-ignore-case' | 'wildcard' }>;

/** Says why a prefix, a suffix or another test about text fails. */
export function diagnoseTextTest(given: Case, test: TextTest, scalar: EventScalar): Diagnosis | undefined {
  const { path } = given.condition;
  if (scalar.kind !== 'string') {
    return diagnosis(
      given,
      'text-test-on-number',
      `${path} is ${scalar.text}, not text, and ${test.kind} is about text.`,
      timeCure(path),
    );
  }
  const passes = (other: Test) => leafTestOf([other])(scalar);
  const { kind, text } = test;
  if ((kind === 'prefix' || kind === 'suffix') && text.includes('*')) {
    if (
      fits(kind === 'prefix' ? `${text}*`.replace(/\*+/g, '*') : `*${text}`.replace(/\*+/g, '*'), scalar.text)
    ) {
      return diagnosis(
        given,
        'star-in-affix',
        `In a ${kind} the * is a plain character, which ${quoted(scalar.text)} lacks.`,
        `Write {"${kind}": ${quoted(text.replace(/^\*+|\*+$/g, ''))}}, or use a wildcard.`,
      );
    }
  }
  if ((kind === 'prefix' || kind === 'suffix') && !test.ignoreCase && passes({ ...test, ignoreCase: true })) {
    return diagnosis(
      given,
      'value-case',
      `${path} is ${quoted(scalar.text)}; ${quoted(text)} differs in upper and lower case.`,
      `Write {"${kind}": {"equals-ignore-case": ${quoted(text)}}}.`,
    );
  }
  if (kind === 'wildcard') {
    if (fits(text.toLowerCase(), scalar.text.toLowerCase())) {
      return diagnosis(
        given,
        'value-case',
        `${path} is ${quoted(scalar.text)}; ${quoted(text)} differs in upper and lower case.`,
        'Write it as the event does.',
      );
    }
    if (fits(`*${text}*`.replace(/\*+/g, '*'), scalar.text)) {
      return diagnosis(
        given,
        'part-of-value',
        `A wildcard has to fit the whole of ${quoted(scalar.text)}; ${quoted(text)} fits a part.`,
        `Write {"wildcard": ${quoted(`*${text}*`.replace(/\*+/g, '*'))}}.`,
      );
    }
    return undefined;
  }
  if (text.trim() !== text && passes({ ...test, text: text.trim() })) {
    return diagnosis(
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
    return diagnosis(
      given,
      'part-of-value',
      `Of ${quoted(scalar.text)}, ${quoted(text)} ${where}.`,
      `Write {"wildcard": ${quoted(`*${text}*`)}}.`,
    );
  }
  return undefined;
}
