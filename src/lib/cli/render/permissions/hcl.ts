import { isJsonObject, type JsonValue } from '../../../base/json.js';
import { jsonText } from '../../../base/unprintable.js';

/** An expression of Terraform that stands as it is, such as a reference. */
export class HclExpression {
  constructor(readonly text: string) {}
}

/** A value of Terraform. */
export type HclValue = JsonValue | HclExpression | readonly HclValue[] | { readonly [key: string]: HclValue };

/** A block of Terraform with its attributes, as `terraform fmt` leaves it. */
export function hclBlock(head: string, attributes: Readonly<Record<string, HclValue>>): string {
  return [`${head} {`, ...attributeLines(Object.entries(attributes), '  '), '}'].join('\n');
}

/** A value that Terraform writes as a JSON text. */
export class HclJson {
  constructor(readonly value: HclValue) {}
}

/** What stands in a block: attributes, some of which are JSON texts, and further blocks. */
export interface HclBody {
  readonly attributes: Readonly<Record<string, HclValue | HclJson>>;
  readonly blocks: readonly (readonly [name: string, body: HclBody])[];
}

/** A block with its attributes and the blocks in it, as `terraform fmt` leaves it. */
export function hclBody(head: string, body: HclBody, indent = ''): string {
  const inner = `${indent}  `;
  const attributes = Object.entries(body.attributes).map(([key, value]): readonly [string, HclValue] => [
    key,
    value instanceof HclJson ? hclCall('jsonencode', value.value, inner) : value,
  ]);
  const blocks = body.blocks.map(([name, each]) => `${inner}${hclBody(name, each, inner)}`);
  const lines = attributeLines(attributes, inner);
  const parts = [...(lines.length === 0 ? [] : [lines.join('\n')]), ...blocks];
  return [`${head} {`, ...(parts.length === 0 ? [] : [parts.join('\n\n')]), `${indent}}`].join('\n');
}

/** A call of a function of Terraform with one value. */
export function hclCall(name: string, value: HclValue, indent: string): HclExpression {
  return new HclExpression(`${name}(${hclText(value, indent)})`);
}

/** Where several attributes of one line each follow one another, `terraform fmt` has their equals signs below one another. */
function attributeLines(
  entries: readonly (readonly [string, HclValue])[],
  indent: string,
): readonly string[] {
  const written = entries.map(([key, value]) => ({ key: hclKey(key), text: hclText(value, indent) }));
  const widths = written.map(() => 0);
  let start = 0;
  for (let index = 0; index <= written.length; index += 1) {
    if (index < written.length && !written[index]?.text.includes('\n')) continue;
    const run = written.slice(start, index);
    const width = Math.max(0, ...run.map(({ key }) => key.length));
    widths.fill(width, start, index);
    start = index + 1;
  }
  return written.map(({ key, text }, index) => `${indent}${key.padEnd(widths[index] ?? 0)} = ${text}`);
}

function hclKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(key);
}

function hclText(value: HclValue, indent: string): string {
  if (value instanceof HclExpression) return value.text;
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return listText(value, indent);
  if (isRecord(value)) {
    const entries = Object.entries(value);
    if (entries.length === 0) return '{}';
    return ['{', ...attributeLines(entries, `${indent}  `), `${indent}}`].join('\n');
  }
  return JSON.stringify(value);
}

function listText(items: readonly HclValue[], indent: string): string {
  if (items.length === 0) return '[]';
  const [only] = items;
  if (items.length === 1 && typeof only === 'string') return `[${quoted(only)}]`;
  return ['[', ...items.map((item) => `${indent}  ${hclText(item, `${indent}  `)},`), `${indent}]`].join(
    '\n',
  );
}

function isRecord(value: HclValue): value is { readonly [key: string]: HclValue } {
  return isJsonObject(value as JsonValue) && !(value instanceof HclExpression);
}

/** `${` and `%{` begin templates in Terraform. */
function quoted(text: string): string {
  return jsonText(text).replaceAll('${', '$${').replaceAll('%{', '%%{');
}
