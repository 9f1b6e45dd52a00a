import { Limits } from '../../../base/limits.js';
import { ownValue } from '../../../base/own-value.js';
import type { Field } from '../../events/index.js';
import { InvalidPattern, matches, parsePattern, readEvent } from '../../patterns/index.js';
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
import { isAnObject, TYPE_WORDS, valueProblem, valuesFix } from './field-value.js';
import { OPERATOR_EXAMPLES, OPERATORS, unknownOperator } from './where-operators.js';

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
    problems.atKey([...path, operator], unknownOperator(key, operator, node));
    return;
  }
  const reason = patternProblem(key, [toJson(node)]);
  if (reason !== undefined) {
    problems.atKey([...path, operator], {
      code: 'where-invalid',
      message: `EventBridge does not take this condition: ${reason}.`,
      fix: ownValue(OPERATOR_EXAMPLES, operator) ?? 'See "gcx pattern explain".',
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

/** Whether a value meets a wildcard; an invalid wildcard is reported elsewhere. */
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
