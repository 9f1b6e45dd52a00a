import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { Limits } from '../../../base/limits.js';
import { nearNames } from '../../../base/near-names.js';
import { ownValue } from '../../../base/own-value.js';
import type { Field } from '../../events/index.js';
import { InvalidPattern, matches, parsePattern, readEvent } from '../../patterns/index.js';
import type { Problem } from '../document/problems.js';
import {
  entriesOf,
  itemsOf,
  type ScalarNode,
  type SourceNode,
  textOf,
  toJson,
} from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { patternProblem, patternText } from './condition-pattern.js';

/** EventBridge's operators (AWS: EventBridge, "Comparison operators for use in event patterns"). */
const OPERATORS = [
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
];

/** Whether a condition says that the field is absent. */
export function isAbsence(node: SourceNode): boolean {
  const exists = entriesOf(node).get('exists')?.value;
  return exists?.kind === 'scalar' && exists.value === false;
}

/** Checks one condition: its operator as EventBridge does, and its values against the field. */
export function checkCondition(
  context: CheckContext,
  path: ConfigPath,
  node: SourceNode,
  key: string,
  fields: readonly Field[],
): void {
  const { problems } = context;
  if (node.kind === 'list') {
    problems.at(path, {
      code: 'wrong-type',
      message: 'A list within the list of values.',
      fix: 'Write all values in one list.',
    });
    return;
  }
  if (node.kind === 'scalar') {
    checkValue(context, path, node, fields);
    return;
  }
  const [operator = ''] = node.entries.keys();
  if (!OPERATORS.includes(operator)) {
    problems.atKey([...path, operator], unknownOperator(key, operator));
    return;
  }
  const reason = patternProblem(key, [toJson(node)]);
  if (reason !== undefined) {
    problems.atKey([...path, operator], {
      code: 'where-invalid',
      message: `EventBridge does not take this condition: ${reason}.`,
      fix: ownValue(EXAMPLES, operator) ?? 'See "gcx pattern explain".',
    });
    return;
  }
  const characters = patternText(key, [toJson(node)]).length;
  if (characters > Limits.rulePatternCharacters) {
    problems.atKey([...path, operator], {
      code: 'pattern-size',
      message: `With this condition alone a pattern has ${characters} characters; a rule takes ${Limits.rulePatternCharacters} (rulePatternCharacters), and a condition cannot be taken apart.`,
      fix: 'Shorten it, or make several routes of it.',
    });
    return;
  }
  checkOperator(context, path, operator, node, fields);
}

const EXAMPLES: Readonly<Record<string, string>> = {
  prefix: 'It looks like { prefix: "sales-" }.',
  suffix: 'It looks like { suffix: "-de" }.',
  'equals-ignore-case': 'It looks like { equals-ignore-case: "voice" }.',
  wildcard: 'It looks like { wildcard: "sales*de" }.',
  'anything-but': 'It looks like { anything-but: [VOICE, CHAT] } or { anything-but: { prefix: "x" } }.',
  numeric: 'It looks like { numeric: [">", 0, "<=", 100] }.',
  exists: 'It looks like { exists: true }.',
  cidr: 'It looks like { cidr: "10.0.0.0/24" }.',
};

function unknownOperator(key: string, operator: string): Problem {
  const [near] = nearNames(operator, OPERATORS, 1);
  return {
    code: 'unknown-operator',
    message: `"${operator}" is no operator of EventBridge.`,
    fix:
      near === undefined
        ? `There are ${OPERATORS.join(', ')}. For a field within "${key}" write "${key}.${operator}: value".`
        : `Did you mean "${near}"? ${ownValue(EXAMPLES, near) ?? ''}`.trim(),
  };
}

function checkOperator(
  context: CheckContext,
  path: ConfigPath,
  operator: string,
  node: SourceNode,
  fields: readonly Field[],
): void {
  const at = [...path, operator];
  const value = entriesOf(node).get(operator)?.value;
  if (value === undefined || operator === 'exists') return;
  const [field] = fields;
  if (operator === 'anything-but') {
    if (value.kind === 'list') {
      for (const [index, item] of itemsOf(value).entries()) {
        if (item.kind === 'scalar') checkValue(context, [...at, index], item, fields);
      }
    } else if (value.kind === 'scalar') checkValue(context, at, value, fields);
    return;
  }
  if (field === undefined || fields.some(({ type }) => type !== field.type)) return;
  if (field.type === 'object' || field.type === 'map') {
    context.problems.at(at, isAnObject(field));
    return;
  }
  const numeric = operator === 'numeric';
  if (
    numeric
      ? field.type === 'string' || field.type === 'boolean'
      : field.type !== 'string' && field.type !== 'any'
  ) {
    context.problems.atKey(at, {
      code: 'field-type',
      message: `"${operator}" looks at ${numeric ? 'numbers' : 'texts'}, but "${field.path}" is ${TYPE_WORDS[field.type]}; this would match nothing, ever.`,
      fix: numeric ? 'Compare it with a text.' : 'Write the value itself, or use "numeric".',
    });
    return;
  }
  const text = textOf(value);
  if (text === undefined || field.enum === undefined) return;
  const met = field.enum.some((each) => {
    if (operator === 'prefix') return each.startsWith(text);
    if (operator === 'suffix') return each.endsWith(text);
    if (operator === 'wildcard') return meetsWildcard(each, text);
    return operator === 'equals-ignore-case' ? each.toLowerCase() === text.toLowerCase() : true;
  });
  if (met) return;
  context.problems.at(at, {
    code: 'unknown-value',
    message: `No value of "${field.path}" meets this.`,
    fix: valuesFix(text, field.enum),
  });
}

/** Whether a value meets a wildcard; one that is no wildcard is told elsewhere. */
function meetsWildcard(value: string, wildcard: string): boolean {
  try {
    const pattern = parsePattern(JSON.stringify({ value: [{ wildcard }] }));
    return matches(pattern, readEvent(JSON.stringify({ value })));
  } catch (error) {
    if (error instanceof InvalidPattern) return true;
    throw error;
  }
}

/** Checks a plain value against the field of each event type. */
function checkValue(
  { problems }: CheckContext,
  path: ConfigPath,
  node: ScalarNode,
  fields: readonly Field[],
): void {
  if (node.spoilt === true || node.value === null) return;
  const { value } = node;
  for (const field of fields) {
    const problem = valueProblem(field, value, node);
    if (problem === undefined) continue;
    problems.at(path, problem);
    return;
  }
}

const TYPE_WORDS = {
  string: 'a text',
  integer: 'a number',
  number: 'a number',
  boolean: 'true or false',
  object: 'an object',
  map: 'an object',
  any: 'anything',
} as const;

function isAnObject(field: Field): Problem {
  return {
    code: 'field-type',
    message: `"${field.path}" is an object, and EventBridge compares only what is within.`,
    fix: `Name one of its fields: "${field.path}.…"; "${gcxCommand('event-type list')}" lists the event types, event-type show with one of them its fields.`,
  };
}

function valueProblem(field: Field, value: string | number | boolean, node: ScalarNode): Problem | undefined {
  const wrong = (fix: string): Problem => ({
    code: 'field-type',
    message: `"${field.path}" is ${TYPE_WORDS[field.type]}, but ${node.written} is ${describe(value)}; this would match nothing, ever.`,
    fix,
  });
  switch (field.type) {
    case 'any':
      return undefined;
    case 'object':
    case 'map':
      return isAnObject(field);
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrong('Write true or false, without quotes.');
    case 'integer':
    case 'number':
      return typeof value === 'number' ? undefined : wrong('Write the number without quotes.');
    case 'string':
      if (typeof value !== 'string') return wrong(`Put it in quotes: "${node.written}".`);
      return field.enum === undefined || field.enum.includes(value)
        ? undefined
        : unknownValue(field, field.enum, value);
  }
}

function unknownValue(field: Field, values: readonly string[], value: string): Problem {
  const sameWord = values.find((each) => each.toLowerCase() === value.toLowerCase());
  // Genesys Cloud has been seen to send flowType in both cases.
  const bothCases = sameWord !== undefined && /(^|\.)flowType$/.test(field.path);
  return {
    severity: bothCases ? 'warning' : 'error',
    code: 'unknown-value',
    message:
      sameWord === undefined
        ? `"${field.path}" is never "${value}".`
        : `"${field.path}" is published as "${sameWord}", not "${value}"; upper and lower case count.`,
    fix: bothCases ? `Take both: { equals-ignore-case: ${sameWord} }.` : valuesFix(value, values),
  };
}

function valuesFix(value: string, values: readonly string[]): string {
  const [near] = nearNames(value, values, 1);
  const all = values.length > 12 ? `${values.slice(0, 12).join(', ')}, …` : values.join(', ');
  return near === undefined ? `It is one of: ${all}.` : `Did you mean ${near}? It is one of: ${all}.`;
}

function describe(value: string | number | boolean): string {
  return typeof value === 'string' ? 'a text' : typeof value === 'number' ? 'a number' : String(value);
}
