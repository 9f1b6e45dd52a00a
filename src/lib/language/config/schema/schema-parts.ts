import { z } from 'zod';
import { Limits } from '../../../base/limits.js';
import { durationText, parseDuration } from '../document/duration.js';
import { quoted, scalar } from '../document/flow-text.js';
import { type NameRule, nameProblem } from '../document/name-rules.js';

/** The id of something of Genesys Cloud. */
export const UUID = /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/;

/** What a check of our own says beside zod's message; read by schema-issues. */
export interface IssueDetails {
  readonly code: string;
  readonly fix?: string;
  /** The value as YAML, where it can only be this one. */
  readonly replacement?: string;
}

/** A text that is a name of the rule's kind. */
export function name(rule: NameRule, description: string) {
  return z
    .string()
    .check((context) => {
      const problem = nameProblem(rule, context.value);
      if (problem === undefined) return;
      const details: IssueDetails = {
        code: problem.code,
        fix: problem.fix,
        ...(problem.replacement === undefined ? {} : { replacement: scalar(problem.replacement) }),
      };
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: problem.message,
        params: { ...details },
      });
    })
    .meta({
      description,
      pattern: rule.pattern.source,
      maxLength: rule.max,
      ...(rule.least === undefined ? {} : { minLength: Limits[rule.least] }),
    });
}

/** A sentence, or what makes it of the text that it is about. */
type Said = string | ((text: string) => string);

function say(said: Said, text: string): string {
  return typeof said === 'string' ? said : said(text);
}

/**
 * A text of a form.
 * @param meant what was meant by another text, where it can only be this; it has the form
 */
export function form(
  pattern: RegExp,
  description: string,
  message: Said,
  fix: Said,
  meant: (text: string) => string | undefined = () => undefined,
) {
  return z
    .string()
    .check((context) => {
      if (pattern.test(context.value)) return;
      const right = meant(context.value);
      const details: IssueDetails =
        right === undefined
          ? { code: 'form', fix: say(fix, context.value) }
          : { code: 'form', fix: `Write ${quoted(right)}.`, replacement: quoted(right) };
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: say(message, context.value),
        params: { ...details },
      });
    })
    .meta({ description, pattern: pattern.source });
}

/** A text that is not empty; the message says what is missing. */
export function filled(description: string, what: string) {
  return z
    .string()
    .check((context) => {
      if (context.value.trim() !== '') return;
      const details: IssueDetails = { code: 'empty', fix: 'Write it, or remove the line.' };
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: `${what} is empty.`,
        params: { ...details },
      });
    })
    .meta({ description, minLength: 1 });
}

/** A whole number within bounds that have a name in Limits. */
export function count(min: number, max: number, limit: string, description: string) {
  return whole(
    min,
    max,
    description,
    (value) => `${value} is outside what AWS takes: ${min} to ${max} (${limit}).`,
  );
}

/** A whole number between two bounds of gcx's own, both included. */
export function wholeNumber(min: number, max: number, description: string) {
  return whole(min, max, description, (value) => `${value} is not a whole number from ${min} to ${max}.`);
}

function whole(min: number, max: number, description: string, outside: (value: number) => string) {
  return z
    .number()
    .check((context) => {
      if (Number.isInteger(context.value) && context.value >= min && context.value <= max) return;
      const details: IssueDetails = {
        code: 'out-of-range',
        fix: `Write a whole number from ${min} to ${max}.`,
      };
      context.issues.push({
        code: 'custom',
        input: context.value,
        message: outside(context.value),
        params: { ...details },
      });
    })
    .meta({ description, minimum: min, maximum: max, multipleOf: 1 });
}

/** A bound of a duration: one that has a name in Limits, or seconds of gcx's own. */
export type DurationBound = keyof typeof Limits | number;

/** A duration within bounds; without an upper one any. */
export function duration(bounds: { min: DurationBound; max?: DurationBound }, description: string) {
  const min = secondsOf(bounds.min);
  const max = bounds.max === undefined ? undefined : secondsOf(bounds.max);
  const range =
    max === undefined ? `at least ${durationText(min)}` : `${durationText(min)} to ${durationText(max)}`;
  return z
    .union([z.string(), z.number()])
    .check((context) => {
      const seconds = parseDuration(context.value);
      const bound =
        seconds === undefined
          ? undefined
          : seconds < min
            ? bounds.min
            : max !== undefined && seconds > max
              ? bounds.max
              : undefined;
      if (seconds !== undefined && bound === undefined) return;
      const details: IssueDetails = {
        code: seconds === undefined ? 'form' : 'out-of-range',
        fix: `Write a number of seconds, or 90s, 15m, 6h, 1d; ${max === undefined ? '' : 'from '}${range}.`,
      };
      const named = typeof bound === 'string';
      context.issues.push({
        code: 'custom',
        input: context.value,
        message:
          seconds === undefined
            ? `"${context.value}" is not a duration.`
            : `${context.value} is outside ${named ? 'what AWS takes' : 'what makes sense'}: ${range}${named ? ` (${bound})` : ''}.`,
        params: { ...details },
      });
    })
    .meta({ description: `${description}: seconds, or 90s, 15m, 6h, 1d; ${range}.` });
}

function secondsOf(bound: DurationBound): number {
  return typeof bound === 'number' ? bound : Limits[bound];
}
