import type { JsonObject } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import type { RightConditions } from '../../engine/kinds/index.js';
import type { NeededRight } from './model.js';

/** A statement of an IAM policy. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: RightConditions;
}

/** An IAM policy. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

/** A managed policy to make. */
export interface NamedPolicy {
  /** As it may be called, e.g. `gcx-contact-center-events-apply-1`. */
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly description: string;
  readonly document: PolicyDocument;
}

/**
 * Rights as the statements of managed policies, each within what IAM takes (characters without white space). What differs in
 * its actions only is one statement.
 * @param base what the policies are called; where there are several, a number follows
 */
export function policiesOf(
  rights: readonly NeededRight[],
  { base, description }: { readonly base: string; readonly description: string },
): readonly NamedPolicy[] {
  const parts = inParts(statementsOf(rights));
  return parts.map((Statement, index) => ({
    name: parts.length === 1 ? base : `${base}-${index + 1}`,
    description,
    document: { Version: '2012-10-17', Statement },
  }));
}

function statementsOf(rights: readonly NeededRight[]): readonly PolicyStatement[] {
  const byPlace = new Map<string, NeededRight>();
  for (const right of rights) {
    const key = JSON.stringify([[...right.on].sort(), right.when ?? null]);
    const known = byPlace.get(key);
    byPlace.set(key, { ...right, actions: [...(known?.actions ?? []), ...right.actions] });
  }
  const taken = new Map<string, number>();
  return [...byPlace.values()].map(({ actions, on, when }) => {
    const sorted = [...new Set(actions)].sort();
    const words = `Gcx${sorted.every(isRead) ? 'Reads' : 'Writes'}${serviceWord(sorted)}`;
    const count = (taken.get(words) ?? 0) + 1;
    taken.set(words, count);
    return {
      Sid: count === 1 ? words : `${words}${count}`,
      Effect: 'Allow' as const,
      Action: one(sorted),
      Resource: one(on),
      ...(when === undefined ? {} : { Condition: when }),
    };
  });
}

/** Whether an action is one that looks and no more. */
function isRead(action: string): boolean {
  return /:(?:Describe|Get|List|Filter)/.test(action);
}

/** A Sid holds letters and digits only. */
function serviceWord(actions: readonly string[]): string {
  const services = [...new Set(actions.map((action) => action.slice(0, action.indexOf(':'))))];
  const [service = ''] = services;
  return services.length === 1 ? service.charAt(0).toUpperCase() + service.slice(1) : 'Account';
}

function one(items: readonly string[]): string | readonly string[] {
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : items;
}

/** Statements in as few policies as they fit in, in their order; one that alone is too long is cut by its resources. */
function inParts(statements: readonly PolicyStatement[]): readonly (readonly PolicyStatement[])[] {
  const parts: PolicyStatement[][] = [];
  for (const statement of statements.flatMap(cut)) {
    const last = parts.at(-1);
    if (last !== undefined && sizeOf([...last, statement]) <= Limits.managedPolicyCharacters)
      last.push(statement);
    else parts.push([statement]);
  }
  return parts;
}

function cut(statement: PolicyStatement): readonly PolicyStatement[] {
  const resources = [statement.Resource].flat();
  if (sizeOf([statement]) <= Limits.managedPolicyCharacters || resources.length < 2) return [statement];
  const half = Math.ceil(resources.length / 2);
  return [resources.slice(0, half), resources.slice(half)].flatMap((some, index) =>
    cut({ ...statement, Sid: `${statement.Sid}${index === 0 ? 'A' : 'B'}`, Resource: one(some) }),
  );
}

/** Characters that IAM counts: all but white space (IAM and STS quotas). */
function sizeOf(Statement: readonly PolicyStatement[]): number {
  return JSON.stringify({ Version: '2012-10-17', Statement }).replaceAll(/\s/g, '').length;
}

/** A policy as JSON. */
export function documentJson(document: PolicyDocument): JsonObject {
  return JSON.parse(JSON.stringify(document));
}
