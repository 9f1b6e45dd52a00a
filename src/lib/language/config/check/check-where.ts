import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { didYouMean, nearName } from '../../../base/name-difference.js';
import { andList, orList } from '../../../base/words.js';
import { type EventFormat, eventTypePath, type Field, PARTNER_FORMAT } from '../../events/index.js';
import { entriesOf, isSpoilt, nodeAt, type SourceNode } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { checkCondition, isAbsence } from './check-condition.js';
import type { CheckContext } from './check-context.js';
import { checkTogether } from './check-together.js';
import type { NamedEventType } from './named-event-type.js';

/** Checks the conditions of a route: every event type has the field, and the values can be met. */
export function checkWhere(
  context: CheckContext,
  path: ConfigPath,
  eventTypes: readonly NamedEventType[],
): void {
  for (const [key, { value }] of entriesOf(nodeAt(context.root, path))) {
    const at = [...path, key];
    if (isSpoilt(value)) continue;
    if (key === '$or') {
      context.problems.atKey(at, {
        code: 'where-or',
        message: '"where" has no "$or": all its fields have to fit, and of each field one of its values.',
        fix: 'Make a route for each of the cases.',
      });
      continue;
    }
    const conditions = conditionsAt(context, at, value);
    const fields = checkField(context, at, key, eventTypes, conditions);
    for (const { path: place, node } of conditions) checkCondition(context, place, node, key, fields);
    checkTogether(
      context,
      at,
      conditions.map(({ node }) => node),
      key,
    );
  }
}

/** Checks what a relay's format says of the fields of a route's conditions: where they lie, and what is said elsewhere. */
export function checkFormatWhere(
  { root, problems }: CheckContext,
  path: ConfigPath,
  format: EventFormat,
): void {
  if (format.name === PARTNER_FORMAT) return;
  const { payload } = format.places;
  for (const key of entriesOf(nodeAt(root, path)).keys()) {
    const full = key.replace(/^\$\./, '');
    if (full.startsWith(`${payload}.`)) {
      problems.atKey([...path, key], {
        code: 'unknown-field',
        message: `"where" looks into ${payload} already.`,
        fix: `Write "${full.slice(payload.length + 1)}".`,
      });
    } else if (`${payload}.${key}` === eventTypePath(format)) {
      problems.atKey([...path, key], {
        code: 'where-event-type',
        message: `"${key}" is the event type in the format ${format.name}; "events" says it.`,
        fix: 'Remove it, and name the event types in "events".',
      });
    }
  }
}

/** One condition of a field with its place. */
interface PlacedCondition {
  readonly path: ConfigPath;
  readonly node: SourceNode;
}

/** A single value, or the items of a list. */
function conditionsAt(
  { problems }: CheckContext,
  at: ConfigPath,
  value: SourceNode,
): readonly PlacedCondition[] {
  if (value.kind === 'scalar' && value.value === null) {
    problems.at(at, {
      code: 'empty',
      message: 'Nothing follows this field.',
      fix: 'Write a value or a list of values; for the value null itself write [null].',
    });
    return [];
  }
  if (value.kind !== 'list') return [{ path: at, node: value }];
  if (value.items.length === 0) {
    problems.at(at, {
      code: 'empty',
      message: 'An empty list of values would match nothing, ever.',
      fix: 'Write at least one value, or remove the line.',
    });
  }
  return value.items.map((node, index) => ({ path: [...at, index], node }));
}

/** @returns The field as the route's event types have it. */
function checkField(
  context: CheckContext,
  at: ConfigPath,
  key: string,
  eventTypes: readonly NamedEventType[],
  conditions: readonly PlacedCondition[],
): readonly Field[] {
  const { catalogue, problems } = context;
  const known = eventTypes.filter(({ eventType }) => eventType.fieldsKnown);
  const having = known.filter(({ eventType }) => catalogue.field(eventType, key) !== undefined);
  const fields = having.flatMap(({ eventType }) => catalogue.field(eventType, key) ?? []);
  const without = known.filter((each) => !having.includes(each)).map(({ eventType }) => eventType.name);
  // That a field is absent is true of an event type without it.
  if (without.length === 0 || (conditions.length > 0 && conditions.every(({ node }) => isAbsence(node))))
    return fields;
  const message =
    having.length === 0
      ? `The events of ${orList(without)} have no field "${key}".`
      : `${orList(without)} has no field "${key}", so with this condition the route would never match it; ${andList(having.map(({ eventType }) => eventType.name))} ${having.length > 1 ? 'have' : 'has'} it.`;
  problems.atKey(at, {
    code: 'unknown-field',
    message,
    fix: fieldFix(context, key, known, having.length > 0, without),
  });
  return fields;
}

function fieldFix(
  { catalogue }: CheckContext,
  key: string,
  eventTypes: readonly NamedEventType[],
  someHave: boolean,
  without: readonly string[],
): string {
  if (someHave) return `Give ${orList(without)} its own route, without this condition.`;
  const stripped = key.replace(/^(\$\.)?(detail\.)?eventBody\.|^\$?\.?detail\./, '');
  const everywhere = new Set(
    eventTypes.flatMap(({ eventType }) => catalogue.fields(eventType).map((field) => field.path)),
  );
  if (stripped !== key && everywhere.has(stripped)) {
    return `"where" looks into the event's body already: write "${stripped}".`;
  }
  const near = nearName(key, everywhere, 4);
  // A field that lies deeper is written with its whole path.
  const deeper = [...everywhere].filter((path) => path.endsWith(`.${key}`)).slice(0, 3);
  const meant =
    near.difference === undefined ? { names: [...new Set([...deeper, ...near.names])].slice(0, 4) } : near;
  const elsewhere = catalogue.eventTypesWith(key).map(({ name }) => name);
  const other =
    elsewhere.length === 0
      ? ''
      : ` Event types that have it: ${elsewhere.slice(0, 6).join(', ')}${elsewhere.length > 6 ? ', …' : ''}.`;
  const did = didYouMean(meant);
  const [first] = eventTypes;
  const show =
    first === undefined ? '' : `"${gcxCommand('event-type show', first.eventType.name)}" lists the fields.`;
  return [did, other.trim(), show].filter((part) => part !== '').join(' ');
}
