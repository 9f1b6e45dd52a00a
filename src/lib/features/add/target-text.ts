import { isDeepStrictEqual } from 'node:util';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { JsonObject } from '../../base/json.js';
import { nearNames } from '../../base/near-names.js';
import { targetChoices } from '../../engine/targets/list.js';
import { parseTarget, targetForms, targetKey } from '../questions/target-answer.js';
import { type FileContent, mapAt, requireName } from './file-content.js';

/** A target that a flag or argument names. */
export interface NamedTarget {
  /** Its name in the file. */
  readonly name: string;
  /** What the file has to say of it. Absent: it is there already. */
  readonly content?: JsonObject;
}

/** What a new target says beside what it is. */
export interface TargetSettings {
  readonly role?: string | undefined;
  readonly messageGroup?: string | undefined;
}

/**
 * The target of a text as `--target` takes it: the name of one that the file has, or a new one such as `sqs:crm-inbox`. What the file
 * has already is found by what it says.
 * @param flag as messages name it
 * @param name of a new one in the file. Absent: made of what it is called on AWS
 * @param taken names that others given with it take
 * @throws GcxError for a text that is neither, with the near names
 */
export function namedTarget(
  file: FileContent,
  text: string,
  flag: string,
  settings: TargetSettings & { readonly name?: string | undefined } = {},
  taken: readonly string[] = [],
): NamedTarget {
  const targets = mapAt(file.content, 'targets');
  if (settings.name === undefined && Object.hasOwn(targets, text)) return { name: text };
  if (!isForm(text)) throw unknown(text, flag, Object.keys(targets));
  const answer = parseTarget(text);
  const content = withSettings(answer.inFile, settings);
  const same = Object.keys(targets).find(
    (each) =>
      (settings.name === undefined || settings.name === each) && isDeepStrictEqual(targets[each], content),
  );
  if (same !== undefined) return { name: same };
  const key = settings.name ?? targetKey(answer);
  requireName('target', key);
  if (settings.name !== undefined && Object.hasOwn(targets, key)) throw nameTaken(file, key);
  return { name: unused(key, [...Object.keys(targets), ...taken]), content };
}

function isForm(text: string): boolean {
  const [word = '', ...rest] = text.split(':');
  return rest.join('') !== '' && targetChoices().some((each) => each.word === word);
}

function withSettings(inFile: JsonObject, { role, messageGroup }: TargetSettings): JsonObject {
  const sqs = inFile['sqs'];
  return {
    ...inFile,
    ...(messageGroup === undefined || typeof sqs !== 'object' ? {} : { sqs: { ...sqs, messageGroup } }),
    ...(role === undefined ? {} : { role }),
  };
}

function unknown(text: string, flag: string, names: readonly string[]): GcxError {
  const near = nearNames(text, names);
  const forms = `sqs:${/^[\w-]+$/.test(text) ? text : 'NAME'} (a new SQS queue), ${targetForms()}`;
  return new GcxError(
    {
      code: 'target-unknown',
      what: `${flag}: the file has no target of this name.`,
      fix:
        near.length > 0
          ? `Did you mean ${near.join(' or ')}? A new one is written ${forms}.`
          : `Write ${forms}.`,
    },
    ExitCode.usage,
  );
}

function nameTaken({ file }: FileContent, name: string): GcxError {
  return new GcxError({
    code: 'target-exists',
    what: `${file} has a target ${name} already, and it is something else.`,
    fix: 'Choose another name with --name.',
  });
}

function unused(wanted: string, taken: readonly string[]): string {
  let key = wanted;
  for (let number = 2; taken.includes(key); number++) key = `${wanted}-${number}`;
  return key;
}
