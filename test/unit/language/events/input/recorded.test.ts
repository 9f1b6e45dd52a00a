import { describe, expect, it } from 'vitest';
import {
  fillInput,
  refusalsOf,
  type TargetInput,
} from '../../../../../src/lib/language/events/input/index.js';
import {
  expectedJson,
  expectedText,
  RECORDED_INGESTION,
  RECORDED_RULE,
  type RecordedInput,
  recordedInputs,
  titleOf,
  UNCLEAR_LINES,
} from './recorded-inputs.js';

/** The input of a recorded case; none where the whole event is sent, several where AWS refuses that. */
function inputsOf({ input, inputPath, template, paths }: RecordedInput): readonly TargetInput[] {
  return [
    ...(input === undefined ? [] : [{ kind: 'constant', json: input } as const]),
    ...(inputPath === undefined ? [] : [{ kind: 'path', path: inputPath } as const]),
    ...(template === undefined || template === null
      ? []
      : [{ kind: 'template', template, ...(paths ? { paths } : {}) } as const]),
  ];
}

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/JSON syntax error in input/, 'constant'],
  [/InputPath for target <id> is invalid/, 'path'],
  [/Map keys must satisfy/, 'name'],
  [/contains invalid placeholder/, 'placeholder'],
  [/valid only for JSON template/, 'event-outside-object'],
  [/placeholder present as a JSON object key/, 'key'],
  [/Invalid InputTemplate/, 'template'],
];

/** What the module makes of a recorded case, in the recording's terms. */
function outcomeOf(recorded: RecordedInput) {
  const [input, ...more] = inputsOf(recorded);
  // That PutTargets takes one form only is the sandbox's and the file's to check: here an input is one.
  if (more.length > 0) return { refused: 'several' };
  if (input === undefined) return { delivered: JSON.stringify(recorded.event) };
  const [refusal] = refusalsOf(input);
  if (refusal !== undefined) {
    // What is recorded is certain.
    expect(refusal.certain).toBe(true);
    return { refused: refusal.kind };
  }
  const filled = fillInput(input, recorded.event, { ...RECORDED_RULE, ingested: RECORDED_INGESTION });
  return filled.kind === 'sent'
    ? { delivered: filled.text }
    : filled.kind === 'broken'
      ? { broken: filled.text }
      : { nothing: true };
}

describe('every input that was recorded on AWS', () => {
  it.each(recordedInputs().map((each) => [titleOf(each), each] as const))('%s', (_, recorded) => {
    const outcome = outcomeOf(recorded);
    const unclear = UNCLEAR_LINES.get(recorded.line);
    if (unclear !== undefined) {
      expect(Object.keys(outcome)).toEqual([unclear]);
    } else if (recorded.putTargets !== undefined) {
      const { putTargets } = recorded;
      const expected = /Only one of/.test(putTargets)
        ? 'several'
        : REFUSALS.find(([words]) => words.test(putTargets))?.[1];
      expect(outcome).toEqual({ refused: expected });
    } else if (recorded.deadLetter !== undefined) {
      expect(recorded.deadLetter.ERROR_CODE).toBe('INVALID_JSON');
      expect(outcome).toEqual({ broken: recorded.deadLetter.body });
    } else if (recorded.deliveredJson !== undefined) {
      expect(JSON.parse(outcome.delivered ?? '')).toEqual(expectedJson(recorded));
    } else if (recorded.delivered === null) {
      expect(outcome).toEqual({ nothing: true });
    } else {
      expect(outcome).toEqual({ delivered: expectedText(recorded.delivered ?? '') });
    }
  });

  it('holds ninety cases, of which four do not say how they ended', () => {
    expect(recordedInputs()).toHaveLength(90);
    for (const { line, delivered, deadLetter, putTargets } of recordedInputs())
      if (UNCLEAR_LINES.has(line))
        expect([delivered, deadLetter, putTargets]).toEqual([null, undefined, undefined]);
  });
});
