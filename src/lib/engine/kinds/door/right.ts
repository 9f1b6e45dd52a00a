import type { Config } from '../../../language/config/model.js';
import { parseArn } from '../../../language/names/arn.js';
import { ruleNamePrefix } from '../../../language/names/rule-names.js';
import type { Declared } from '../../targets/declared.js';
import { TagKey } from '../ownership/mark.js';

/** Under which conditions AWS allows it, as IAM policies write them: by operator, then by condition key. */
export type RightConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** What AWS has to allow somebody for one purpose. */
export interface Right {
  /** IAM actions, such as `events:PutRule`. */
  readonly actions: readonly string[];
  /** ARNs, or patterns of ARNs with `*`. */
  readonly on: readonly string[];
  /** Absent: it is allowed on all of them without more. */
  readonly when?: RightConditions;
  /** What gcx does with it, to follow "to". */
  readonly why: string;
  /** What gcx does not do, or does not say, without it: a sentence. Absent: gcx does not work without it. */
  readonly without?: string;
}

/** What a kind of resource takes, on both sides, for what a file says. */
export interface KindRights {
  /** For whoever only looks. */
  readonly read: readonly Right[];
  /** For whoever changes the pipe, beside what reading takes. */
  readonly write: readonly Right[];
  /** Permissions of Genesys Cloud, or OAuth scopes. Absent: none. */
  readonly genesys?: { readonly read: readonly string[]; readonly write: readonly string[] };
}

/** The file that rights are for. */
export interface RightScope {
  readonly config: Config;
  /** What its targets speak of. */
  readonly declared: Declared;
  /** Full name of the bus that rules are on. */
  readonly bus: string;
}

/** On what carries the project's tag already. */
export function onOurs({ config }: Pick<RightScope, 'config'>): RightConditions {
  return { StringEquals: { [`aws:ResourceTag/${TagKey.project}`]: config.project } };
}

/** With the call that puts the project's tag on a new thing. */
export function withOurTag({ config }: Pick<RightScope, 'config'>): RightConditions {
  return { StringEquals: { [`aws:RequestTag/${TagKey.project}`]: config.project } };
}

/**
 * Names of the file's own things, and a pattern of all that gcx names after the project: a thing that left the file is
 * found by it. Each once, and none that the pattern covers.
 */
export function projectNames(
  { config }: Pick<RightScope, 'config'>,
  names: readonly string[],
): readonly string[] {
  const prefix = ruleNamePrefix(config);
  return [...new Set(names.filter((name) => !name.startsWith(prefix))), `${prefix}*`];
}

/** Names of things that gcx makes only where the file names them: as {@link projectNames}, without what nothing is called. */
export function namesToMake(scope: Pick<RightScope, 'config'>, names: readonly string[]): readonly string[] {
  const prefix = ruleNamePrefix(scope.config);
  const all = projectNames(scope, names);
  return names.some((name) => name.startsWith(prefix)) ? all : all.slice(0, -1);
}

/** Whether an ARN is of the file's own account and region: a policy of this account says nothing of others. */
export function isOwn({ config }: Pick<RightScope, 'config'>, arn: string): boolean {
  const parts = parseArn(arn);
  return parts?.account === config.aws.account && (parts.region === '' || parts.region === config.aws.region);
}
