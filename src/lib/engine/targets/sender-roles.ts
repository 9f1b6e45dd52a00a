import { Limits } from '../../base/limits.js';
import type { Target } from '../../language/config/model.js';
import { roleArn } from '../../language/names/arn.js';
import { rolePath } from '../../language/names/processor-names.js';
import { senderRoleName } from '../../language/names/sender-role-names.js';
import type { DeclaredSenderRole } from './declared-sender-role.js';
import type { TargetScope } from './kind.js';
import { arnOf, kindOf, targetKinds } from './list.js';

/** The roles that the file's targets need made: one for each kind, and another where its policy would grow full. */
export function senderRoles(scope: TargetScope): readonly DeclaredSenderRole[] {
  return targetKinds().flatMap(({ kind, roleActions = [] }) => {
    const targets = Object.values(scope.targets).filter(
      (target) => target.kind === kind && isMadeFor(target),
    );
    return split(scope, targets).map((each, index) => ({
      ...senderRole(scope, kind, index + 1),
      actions: roleActions,
      resources: [...each.keys()],
      targets: namesIn(each),
    }));
  });
}

/** ARN of the role with which EventBridge sends to a target: the file's, or the one that gcx makes. Undefined: none. */
export function roleArnOf(target: Target, scope: TargetScope): string | undefined {
  if (target.role !== undefined || !isMadeFor(target)) return target.role;
  return senderRoles(scope).find(({ targets }) => targets.includes(target.name))?.arn;
}

/** The roles that gcx may have made for the file's targets, whatever targets it has now. */
export function possibleSenderRoles(scope: TargetScope): readonly Pick<DeclaredSenderRole, 'name' | 'arn'>[] {
  const numbers = Array.from({ length: Limits.senderRolesPerKind }, (_, index) => index + 1);
  return senderKinds().flatMap((kind) => numbers.map((number) => senderRole(scope, kind, number)));
}

/** Of these roles, the first of each kind of target: where there is another, this one is there. */
export function firstSenderRoles(scope: TargetScope): readonly Pick<DeclaredSenderRole, 'name' | 'arn'>[] {
  return senderKinds().map((kind) => senderRole(scope, kind, 1));
}

function senderKinds(): readonly string[] {
  return targetKinds().flatMap(({ kind, roleActions }) => (roleActions === undefined ? [] : [kind]));
}

function senderRole(
  scope: TargetScope,
  kind: string,
  number: number,
): Pick<DeclaredSenderRole, 'name' | 'arn'> {
  const name = senderRoleName(scope, kind, number);
  return { name, arn: roleArn(scope, rolePath(scope), name) };
}

function isMadeFor(target: Target): boolean {
  return target.role === undefined && kindOf(target).roleActions !== undefined;
}

/** ARNs with the targets that stand for them, in the file's order: a target that is added moves no other to another role. */
function split(
  scope: TargetScope,
  targets: readonly Target[],
): readonly ReadonlyMap<string, readonly string[]>[] {
  const parts: Map<string, readonly string[]>[] = [];
  let characters = 0;
  for (const target of targets) {
    const arn = kindOf(target).roleResource?.(target, scope) ?? arnOf(target, scope);
    const there = parts.find((part) => part.has(arn));
    if (there !== undefined) {
      there.set(arn, [...(there.get(arn) ?? []), target.name]);
      continue;
    }
    characters += arn.length + QUOTES;
    const last = parts.at(-1);
    if (last === undefined || characters > Limits.senderPolicyCharacters) {
      characters = arn.length + QUOTES;
      parts.push(new Map([[arn, [target.name]]]));
    } else last.set(arn, [target.name]);
  }
  return parts;
}

/** Characters around an ARN in a list of JSON. */
const QUOTES = 3;

function namesIn(part: ReadonlyMap<string, readonly string[]>): readonly [string, ...string[]] {
  const [first = '', ...rest] = [...part.values()].flat();
  return [first, ...rest];
}
