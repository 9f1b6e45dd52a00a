import { isJsonObject, type JsonValue } from '../../base/json.js';
import { LINE_COLUMNS } from '../../base/terminal/columns.js';
import { wrapText } from '../../base/terminal/wrap-text.js';
import { jsonText, printable } from '../../base/unprintable.js';
import { key, mapOf, quoted, scalarWithVariables } from '../../language/config/document/flow-text.js';

/** A comment as lines of at most {@link LINE_COLUMNS}; what is in it cannot end the comment. */
export function comment(text: string, indent = ''): readonly string[] {
  return wrapText(printable(text.trim()), LINE_COLUMNS - indent.length - 2).map(
    (line) => `${indent}# ${line}`,
  );
}

/**
 * `key: value` as lines: on one line where it fits, else with what is in it on lines of their own, indented by two spaces.
 * Texts under a key of `named` are written without quotes where YAML reads them as they are.
 */
export function entry(name: string, value: JsonValue, indent = ''): readonly string[] {
  const line = `${indent}${key(name)}: ${oneLine(value, name)}`;
  if (line.length <= LINE_COLUMNS || !isCollection(value)) return [line];
  return [`${indent}${key(name)}:`, ...inside(value, `${indent}  `, name)];
}

/** The items of a list as lines. */
export function items(values: readonly JsonValue[], indent: string, name: string): readonly string[] {
  return values.map((value) => `${indent}- ${oneLine(value, name)}`);
}

function inside(value: JsonValue, indent: string, name: string): readonly string[] {
  if (isList(value)) return items(value, indent, name);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([each, member]) => entry(each, member, indent));
}

/** Keys whose texts are names. */
const NAMED_BY: ReadonlySet<string> = new Set([
  'create',
  'existing',
  'sqs',
  'lambda',
  'environment',
  'organization',
  'region',
  'suffix',
  'project',
  'deadLetter',
  'maxAge',
  'retention',
  'level',
  'detail',
  'targets',
  'events',
  'where',
]);

function oneLine(value: JsonValue, name: string): string {
  if (typeof value === 'string') {
    if (!NAMED_BY.has(name)) return DURATION.test(value) ? value : quoted(value);
    return DURATION.test(value) ? value : scalarWithVariables(value);
  }
  if (isList(value)) return `[${value.map((item) => oneLine(item, name)).join(', ')}]`;
  if (!isJsonObject(value)) return jsonText(value);
  return mapOf(
    Object.entries(value).map(
      ([each, member]) => `${key(each)}: ${oneLine(member, name === 'where' ? name : each)}`,
    ),
  );
}

/** As gcx writes durations of its own: plain in YAML. */
const DURATION = /^\d+[smhd]$/;

function isCollection(value: JsonValue): boolean {
  return isList(value) || isJsonObject(value);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
