import { isJsonObject, type JsonValue } from '../../../base/json.js';

/** One step of a path: a member, an element or all elements. */
export type PathStep =
  | { readonly kind: 'member'; readonly name: string }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'all' };

/**
 * `.member`, `[number]` or `[*]`. A member has letters, digits, `_`, `-` and `/` (EventBridge user guide, "Amazon
 * EventBridge targets"); what AWS does with other characters is not known [?], so they are refused.
 */
const STEP = /\.([A-Za-z0-9_/-]+)|\[(?:(\d+)|\*)\]/y;

/** Takes apart a JSON path as EventBridge knows it; undefined where PutTargets refuses the text (recorded). */
export function parseJsonPath(path: string): readonly PathStep[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: PathStep[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) return undefined;
    const [, name, index] = match;
    if (name !== undefined) steps.push({ kind: 'member', name });
    else if (index !== undefined) steps.push({ kind: 'element', index: Number(index) });
    else steps.push({ kind: 'all' });
  }
  return steps;
}

/**
 * The value that a path leads to; undefined where there is none, or where the path is none. What `[*]` finds of what is
 * no list is not recorded [?]: here nothing, with which a template breaks sooner.
 */
export function atJsonPath(value: JsonValue, path: string): JsonValue | undefined {
  const steps = parseJsonPath(path);
  if (steps === undefined) return undefined;
  let found: readonly JsonValue[] = [value];
  let several = false;
  for (const step of steps) {
    if (step.kind === 'all') {
      const lists = found.filter(isList);
      if (lists.length === 0) return undefined;
      several = true;
      found = lists.flat();
    } else found = found.flatMap((each) => oneStep(each, step));
  }
  return several ? found : found[0];
}

function oneStep(value: JsonValue, step: Exclude<PathStep, { kind: 'all' }>): readonly JsonValue[] {
  const inner =
    step.kind === 'member'
      ? isJsonObject(value) && Object.hasOwn(value, step.name)
        ? value[step.name]
        : undefined
      : isList(value)
        ? value[step.index]
        : undefined;
  return inner === undefined ? [] : [inner];
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
