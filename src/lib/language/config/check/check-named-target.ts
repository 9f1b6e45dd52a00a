import { isArn, parseWrittenArn } from '../../names/arn.js';
import { type NameRule, nameProblem } from '../document/name-rules.js';
import { nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath, Target } from '../model.js';
import { checkArnRegion } from './check-arn-region.js';
import type { CheckContext } from './check-context.js';

/** How the file names a target of a kind that gcx knows by name. */
export interface NamedForm {
  /** The key that says the kind. */
  readonly key: Target['kind'];
  /** The service of its ARNs. Absent: it is called as the key is. */
  readonly service?: string;
  /** Whether it may be in another region, of which PutTargets takes event buses only. Absent: it may not. */
  readonly anyRegion?: true;
  /** Whether `create` may stand there. */
  readonly makes: boolean;
  /** Of the name of one that exists. */
  readonly name: NameRule;
  /** How the resource of its ARN begins, before the name. */
  readonly resourceStart: string;
  /** Whether it is the resource of its ARN. Absent: where it is a name. */
  isResource?(resource: string): boolean;
  /** The name in what `existing` says, where more may follow it. Absent: all of it. */
  nameIn?(text: string): string;
}

/** What a target says by `create` or `existing`. */
export interface SaidName {
  /** Undefined if it is not a text. */
  readonly text: string | undefined;
}

/**
 * Checks that a target says one thing by `create` or `existing`, and that AWS takes that name or ARN.
 * @param path of the kind's key
 * @returns undefined where it does not say one thing
 */
export function checkNamed(context: CheckContext, path: ConfigPath, form: NamedForm): SaidName | undefined {
  const { problems, root } = context;
  const { key, makes } = form;
  const place = nodeAt(root, path);
  if (place?.kind !== 'map') return undefined;
  const create = nodeAt(place, ['create']);
  const existing = nodeAt(place, ['existing']);
  // That there is no such key is told by the schema.
  if (!makes && create !== undefined && existing === undefined) return undefined;
  if (makes && create !== undefined && existing !== undefined) {
    problems.atKey([...path, 'existing'], {
      code: 'create-or-existing',
      message: 'This target says both "create" and "existing".',
      fix: 'Keep "create" for one that gcx makes, "existing" for one that is there.',
    });
    return undefined;
  }
  if (create === undefined && existing === undefined) {
    problems.atKey(path, {
      code: 'create-or-existing',
      message: `${key} does not say which one.`,
      fix: makes
        ? `Write ${key}: { create: NAME } or ${key}: { existing: NAME }.`
        : `Write ${key}: { existing: NAME }.`,
    });
    return undefined;
  }
  const text = textOf(existing);
  if (text !== undefined && text !== '') checkExisting(context, [...path, 'existing'], form, text);
  return { text: textOf(create) ?? text };
}

function checkExisting(context: CheckContext, path: ConfigPath, form: NamedForm, text: string): void {
  const { problems } = context;
  if (/^https?:\/\//.test(text)) {
    const [, , , account, name] = text.split('/');
    problems.at(path, {
      code: 'form',
      message: 'This is an address; "existing" takes a name or an ARN.',
      fix:
        name === undefined || account === undefined
          ? 'Write the name.'
          : `Write ${name}, or its ARN where it is in another account.`,
    });
    return;
  }
  if (isArn(text)) {
    checkExistingArn(context, path, form, text);
    return;
  }
  const problem = nameProblem(form.name, form.nameIn?.(text) ?? text);
  if (problem !== undefined) problems.at(path, problem);
}

function checkExistingArn(context: CheckContext, path: ConfigPath, form: NamedForm, text: string): void {
  const { key, service = key, resourceStart, name } = form;
  const arn = parseWrittenArn(text);
  const fits = (resource: string): boolean =>
    form.isResource?.(resource) ?? nameProblem(name, resource) === undefined;
  if (arn?.service !== service || arn.region === '' || arn.account === '' || !fits(arn.resource)) {
    context.problems.at(path, {
      code: 'arn-invalid',
      message:
        arn !== undefined && arn.service !== service
          ? `This is the ARN of something of ${arn.service}, but the target says ${key}.`
          : 'This is not a complete ARN.',
      fix: `It looks like arn:aws:${service}:eu-west-1:111122223333:${resourceStart}NAME.`,
    });
    return;
  }
  if (form.anyRegion !== true) checkArnRegion(context, path, arn.region);
}
