import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { orList } from '../../base/words.js';
import type { TargetChoice } from '../../engine/targets/kind.js';
import { targetChoices } from '../../engine/targets/list.js';
import type { SubscriberAnswer, TargetAnswer } from './answers.js';

/** How an HTTPS endpoint is written. */
const HTTP_FORM = 'http:URL,auth=apiKey,header=X-Api-Key,secret=NAME';

/** The forms of `--target`, as help lists them. */
export function targetForms(): string {
  const named = targetChoices().filter(({ by }) => by === 'name');
  return `${named.map(({ word }) => `${word}:NAME`).join(', ')}, ${HTTP_FORM} or an ARN (ARN,role=ARN where it takes a role)`;
}

/** How `--target` is written. */
function targetSyntax(): string {
  const words = (makes: boolean): readonly string[] =>
    targetChoices()
      .filter((choice) => choice.by === 'name' && choice.makes === makes)
      .map(({ word }) => `${word}:NAME`);
  return `${orList(words(true))} (gcx creates it), ${words(false).join(', ')}, ${HTTP_FORM}, or an ARN`;
}

/** Reads one `--target`. Throws GcxError with exit code 64 where it is none of {@link targetForms}. */
export function parseTarget(full: string): TargetAnswer {
  const [text = '', role] = full.split(ROLE);
  if (role !== undefined) return withRole(parseTarget(text), role);
  const [word = '', ...rest] = text.split(':');
  const choice = targetChoices().find((each) => each.word === word);
  const named = choice?.by === 'arn' ? text : rest.join(':');
  if (choice !== undefined && named !== '') {
    requireDetails(choice, named);
    return targetAnswer(choice, named);
  }
  throw new GcxError(
    { code: 'usage', what: `--target cannot be "${text}".`, fix: `Write ${targetSyntax()}.` },
    ExitCode.usage,
  );
}

/** @throws GcxError with exit code 64 where a target lacks what is said of it behind its name */
function requireDetails(choice: TargetChoice, named: string): void {
  let text = named;
  for (let next = choice.next?.(text); next !== undefined; next = choice.next?.(text)) {
    const { word, standard, optional } = next;
    if (optional !== true)
      throw new GcxError(
        {
          code: 'usage',
          what: `--target ${choice.word}:${named} does not say ${word}.`,
          fix: `Add it behind a comma, for example:  ${choice.word}:${completed(choice, named)}`,
        },
        ExitCode.usage,
      );
    text = withDetail(text, word, standard);
  }
}

/** A target's text with one more detail behind it. */
export function withDetail(text: string, word: string, answer: string): string {
  return `${text},${word}=${answer}`;
}

/** A target's text with all that is not said yet as suggested. */
function completed(choice: TargetChoice, named: string): string {
  let text = named;
  for (let next = choice.next?.(text); next !== undefined; next = choice.next?.(text))
    text = withDetail(text, next.word, next.standard);
  return text;
}

/** What stands between a target and the role that EventBridge assumes to send there: `ARN,role=ARN`. */
export const ROLE = ',role=';

/** A target with the role that EventBridge assumes to send there. */
export function withRole(target: TargetAnswer, role: string): TargetAnswer {
  return { ...target, inFile: { ...target.inFile, role } };
}

/** How `--subscriber` is written. */
export const SUBSCRIBER_FORMS = 'email:ADDRESS, sqs:NAME, existing-sqs:NAME, lambda:NAME or https://ADDRESS';

/** Reads one `--subscriber`. Throws GcxError with exit code 64 where it is none of {@link SUBSCRIBER_FORMS}. */
export function parseSubscriber(text: string): SubscriberAnswer {
  if (text.startsWith('https://')) return { kind: 'https', url: text };
  const [word = '', ...rest] = text.split(':');
  const name = rest.join(':');
  if (word === 'email' && name !== '') return { kind: 'email', address: name };
  const choice = targetChoices().find((each) => each.word === word);
  const target = choice === undefined || name === '' ? undefined : targetAnswer(choice, name);
  const key = target === undefined ? undefined : subscriberKey(target);
  if (key !== undefined && target !== undefined) return { kind: 'target', key, target };
  throw new GcxError(
    { code: 'usage', what: `--subscriber cannot be "${text}".`, fix: `Write ${SUBSCRIBER_FORMS}.` },
    ExitCode.usage,
  );
}

/** The key of a subscriber that names a target of the file; undefined where SNS does not send to such a target. */
export function subscriberKey({ inFile }: Pick<TargetAnswer, 'inFile'>): 'sqs' | 'lambda' | undefined {
  return 'sqs' in inFile ? 'sqs' : 'lambda' in inFile ? 'lambda' : undefined;
}

/** The answer of a name or ARN. */
export function targetAnswer(
  choice: TargetChoice,
  text: string,
  subscribers: readonly SubscriberAnswer[] = [],
): TargetAnswer {
  const handler = choice.handler?.(text);
  const name =
    handler === undefined
      ? choice.by === 'arn'
        ? (text.split(/[:/]/).at(-1) ?? '')
        : (choice.nameOf?.(text) ?? text)
      : handler.slice(handler.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  return {
    name,
    inFile: choice.inFile(text),
    subscribers,
    ...(handler === undefined ? {} : { handler }),
  };
}

/** The target's name in the file, as far as no other has it. */
export function targetKey({ name }: Pick<TargetAnswer, 'name'>): string {
  return keyFrom(name.replace(/\.fifo$/, ''), 'target');
}

/** Characters of a key that is made of another name; the longest that every kind of key takes. */
const KEY_CHARACTERS = 32;

/** A text as a key of the file: lower case, dashes between words. */
export function keyFrom(text: string, fallback: string): string {
  const key = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, KEY_CHARACTERS)
    .replace(/^-+|-+$/g, '');
  return /^[a-z]/.test(key) ? key : key === '' ? fallback : `${fallback}-${key}`.slice(0, KEY_CHARACTERS);
}
