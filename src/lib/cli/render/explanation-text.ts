import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { wrapLabelled } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type {
  ExplainedClause,
  ExplainedCondition,
  Explanation,
  Reason,
} from '../../language/patterns/index.js';

/** Characters of a line. */
const lineWidth = 100;

/** Every condition of a pattern with `ok` or `FAIL`, then the reasons; each line is indented by two spaces. */
export function explanationText(
  { clauses, reasons }: Pick<Explanation, 'clauses' | 'reasons'>,
  style: Style,
): string {
  const lines = clauses.flatMap((clause) => clauseLines(clause, '  ', style));
  for (const reason of reasons) lines.push(...reasonLines(reason));
  return lines.join('\n');
}

/** How many of the conditions fail: `1 of 2 conditions fails`. */
export function failureCount(clauses: readonly ExplainedClause[]): string {
  const failed = clauses.filter(({ holds }) => !holds).length;
  if (failed === 0) return 'each condition is met, but not all at once';
  return `${failed} of ${counted(clauses.length, 'condition')} ${failed === 1 ? 'fails' : 'fail'}`;
}

function clauseLines(clause: ExplainedClause, indent: string, style: Style): string[] {
  if (!('anyOf' in clause)) return conditionLines(clause, indent, style);
  const lines = [`${indent}${mark(clause.holds, style)}  one of ${clause.anyOf.length} branches of $or`];
  for (const [at, branch] of clause.anyOf.entries()) {
    lines.push(`${indent}      ${mark(branch.holds, style)}  branch ${at + 1}`);
    for (const inner of branch.clauses) lines.push(...clauseLines(inner, `${indent}            `, style));
  }
  return lines;
}

function conditionLines(
  { path, wants, has, holds }: ExplainedCondition,
  indent: string,
  style: Style,
): string[] {
  const head = `${indent}${mark(holds, style)}  ${printable(path)}`;
  if (holds) return [`${head}  ${printable(has)}`];
  const inner = `${indent}        `;
  return [head, `${inner}wants ${printable(wants)}`, `${inner}has   ${printable(has)}`];
}

/** Both words have four characters. */
function mark(holds: boolean, style: Style): string {
  return holds ? `${style.green('ok')}  ` : style.red('FAIL');
}

function reasonLines({ message, cure, alsoPaths }: Reason): string[] {
  const also = alsoPaths.length === 0 ? '' : ` (the same for ${alsoPaths.map(printable).join(', ')})`;
  return [
    ...wrapLabelled('Why: ', `${printable(message)}${also}`, lineWidth),
    ...(cure === undefined ? [] : wrapLabelled('Fix: ', printable(cure), lineWidth)),
  ];
}
