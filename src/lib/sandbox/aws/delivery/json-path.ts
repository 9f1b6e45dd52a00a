import { isJsonObject, type JsonValue } from '../../../json.js';

/** One step of a path: a field, an element (counted from the end where negative) or all elements. */
type Step =
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'element'; readonly index: number }
  | { readonly kind: 'all' };

const STEP = /\.([^.[\]]+)|\[(-?\d+|\*)\]|\[(?:'([^']*)'|"([^"]*)")\]/y;

/** Takes apart the JSON paths that EventBridge knows: fields, elements and `*`; undefined where the text is none. */
function parseJsonPath(path: string): readonly Step[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: Step[] = [];
  STEP.lastIndex = 1;
  while (STEP.lastIndex < path.length) {
    const match = STEP.exec(path);
    if (match === null) return undefined;
    const [, dotted, index, single, double] = match;
    if (dotted === '*' || index === '*') steps.push({ kind: 'all' });
    else if (index !== undefined) steps.push({ kind: 'element', index: Number(index) });
    else steps.push({ kind: 'field', name: dotted ?? single ?? double ?? '' });
  }
  return steps;
}

/** The value that a path leads to; undefined where there is none. */
export function atJsonPath(value: JsonValue, path: string): JsonValue | undefined {
  const steps = parseJsonPath(path);
  return steps === undefined ? undefined : walk(value, steps);
}

function walk(value: JsonValue, steps: readonly Step[]): JsonValue | undefined {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  switch (step.kind) {
    case 'field': {
      if (!isJsonObject(value) || !Object.hasOwn(value, step.name)) return undefined;
      const inner = value[step.name];
      return inner === undefined ? undefined : walk(inner, rest);
    }
    case 'element': {
      const inner: JsonValue | undefined = Array.isArray(value) ? value.at(step.index) : undefined;
      return inner === undefined ? undefined : walk(inner, rest);
    }
    case 'all': {
      if (!Array.isArray(value)) return undefined;
      return value.map((entry: JsonValue) => walk(entry, rest)).filter((entry) => entry !== undefined);
    }
  }
}
