import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { jsonText } from '../../../base/unprintable.js';

/** Keys of a target whose texts are names, which stand without quotes where YAML reads them as they are. */
const NAMED_BY: ReadonlySet<string> = new Set(['create', 'existing', 'sqs', 'lambda']);

/** A value as YAML of one line, texts in quotes. */
export function flow(value: JsonValue): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => flow(item)).join(', ')}]`;
  if (!isJsonObject(value)) return jsonText(value);
  return mapOf(Object.entries(value).map(([name, member]) => `${key(name)}: ${flow(member)}`));
}

/** What a target says, a part for each of its keys: `sqs: { create: inbox }`. */
export function targetParts(content: JsonObject, name: (text: string) => string = scalar): readonly string[] {
  return Object.entries(content).map(([each, value]) => `${each}: ${targetValue(value, each, name)}`);
}

function targetValue(value: JsonValue, of: string, name: (text: string) => string): string {
  if (typeof value === 'string') return NAMED_BY.has(of) ? name(value) : quoted(value);
  if (Array.isArray(value))
    return `[${value.map((item: JsonValue) => targetValue(item, of, name)).join(', ')}]`;
  return isJsonObject(value) ? mapOf(targetParts(value, name)) : jsonText(value);
}

/** Parts as a map of one line. */
export function mapOf(parts: readonly string[]): string {
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** A key; keys are not searched for variables. */
export function key(text: string): string {
  return isPlain(text) ? text : jsonText(text);
}

/** A text that YAML reads as it is, and in which no variable is replaced. JSON's quotes are YAML's. */
export function quoted(text: string): string {
  return jsonText(text.replaceAll('${', () => '$${'));
}

/** Without quotes where YAML cannot read anything else into it; no variable is replaced in it. */
export function scalar(text: string): string {
  return isPlain(text) ? text : quoted(text);
}

/** Without quotes where YAML cannot read anything else into it; a variable in it is one. */
export function scalarWithVariables(text: string): string {
  return isPlain(text) ? text : jsonText(text);
}

/** Whether a text needs no quotes: YAML cannot read anything else into it. */
export function isPlain(text: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._-]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text);
}

/** A text in the quotes that YAML needs: double ones, or single ones where it holds a double one. */
export function yamlText(text: string): string {
  return text.includes('"') || text.includes('\\') ? `'${text.replaceAll("'", "''")}'` : `"${text}"`;
}
