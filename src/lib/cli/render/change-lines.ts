import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import type { Change } from '../../engine/change/model.js';
import { kindLabel } from '../../engine/kinds/index.js';
import { fieldColumn, fieldLines, fieldsLines } from './field-lines.js';
import { pluralOf } from './labels.js';
import { withOrigin, wordsOfThing } from './origin-words.js';
import { type PlanLine, plainLines, signedLine, signedWrapped, signOf } from './plan-line.js';

/** How many names are shown of changes that are alike; what is deleted or replaced is always named. */
const shownNames = 6;

/** The lines of one change, or of several that differ in their names only: sign and name, fields, why, notes. */
export function changeLines(changes: readonly [Change, ...Change[]]): readonly PlanLine[] {
  const [change] = changes;
  const sign = signOf(change.action);
  // The heading says already what it is, so its fields carry the sign, where there are any.
  const named = change.kind === 'integration' || change.kind === 'event-type-subscriptions';
  if (named && change.action === 'update' && change.fields.length > 0) return signedFieldLines(change);
  const title = titleOf(changes);
  // A name that is too long is no better off on a line of its own.
  const whole = changes.length === 1 && !change.name.includes(' ');
  const head =
    sign === undefined
      ? plainLines(whole ? [`    ${title}`] : wrapLabelled('    ', title, textColumns()))
      : whole
        ? [signedLine('  ', sign, title)]
        : signedWrapped('  ', sign, title);
  return [
    ...withOrigin(head, wordsOfThing(change)),
    ...fieldsLines(change.fields, ' '.repeat(6), change.action === 'create'),
    ...whyLines(change),
    ...change.notes.flatMap((note) =>
      plainLines(wrapLabelled(' '.repeat(6), printable(note), textColumns())),
    ),
  ];
}

function titleOf(changes: readonly [Change, ...Change[]]): string {
  const [{ kind, action }] = changes;
  const names = changes.map(({ name }) => printable(name));
  if (names.length === 1) return `${kindLabel(kind)} ${names.join('')}`;
  const all = action === 'delete' || action === 'replace' || names.length <= shownNames;
  const shown = all ? names : names.slice(0, shownNames - 1);
  const more = all ? '' : ` and ${names.length - shown.length} more (--json shows all)`;
  return `${names.length} ${pluralOf(kindLabel(kind))} ${shown.join(', ')}${more}`;
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
    ...change.notes.flatMap((note) => plainLines(wrapLabelled(indent, printable(note), textColumns()))),
  ];
}

/** `    event types   + x` becomes `  ~ event types   + x`. */
function signedPrefix(line: PlanLine): PlanLine {
  const text = `  ~ ${line.text.slice(4)}`;
  return { text, sign: line.sign ?? { is: '~', at: 2 } };
}

function whyLines(change: Change): readonly PlanLine[] {
  if (change.reason === undefined) return [];
  return plainLines(wrapLabelled(`${' '.repeat(6)}why: `, printable(change.reason), textColumns()));
}
