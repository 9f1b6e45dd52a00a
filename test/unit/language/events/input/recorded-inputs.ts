import { readFileSync } from 'node:fs';
import type { JsonObject, JsonValue } from '../../../../../src/lib/base/json.js';

/** One line of test/fixtures/inputs/recorded.jsonl: an input and what AWS made of it. Its README is in the fixture's words. */
export interface RecordedInput {
  readonly event: JsonObject;
  readonly paths?: Readonly<Record<string, string>> | null;
  readonly template?: string | null;
  readonly input?: string;
  readonly inputPath?: string;
  /** The exact text; null where nothing came. */
  readonly delivered?: string | null;
  /** The value, where the recording hides white space and the order of keys. */
  readonly deliveredJson?: JsonValue;
  /** PutTargets refused it in these words, `<id>` for the target's id. */
  readonly putTargets?: string;
  readonly deadLetter?: {
    readonly body: string;
    readonly ERROR_CODE: string;
    readonly ERROR_MESSAGE: string;
  };
  readonly case?: string;
  readonly note?: string;
}

/** The rule of the recordings. */
export const RECORDED_RULE = {
  ruleName: 'my-rule',
  ruleArn: 'arn:aws:events:us-east-1:111111111111:rule/my-bus/my-rule',
} as const;

/** When the recorded events came to the bus: a stand-in, as the recordings hide it. */
export const RECORDED_INGESTION = Date.parse('2024-06-11T08:33:01Z');

/** All recorded inputs, with their line from 1. */
export function recordedInputs(): readonly (RecordedInput & { readonly line: number })[] {
  return readFileSync('test/fixtures/inputs/recorded.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((text, index) => ({ ...(JSON.parse(text) as RecordedInput), line: index + 1 }));
}

/** What a recorded case is called. */
export function titleOf({ line, case: name, template, input, inputPath }: RecordedInput & { line: number }) {
  const what = name ?? template ?? input ?? inputPath ?? 'the whole event';
  return `line ${line}: ${what.replaceAll('\n', ' ')}`;
}

/**
 * What was recorded to arrive, with what the recording hides put right: the ingestion time has milliseconds (the model
 * of the recordings), and the time in `<aws.events.event>` is a number (the recording's note).
 */
export function expectedText(text: string): string {
  return text.replace('2024-06-11T08:33:01Z', '2024-06-11T08:33:01.000Z');
}

/** As {@link expectedText}, of a value. */
export function expectedJson({ deliveredJson, event }: RecordedInput): JsonValue | undefined {
  if (deliveredJson === undefined) return undefined;
  return JSON.parse(JSON.stringify(deliveredJson), (key, value: JsonValue) =>
    key === 'time' && value === '2024-06-11T08:33:01Z' ? Date.parse(String(event['time'])) : value,
  ) as JsonValue;
}

/**
 * The lines of which the recording says only that nothing arrived, and how the model of all the others ends them: lists
 * and objects within quotes of an object are a broken text (PutTargets took 20 and 21), a text template without quotes
 * is refused. `holds ninety cases` sees to it that a new recording which does say so is not overlooked.
 */
export const UNCLEAR_LINES: ReadonlyMap<number, 'broken' | 'refused'> = new Map([
  [20, 'broken'],
  [21, 'broken'],
  [22, 'refused'],
  [23, 'broken'],
]);
