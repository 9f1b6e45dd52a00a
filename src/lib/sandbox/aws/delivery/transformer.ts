import { isJsonObject, type JsonObject, type JsonValue } from '../../../json.js';
import type { RuleRecord, TargetRecord } from '../state.js';
import { atJsonPath } from './json-path.js';

/** Placeholders that need no path. */
export const PREDEFINED: readonly string[] = [
  'aws.events.rule-arn',
  'aws.events.rule-name',
  'aws.events.event.ingestion-time',
  'aws.events.event',
  'aws.events.event.json',
];

const PLACEHOLDER = /^<([\w.-]+)>/;
const PLACEHOLDERS = /<([\w.-]+)>/g;

/** Characters of a placeholder: names go up to 256. */
const LONGEST_PLACEHOLDER = 258;

/** The names in a template's placeholders. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(PLACEHOLDERS)].map(([, name]) => name ?? '');
}

/** What a rule hands to a target for an event: the event, a part of it, a constant, or a filled template. */
export function transform(
  event: JsonObject,
  target: TargetRecord,
  rule: RuleRecord,
  ingested: number,
): string {
  const { Input: constant, InputPath: path, InputTransformer: transformer } = target;
  if (typeof constant === 'string') return constant;
  if (typeof path === 'string') return JSON.stringify(atJsonPath(event, path) ?? {});
  if (!isJsonObject(transformer)) return JSON.stringify(event);
  const values = new Map<string, JsonValue>();
  const paths = transformer['InputPathsMap'];
  for (const [name, place] of Object.entries(isJsonObject(paths) ? paths : {})) {
    const value = typeof place === 'string' ? atJsonPath(event, place) : undefined;
    if (value !== undefined) values.set(name, value);
  }
  const { detail: _detail, ...withoutDetail } = event;
  values.set('aws.events.rule-arn', rule.arn);
  values.set('aws.events.rule-name', rule.name);
  values.set('aws.events.event.ingestion-time', new Date(ingested).toISOString());
  values.set('aws.events.event', withoutDetail);
  values.set('aws.events.event.json', event);
  const template = transformer['InputTemplate'];
  return fill(typeof template === 'string' ? template : '', values);
}

/**
 * Fills a template. Inside quotes a value becomes text; outside it becomes JSON. A path that led nowhere leaves an
 * empty text, as EventBridge does.
 */
function fill(template: string, values: ReadonlyMap<string, JsonValue>): string {
  let quoted = false;
  let filled = '';
  let at = 0;
  while (at < template.length) {
    const match =
      template[at] === '<' ? PLACEHOLDER.exec(template.slice(at, at + LONGEST_PLACEHOLDER)) : null;
    if (match !== null) {
      filled += written(values.get(match[1] ?? '') ?? '', quoted);
      at += match[0].length;
      continue;
    }
    const character = template.charAt(at);
    if (character === '\\') {
      filled += template.slice(at, at + 2);
      at += 2;
      continue;
    }
    if (character === '"') quoted = !quoted;
    filled += character;
    at += 1;
  }
  return filled;
}

function written(value: JsonValue, quoted: boolean): string {
  if (!quoted) return JSON.stringify(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return JSON.stringify(text).slice(1, -1);
}
