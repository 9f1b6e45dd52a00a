import type { JsonValue } from '../../../base/json.js';
import type { RuleTarget } from '../../../clients/aws/rule-model.js';
import { type ParsedTemplate, parseTemplate } from '../../../language/events/input/index.js';
import { flatLines } from '../../change/value-words.js';

/** What a target gets instead of the whole event, line by line: its members, each with where it is from. */
export function inputWords(input: NonNullable<RuleTarget['input']>): string {
  switch (input.kind) {
    case 'path':
      return `only ${input.path}`;
    case 'constant':
      return jsonLines(input.json).join('\n');
    case 'template':
      return templateLines(parseTemplate(input.template), input.paths).join('\n');
  }
}

/** What stands in for a placeholder while the template is read as JSON: of Unicode's private use, as no event type, field or queue has it. */
const HOLE = '\uE000';
const HOLES = new RegExp(`${HOLE}(\\d+)${HOLE}`, 'g');

function templateLines(
  { text, placeholders }: ParsedTemplate,
  paths: Readonly<Record<string, string>>,
): readonly string[] {
  const sources: string[] = [];
  let at = 0;
  let json = '';
  for (const { name, start, end, quoted } of placeholders) {
    const hole = `${HOLE}${sources.length}${HOLE}`;
    sources.push((Object.hasOwn(paths, name) ? paths[name] : undefined) ?? `<${name}>`);
    json += text.slice(at, start) + (quoted ? hole : `"${hole}"`);
    at = end;
  }
  return jsonLines(json + text.slice(at)).map((line) =>
    line.replace(HOLES, (_, index) => sources[Number(index)] ?? ''),
  );
}

function jsonLines(text: string): readonly string[] {
  try {
    return flatLines(JSON.parse(text) as JsonValue);
  } catch {
    // Several quoted texts one after another, or what only AWS takes: as it is written.
    return text.trim().split(/\r?\n/);
  }
}
