import { canonicalJson, type JsonValue } from '../../../base/json.js';
import { ownValue } from '../../../base/own-value.js';
import { eventTypeFromText, partnerFormat } from '../../../language/events/index.js';
import type { FieldChange, SetItem } from '../../change/model.js';
import type { DesiredRule } from '../../compile/model.js';
import type { PlanInput } from '../door/kind.js';
import { conditionWords } from './condition-words.js';
import { type PatternField, type PatternFieldRole, patternFields } from './pattern-fields.js';
import type { MarkedRule } from './rules-reading.js';

type Input = PlanInput<object>;

/**
 * What changes in a rule's pattern, field by field, under the names that people use.
 * @param live undefined for a new rule: what all events of its format have is then left out
 */
export function patternChanges(
  input: Input,
  rule: DesiredRule,
  live: MarkedRule | undefined,
): readonly FieldChange[] {
  const format = ownValue(input.config.routes, rule.route)?.format;
  const before =
    live?.pattern === undefined ? new Map<string, PatternField>() : patternFields(live.pattern, format);
  const after = patternFields(rule.pattern, format);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((field): FieldChange[] => {
    const old = before.get(field)?.conditions ?? [];
    const wanted = after.get(field)?.conditions ?? [];
    const role = (after.get(field) ?? before.get(field))?.role ?? 'other';
    const oldTexts = new Set(old.map(canonicalJson));
    const newTexts = new Set(wanted.map(canonicalJson));
    const added = wanted.filter((value) => !oldTexts.has(canonicalJson(value)));
    const removed = old.filter((value) => !newTexts.has(canonicalJson(value)));
    if (added.length + removed.length === 0 || (live === undefined && role === 'origin')) return [];
    const item = (value: JsonValue, isNew: boolean): SetItem =>
      patternItem(input, rule.route, role, value, isNew);
    return [
      {
        kind: 'set',
        field,
        added: added.map((value) => item(value, live !== undefined)),
        removed: removed.map((value) => item(value, true)),
      },
    ];
  });
}

function patternItem(
  input: Input,
  route: string,
  role: PatternFieldRole,
  value: JsonValue,
  withNote: boolean,
): SetItem {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const inWords = typeof value === 'string' ? undefined : conditionWords(value);
  const id =
    role === 'queue'
      ? inWords === undefined
        ? text
        : undefined
      : role === 'topic'
        ? /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0]
        : undefined;
  const name = id === undefined ? undefined : input.queueName(id);
  const label = name ?? inWords ?? (role === 'event type' ? eventTypeName(input, route, text) : undefined);
  const note = id !== undefined && withNote ? input.queueNote(route, id) : undefined;
  return { value: text, ...(label === undefined ? {} : { label }), ...(note === undefined ? {} : { note }) };
}

/** The event type's short name, by what stands in the pattern. */
function eventTypeName(input: Input, route: string, text: string): string {
  const format = ownValue(input.config.routes, route)?.format ?? partnerFormat();
  return input.eventTypeName(eventTypeFromText(format, text) ?? text);
}
