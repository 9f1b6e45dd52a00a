import type { JsonValue } from '../../base/json.js';
import { printable } from '../../base/terminal/printable.js';
import { displayWidth, padEnd } from '../../base/terminal/width.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { jsonText } from '../../base/unprintable.js';
import type { Change, FieldChange, SetItem } from '../../engine/change/model.js';
import { kindLabel } from '../../engine/kinds/index.js';
import { lineColumns, type PlanLine, type Sign, signedLine, signOf } from './plan-line.js';

type SetChange = Extract<FieldChange, { kind: 'set' }>;
type ValueChange = Extract<FieldChange, { kind: 'value' }>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;
/** Of a new resource's set, so many elements are shown; a change of a set is always shown whole. */
const shownOfNewSet = 20;

/** The lines of one change: its sign and name, its fields, why, notes. */
export function changeLines(change: Change): readonly PlanLine[] {
  const sign = signOf(change.action);
  // The heading says already what it is, so its fields carry the sign, where there are any.
  const named = change.kind === 'integration' || change.kind === 'subscriptions';
  if (named && change.action === 'update' && change.fields.length > 0) return signedFieldLines(change);
  const title = `${kindLabel(change.kind)} ${printable(change.name)}`;
  const head = sign === undefined ? { text: `    ${title}` } : signedLine('  ', sign, title);
  return [
    head,
    ...fieldsLines(change.fields, ' '.repeat(6), change.action === 'create'),
    ...whyLines(change),
    ...change.notes.flatMap((note) => plainLines(wrapLabelled(' '.repeat(6), printable(note), lineColumns))),
  ];
}

function signedFieldLines(change: Change): readonly PlanLine[] {
  const width = fieldColumn(change.fields);
  const lines = change.fields.flatMap((field) =>
    fieldLines(field, width, '    ', false).map((line, index) => (index === 0 ? signedPrefix(line) : line)),
  );
  const indent = ' '.repeat(4 + width + 5);
  return [
    ...lines,
    ...whyLines(change),
    ...change.notes.flatMap((note) => plainLines(wrapLabelled(indent, printable(note), lineColumns))),
  ];
}

/** `    event types   + x` becomes `  ~ event types   + x`. */
function signedPrefix(line: PlanLine): PlanLine {
  const text = `  ~ ${line.text.slice(4)}`;
  return { text, sign: line.sign ?? { is: '~', at: 2 } };
}

function whyLines(change: Change): readonly PlanLine[] {
  if (change.reason === undefined) return [];
  return plainLines(wrapLabelled(`${' '.repeat(6)}why: `, printable(change.reason), lineColumns));
}

function fieldsLines(fields: readonly FieldChange[], indent: string, isNew: boolean): readonly PlanLine[] {
  const width = fieldColumn(fields);
  return fields.flatMap((field) => fieldLines(field, width, indent, isNew));
}

function fieldColumn(fields: readonly FieldChange[]): number {
  return Math.max(0, ...fields.map(({ field }) => displayWidth(printable(field))));
}

function fieldLines(field: FieldChange, width: number, indent: string, isNew: boolean): readonly PlanLine[] {
  const label = `${indent}${padEnd(printable(field.field), width)}   `;
  switch (field.kind) {
    case 'set':
      return setLines(field, label, isNew);
    case 'value':
      return valueLines(field, label, indent);
  }
}

function setLines(change: SetChange, label: string, isNew: boolean): readonly PlanLine[] {
  const added = isNew ? change.added.slice(0, shownOfNewSet) : change.added;
  const hidden = change.added.length - added.length;
  const items = [
    ...added.map((item) => ({ item, sign: '+' as const })),
    ...change.removed.map((item) => ({ item, sign: '-' as const })),
  ];
  const nameColumn = Math.min(36, Math.max(0, ...items.map(({ item }) => displayWidth(nameOf(item)))));
  const blank = ' '.repeat(displayWidth(label));
  const lines = items.flatMap(({ item, sign }, index) =>
    itemLines(item, sign, index === 0 ? label : blank, nameColumn),
  );
  if (hidden > 0) lines.push({ text: `${blank}  … ${hidden} more; --json shows all` });
  return lines;
}

function itemLines(item: SetItem, sign: Sign, before: string, nameColumn: number): PlanLine[] {
  const id = item.label !== undefined && uuid.test(item.value) ? item.value.slice(0, 8) : '';
  const name = id === '' && item.note === undefined ? nameOf(item) : padEnd(nameOf(item), nameColumn);
  const head = signedLine(before, sign, [name, id].filter((part) => part !== '').join('  '));
  if (item.note === undefined) return [head];
  const note = printable(item.note);
  const oneLine = { ...head, text: `${head.text}   ${note}` };
  if (displayWidth(oneLine.text) <= lineColumns) return [oneLine];
  const below = wrapLabelled(' '.repeat(displayWidth(before) + 4), note, lineColumns);
  return [{ ...head, text: head.text.trimEnd() }, ...plainLines(below)];
}

function nameOf(item: SetItem): string {
  return printable(item.label ?? item.value);
}

function valueLines(change: ValueChange, label: string, indent: string): readonly PlanLine[] {
  const before = change.before === undefined ? undefined : valueText(change.before);
  const after = change.after === undefined ? undefined : valueText(change.after);
  const texts = before === undefined ? [after ?? '(not set)'] : [before, after ?? '(not set)'];
  const oneLine = `${label}${texts.join(' -> ')}`;
  if (displayWidth(oneLine) <= lineColumns) return [{ text: oneLine }];
  if (before === undefined) return plainLines(wrapLabelled(label, texts.join(''), lineColumns));
  return [
    { text: label.trimEnd() },
    signedLine(`${indent}  `, '-', before),
    signedLine(`${indent}  `, '+', after ?? '(not set)'),
  ];
}

function valueText(value: JsonValue): string {
  return printable(typeof value === 'string' ? (value === '' ? '""' : value) : jsonText(value));
}

function plainLines(texts: readonly string[]): readonly PlanLine[] {
  return texts.map((text) => ({ text }));
}
