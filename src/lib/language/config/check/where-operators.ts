import { nearName } from '../../../base/name-difference.js';
import { ownValue } from '../../../base/own-value.js';
import type { Problem } from '../document/problems.js';
import type { MapNode, SourceNode } from '../document/source-node.js';

/** EventBridge's operators (AWS: EventBridge, "Comparison operators for use in event patterns"). */
export const OPERATORS: readonly string[] = [
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
];

/** How each operator is written. */
export const OPERATOR_EXAMPLES: Readonly<Record<string, string>> = {
  prefix: 'It looks like { prefix: "sales-" }.',
  suffix: 'It looks like { suffix: "-de" }.',
  'equals-ignore-case': 'It looks like { equals-ignore-case: "voice" }.',
  wildcard: 'It looks like { wildcard: "sales*de" }.',
  'anything-but': 'It looks like { anything-but: [VOICE, CHAT] } or { anything-but: { prefix: "x" } }.',
  numeric: 'It looks like { numeric: [">", 0, "<=", 100] }.',
  exists: 'It looks like { exists: true }.',
  cidr: 'It looks like { cidr: "10.0.0.0/24" }.',
};

/** What people write for an operator that EventBridge calls otherwise, in lower case. */
const OPERATOR_FOR: Readonly<Record<string, string>> = {
  not: 'anything-but',
  ne: 'anything-but',
  'not-equals': 'anything-but',
  notequals: 'anything-but',
  except: 'anything-but',
  'not-in': 'anything-but',
  notin: 'anything-but',
  startswith: 'prefix',
  'starts-with': 'prefix',
  endswith: 'suffix',
  'ends-with': 'suffix',
  glob: 'wildcard',
  like: 'wildcard',
  ignorecase: 'equals-ignore-case',
  ip: 'cidr',
};

/** Operators of comparison, as people write them for `numeric`. */
const NUMERIC_FOR: Readonly<Record<string, string>> = {
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
  gt: '>',
  gte: '>=',
  lt: '<',
  lte: '<=',
};

/** `{ gt: 60000 }`. */
function asNumeric(operator: string, node: MapNode): Problem | undefined {
  const sign = ownValue(NUMERIC_FOR, operator.toLowerCase());
  const value = node.entries.get(operator)?.value;
  if (sign === undefined || node.entries.size > 1 || value?.kind !== 'scalar') return undefined;
  const number = Number(value.value);
  if (Number.isNaN(number)) return undefined;
  const text = `{ numeric: ["${sign}", ${number}] }`;
  return {
    code: 'unknown-operator',
    message: `"${operator}" is not an operator of EventBridge.`,
    fix: `Write ${text}.`,
    edits: [{ ...node.range, text }],
  };
}

/** Operators that take one text, and the one that takes several as well. */
const OF_TEXT: ReadonlySet<string> = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard', 'cidr']);

/** `{ not: ABANDON }` with the operator that is meant. */
function withOperator(operator: string, meant: string, node: MapNode): Problem | undefined {
  const value = node.entries.get(operator)?.value;
  if (node.entries.size > 1 || value === undefined) return undefined;
  const written = meant === 'anything-but' || OF_TEXT.has(meant) ? writtenIn(value, meant) : undefined;
  if (written === undefined) return undefined;
  const text = `{ ${meant}: ${written} }`;
  return {
    code: 'unknown-operator',
    message: `"${operator}" is not an operator of EventBridge.`,
    fix: `Write ${text}.`,
    edits: [{ ...node.range, text }],
  };
}

/** A value as it stands in the file, if an operator takes it; undefined if not. */
function writtenIn(value: SourceNode, operator: string): string | undefined {
  if (value.kind === 'scalar') return value.style === 'block' ? undefined : value.written;
  if (value.kind === 'map' || operator !== 'anything-but') return undefined;
  const items = value.items.map((item) => (item.kind === 'scalar' ? item.written : undefined));
  return items.includes(undefined) || items.length === 0 ? undefined : `[${items.join(', ')}]`;
}

/** What to say of an operator that EventBridge does not have. */
export function unknownOperator(key: string, operator: string, node: MapNode): Problem {
  const numeric = asNumeric(operator, node);
  if (numeric !== undefined) return numeric;
  const near = ownValue(OPERATOR_FOR, operator.toLowerCase()) ?? nearName(operator, OPERATORS, 1).names[0];
  const whole = near === undefined ? undefined : withOperator(operator, near, node);
  if (whole !== undefined) return whole;
  return {
    code: 'unknown-operator',
    message: `"${operator}" is not an operator of EventBridge.`,
    ...(near === undefined ? {} : { replacement: near }),
    fix:
      near === undefined
        ? `There are ${OPERATORS.join(', ')}. For a field within "${key}" write "${key}.${operator}: value".`
        : `Did you mean "${near}"? ${ownValue(OPERATOR_EXAMPLES, near) ?? ''}`.trim(),
  };
}
