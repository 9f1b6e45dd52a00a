import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { TargetChoice } from '../../engine/targets/kind.js';
import { targetChoices } from '../../engine/targets/list.js';
import type { TargetAnswer } from './answers.js';

/** The forms of `--target`, as help lists them. */
export function targetForms(): string {
  const named = targetChoices().filter(({ by }) => by === 'name');
  return `${named.map(({ word }) => `${word}:NAME`).join(', ')} or an ARN`;
}

/** How `--target` is written. */
function targetSyntax(): string {
  const words = (makes: boolean): readonly string[] =>
    targetChoices()
      .filter((choice) => choice.by === 'name' && choice.makes === makes)
      .map(({ word }) => `${word}:NAME`);
  return `${words(true).join(' or ')} (gcx creates it), ${words(false).join(', ')}, or an ARN`;
}

/** Reads one `--target`. Throws GcxError with exit code 64 where it is none of {@link targetSyntax}. */
export function parseTarget(text: string): TargetAnswer {
  const [word = '', ...rest] = text.split(':');
  const choice = targetChoices().find((each) => each.word === word);
  const named = choice?.by === 'arn' ? text : rest.join(':');
  if (choice !== undefined && named !== '') return targetAnswer(choice, named);
  throw new GcxError(
    { code: 'usage', what: `--target cannot be "${text}".`, fix: `Write ${targetSyntax()}.` },
    ExitCode.usage,
  );
}

/** The answer of a name or ARN. */
export function targetAnswer(choice: TargetChoice, text: string): TargetAnswer {
  const name = choice.by === 'arn' ? (text.split(/[:/]/).at(-1) ?? '') : text;
  return { name, inFile: choice.inFile(text) };
}

/** The name that a target has in the file: what it is called in AWS, in the characters that the file takes. */
export function targetKey({ name }: TargetAnswer): string {
  return keyFrom(name.replace(/\.fifo$/, ''), 'target');
}

/** A text as a key of the file: lower case, dashes between words. */
export function keyFrom(text: string, fallback: string): string {
  const key = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(key) ? key : key === '' ? fallback : `${fallback}-${key}`;
}
