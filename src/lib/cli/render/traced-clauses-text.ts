import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { displayWidth, padEnd } from '../../base/terminal/width.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import {
  type NamedQueue,
  queueWords,
  type TracedClause,
  type TracedCondition,
} from '../../language/trace/index.js';
import { plainWords } from './trace-words.js';

/** Fields longer than this do not push the others' values to the right. */
const widestField = 30;
/** Queues that are listed. */
const listedQueues = 5;

/** Conditions with `FAIL` or `ok`, their values below each other. */
export function tracedClausesText(
  clauses: readonly TracedClause[],
  indent: string,
  style: Style,
): readonly string[] {
  const widths = clauses.flatMap((clause) =>
    'anyOf' in clause ? [] : [displayWidth(printable(clause.field))],
  );
  const width = Math.max(0, ...widths.filter((each) => each <= widestField));
  return clauses.flatMap((clause) =>
    'anyOf' in clause ? branchLines(clause, indent, style) : conditionLines(clause, indent, width, style),
  );
}

function branchLines(
  clause: Extract<TracedClause, { anyOf: unknown }>,
  indent: string,
  style: Style,
): string[] {
  const lines = [`${indent}${mark(clause.holds, style)}  one of ${clause.anyOf.length} branches of $or`];
  for (const [at, { clauses, holds }] of clause.anyOf.entries()) {
    lines.push(`${indent}      ${mark(holds, style)}  branch ${at + 1}`);
    lines.push(...tracedClausesText(clauses, `${indent}            `, style));
  }
  return lines;
}

function conditionLines(condition: TracedCondition, indent: string, width: number, style: Style): string[] {
  const field = padEnd(printable(condition.field), width);
  const head = `${indent}${mark(condition.holds, style)}  ${field}  `;
  // The mark's colors take no columns.
  const column = indent.length + 6 + displayWidth(field) + 2;
  const lines = condition.holds ? heldLines(condition, column) : failedLines(condition, column);
  return lines.map((line, index) => (index === 0 ? head : ' '.repeat(column)) + line);
}

function heldLines({ has, queues }: TracedCondition, column: number): readonly string[] {
  const words = queues === undefined ? plainWords(printable(has)) : queueColumn(queues.has).join(', ');
  return wrapLabelled('', words, textColumns() - column);
}

function failedLines({ wants, has, queues }: TracedCondition, column: number): readonly string[] {
  const columns = textColumns() - column;
  if (queues === undefined) {
    return [
      ...wrapLabelled('wants ', plainWords(printable(wants)), columns),
      ...wrapLabelled('has   ', plainWords(printable(has)), columns),
    ];
  }
  const wanted = queues.wanted.slice(0, listedQueues);
  const words = queueColumn([...wanted, ...queues.has]);
  const more = queues.wanted.length - wanted.length;
  return [
    ...words.slice(0, wanted.length).map((each, index) => `${index === 0 ? 'wants ' : '   or '}${each}`),
    ...(more > 0 ? [`   or ${more} more`] : []),
    ...words.slice(wanted.length).map((each) => `has   ${each}`),
  ];
}

/** Queues with the beginning of their ids, those below each other. */
function queueColumn(queues: readonly NamedQueue[]): readonly string[] {
  const names = queues.map((queue) => printable(queue.name === undefined ? 'a queue' : queueWords(queue)));
  const width = Math.max(0, ...names.map(displayWidth));
  return queues.map(({ id }, index) => `${padEnd(names[index] ?? '', width)} (${id.slice(0, 8)})`);
}

/** Both words take four columns. */
function mark(holds: boolean, style: Style): string {
  return holds ? `${style.green('ok')}  ` : style.red('FAIL');
}
