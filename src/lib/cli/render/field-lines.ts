import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import { displayWidth, padEnd } from '../../base/terminal/width.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import type { FieldChange, SetItem, ValueChange } from '../../engine/change/model.js';
import { withOrigin, wordsOf } from './origin-words.js';
import { type PlanLine, plainLines, type Sign, signedLine } from './plan-line.js';
import { newValueWords, valueLines } from './value-lines.js';

type SetChange = Extract<FieldChange, { kind: 'set' }>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/i;
/** How many elements of a new resource's set are shown; a change of a set is always shown whole. */
const shownOfNewSet = 20;
/** Columns of the widest label; what is called longer has its values below. */
const labelColumns = 30;
/** Names of targets that a label shows. */
const shownTargets = 4;

/** The lines of a change's fields. What is new is told on as few lines as it takes. */
export function fieldsLines(
  fields: readonly FieldChange[],
  indent: string,
  isNew: boolean,
): readonly PlanLine[] {
  const plain = isNew ? fields.filter(isPlainNew) : [];
  const rest = plain.length < 2 ? fields : fields.filter((field) => !isPlainNew(field));
  const together =
    plain.length < 2
      ? []
      : wrapLabelled(indent, plain.flatMap((field) => newValueWords(field) ?? []).join('; '), textColumns());
  const width = fieldColumn(rest);
  let above = '';
  const lines = rest.flatMap((field) => {
    const label = labelOf(field);
    const isSame = field.kind === 'value' && field.targets !== undefined && label === above;
    above = label;
    return fieldLines(field, width, indent, isNew, isSame);
  });
  return [...plainLines(together), ...lines];
}

/** A value of its own of something new, on one line. */
function isPlainNew(field: FieldChange): field is ValueChange {
  return field.kind === 'value' && field.targets === undefined && newValueWords(field) !== undefined;
}

/** Columns that the labels of fields take. */
export function fieldColumn(fields: readonly FieldChange[]): number {
  const widths = fields.map((field) => displayWidth(labelOf(field)));
  return Math.max(0, ...widths.filter((width) => width <= labelColumns));
}

/** The lines of one field. `sameLabel`: the line above it has the same, so it is left out. */
export function fieldLines(
  field: FieldChange,
  width: number,
  indent: string,
  isNew: boolean,
  sameLabel = false,
): readonly PlanLine[] {
  const name = sameLabel ? '' : labelOf(field);
  const label = `${indent}${padEnd(name, width)}   `;
  const above: readonly PlanLine[] =
    displayWidth(name) > width ? plainLines(wrapLabelled(indent, name, textColumns())) : [];
  const start = above.length > 0 ? `${indent}${' '.repeat(width)}   ` : label;
  switch (field.kind) {
    case 'set':
      return [...above, ...withOrigin(setLines(field, start, isNew), wordsOf(field.origin))];
    case 'value':
      return [...above, ...withOrigin(valueLines(field, start, indent), wordsOf(field.origin))];
  }
}

/** What a field is of: targets by the file's names, or the setting itself. */
function labelOf(field: FieldChange): string {
  if (field.kind === 'set') return printable(field.field);
  const { targets, everyTarget } = field;
  if (targets === undefined) return printable(field.words?.label ?? field.field);
  if (everyTarget === true && targets.length !== 1) return 'all targets';
  const names = targets.map(printable);
  if (names.length <= shownTargets) return names.join(', ');
  return `${names.slice(0, shownTargets).join(', ')} and ${names.length - shownTargets} more`;
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
  const [head, ...more] = wrappedItem(before, sign, [name, id].filter((part) => part !== '').join('  '));
  if (head === undefined) return [];
  if (item.note === undefined) return [head, ...more];
  const note = printable(item.note);
  const oneLine = { ...head, text: `${head.text}   ${note}` };
  if (more.length === 0 && displayWidth(oneLine.text) <= textColumns()) return [oneLine];
  const below = wrapLabelled(' '.repeat(displayWidth(before) + 4), note, textColumns());
  return [{ ...head, text: head.text.trimEnd() }, ...more, ...plainLines(below)];
}

/** A name can hold spaces that are part of it: it is broken only where it does not fit. */
function wrappedItem(before: string, sign: Sign, text: string): readonly PlanLine[] {
  const whole = signedLine(before, sign, text);
  if (displayWidth(whole.text) <= textColumns()) return [whole];
  const [first = '', ...rest] = wrapLabelled(' '.repeat(displayWidth(before) + 2), text, textColumns());
  return [signedLine(before, sign, first.trimStart()), ...plainLines(rest)];
}

function nameOf(item: SetItem): string {
  return printable(item.label ?? item.value);
}
