import { readJsonValues } from './json-values.js';
import { type ParsedTemplate, type Placeholder, parseTemplate, replacePlaceholders } from './template.js';

/**
 * A template like another that no event breaks: an object, in which AWS writes values as JSON and escapes texts. What
 * may be an object or list comes out of its quotes: alone in them without them, else as a field of its own, with its
 * name where it stood. Undefined where the template is not JSON, or empty.
 * @param nested whether a placeholder's value may be an object or list
 */
export function rightTemplate(
  template: ParsedTemplate,
  nested: (placeholder: Placeholder) => boolean,
): string | undefined {
  const moved = new Set(
    template.placeholders.flatMap((each) => (each.quoted && !each.alone && nested(each) ? [each.name] : [])),
  );
  const text = outOfQuotes(template, nested).trim();
  // Of the same length, so that places in the one are places in the other.
  const filled = replacePlaceholders(parseTemplate(text), ({ start, end }) => '1'.repeat(end - start));
  const read = readJsonValues(filled);
  const [first] = read.valid ? read.values : [];
  if (!read.valid || first === undefined) return undefined;
  const isObject = read.values.length === 1 && text.startsWith('{');
  const body = isObject ? undefined : bodyField(text, read.values);
  const fields = [...moved].map((name) => `"${unusedName(name, `${text} ${body ?? ''}`)}": <${name}>`);
  if (body !== undefined) return `{${[...fields, body].join(', ')}}`;
  const rest = text.slice(1).trimStart();
  if (fields.length === 0) return text;
  return `{${fields.join(', ')}${rest.startsWith('}') ? '' : ', '}${rest}`;
}

/** What was not an object, as a field of one. */
function bodyField(
  text: string,
  values: readonly { readonly start: number; readonly end: number; readonly isText: boolean }[],
): string {
  if (values.length > 1)
    return `"lines": [${values.map(({ start, end }) => text.slice(start, end)).join(', ')}]`;
  const name = values[0]?.isText ? 'text' : text.startsWith('[') ? 'values' : 'value';
  return `"${name}": ${text}`;
}

function outOfQuotes({ text, placeholders }: ParsedTemplate, nested: (each: Placeholder) => boolean): string {
  let written = '';
  let at = 0;
  for (const each of placeholders) {
    if (!each.quoted || !nested(each)) continue;
    const { name, alone } = each;
    written += text.slice(at, alone ? each.start - 1 : each.start) + (alone ? `<${name}>` : name);
    at = alone ? each.end + 1 : each.end;
  }
  return written + text.slice(at);
}

/** A name for a field that the text does not have yet. */
function unusedName(name: string, text: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!text.includes(`"${candidate}"`)) return candidate;
  }
}
