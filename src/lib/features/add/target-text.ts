import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { didYouMean, nearName } from '../../base/name-difference.js';
import { targetChoices } from '../../engine/targets/list.js';
import { parseSubscriber, parseTarget, type TargetAnswer } from '../questions/index.js';
import { targetForms } from '../questions/target-answer.js';

/** What a new target says beside what it is. */
export interface TargetSettings {
  readonly role?: string | undefined;
  readonly messageGroup?: string | undefined;
  /** As `--subscriber` takes them. */
  readonly subscribers?: readonly string[];
}

/** A target as it was given: a text as `--target` takes it, or an answer to the questions. */
export type GivenTarget = string | TargetAnswer;

/**
 * The target of a text such as `sqs:crm-inbox`.
 * @param flag as messages name it
 * @param names of the file's targets
 * @throws GcxError with exit code 64 for a text that is none, with the near names
 */
export function targetOf(
  text: string,
  flag: string,
  names: readonly string[],
  settings: TargetSettings = {},
): TargetAnswer {
  if (!isForm(text)) throw unknown(text, flag, names);
  const { role, messageGroup } = settings;
  const target = parseTarget(text);
  const sqs = target.inFile['sqs'];
  return {
    ...target,
    inFile: {
      ...target.inFile,
      ...(messageGroup === undefined || typeof sqs !== 'object' ? {} : { sqs: { ...sqs, messageGroup } }),
      ...(role === undefined ? {} : { role }),
    },
    subscribers: subscribersOf(target, settings.subscribers ?? []),
  };
}

function subscribersOf(target: TargetAnswer, texts: readonly string[]): TargetAnswer['subscribers'] {
  if (texts.length === 0 || !('sns' in target.inFile)) return target.subscribers;
  return texts.map(parseSubscriber);
}

function isForm(text: string): boolean {
  const [word = '', ...rest] = text.split(':');
  return rest.join('') !== '' && targetChoices().some((each) => each.word === word);
}

function unknown(text: string, flag: string, names: readonly string[]): GcxError {
  const meant = didYouMean(nearName(text, names), (name) => name);
  const forms = `sqs:${/^[\w-]+$/.test(text) ? text : 'NAME'} (a new SQS queue), ${targetForms()}`;
  return new GcxError(
    {
      code: 'target-unknown',
      what: `${flag}: the file has no target of this name.`,
      fix: meant === '' ? `Write ${forms}.` : `${meant} A new one is written ${forms}.`,
    },
    ExitCode.usage,
  );
}
