import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { catalogue } from '../../language/events/index.js';

/** How `--where` is written. */
const WHERE_FORM = 'FIELD=VALUE, FIELD!=VALUE, FIELD>NUMBER, or FIELD={an EventBridge operator as JSON}';

/** One `--where` as read. */
interface Condition {
  readonly field: string;
  readonly operator: string;
  readonly values: readonly JsonValue[];
}

/**
 * The `where` of a route as flags give it. Of one field, values of `=` are alternatives, those of `!=` are all excluded, and
 * comparisons have to hold together.
 * @param events names of the route's event types, whose fields say what is a number
 * @throws GcxError with exit code 64 for one that has no such form
 */
export function whereOf(texts: readonly string[], events: readonly string[]): JsonObject {
  const conditions = texts.map((text) => conditionOf(text, events));
  const fields = [...new Set(conditions.map(({ field }) => field))];
  return Object.fromEntries(
    fields.map((field) => [field, joined(conditions.filter((each) => each.field === field))]),
  );
}

/** The field that a `--where` speaks of. */
export function fieldOf(text: string): string {
  return /^(.*?)\s*(?:!=|>=|<=|=|>|<)/s.exec(text)?.[1]?.trim() ?? text;
}

function conditionOf(text: string, events: readonly string[]): Condition {
  const [, name = '', operator = '', written = ''] = /^(.*?)(!=|>=|<=|=|>|<)(.*)$/s.exec(text) ?? [];
  const field = name.trim();
  const value = written.trim();
  if (field === '' || value === '')
    throw new GcxError(
      {
        code: 'usage',
        what: `--where cannot be "${text}".`,
        fix: `Write ${WHERE_FORM}, in quotes.`,
      },
      ExitCode.usage,
    );
  return { field, operator, values: valuesOf(field, value, events) };
}

/** JSON as it is; else values with commas between them, numbers and booleans where the field has such. */
function valuesOf(field: string, value: string, events: readonly string[]): readonly JsonValue[] {
  const json = /^[[{]/.test(value) ? parsed(value) : undefined;
  if (Array.isArray(json))
    return (json as readonly JsonValue[]).map((each) => (typeof each === 'string' ? escaped(each) : each));
  if (json !== undefined) return [json];
  const types = new Set(
    events.flatMap((event) => {
      const eventType = catalogue().findLoosely(event);
      return eventType === undefined ? [] : (catalogue().field(eventType, field)?.type ?? []);
    }),
  );
  const isText = types.has('string');
  return value.split(',').map((each) => {
    const text = each.trim();
    if (isText || !/^(-?\d+(\.\d+)?|true|false)$/.test(text)) return escaped(text);
    return parsed(text) ?? text;
  });
}

function joined(conditions: readonly Condition[]): JsonValue {
  const of = (...operators: readonly string[]): readonly Condition[] =>
    conditions.filter(({ operator }) => operators.includes(operator));
  const equal = of('=').flatMap(({ values }) => values);
  const not = of('!=').flatMap(({ values }) => values);
  const compared = of('>', '>=', '<', '<=').flatMap(({ operator, values }) => [
    operator,
    ...values.slice(0, 1),
  ]);
  if ([equal, not, compared].filter((each) => each.length > 0).length > 1)
    throw new GcxError(
      {
        code: 'usage',
        what: `--where says ${conditions[0]?.field} in two ways that cannot stand together.`,
        why: 'EventBridge takes an event that fits one of the conditions of a field, not all of them.',
        fix: 'Use one of =, != and comparisons for a field, or make a second route.',
      },
      ExitCode.usage,
    );
  const all: readonly JsonValue[] = [
    ...equal,
    ...(not.length === 0 ? [] : [{ 'anything-but': not.length === 1 ? (not[0] ?? null) : not }]),
    ...(compared.length === 0 ? [] : [{ numeric: compared }]),
  ];
  return all.length === 1 ? (all[0] ?? null) : all;
}

function parsed(text: string): JsonValue | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJson(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isJson(value: unknown): value is JsonValue {
  return (
    value === null ||
    ['string', 'number', 'boolean'].includes(typeof value) ||
    Array.isArray(value) ||
    isJsonObject(value)
  );
}

/** In a value as given no variable is replaced. */
function escaped(text: string): string {
  return text.replaceAll('${', () => '$${');
}
