import { cutText } from './cut-text.js';
import type { Diagnostic } from './diagnostic.js';
import { printable } from './printable.js';
import type { Style } from './style.js';
import { displayWidth } from './width.js';

/**
 * A problem of the file with its line and a caret.
 * @example
 * .genesysrc.yml:12:5: warning: target "old" is used by no route
 *   12 |   old: { sqs: { create: old } }
 *      |   ^^^
 *   fix: remove it, or name it in a route
 */
export function diagnosticText(diagnostic: Diagnostic, style: Style): string {
  const { position, severity, sourceLine } = diagnostic;
  const paint = severity === 'error' ? style.red : style.yellow;
  const place = position === undefined ? '' : `${position.file}:${position.line}:${position.column}: `;
  const lines = [`${place}${paint(`${severity}:`)} ${cutText(printable(diagnostic.message))}`];
  if (position !== undefined && sourceLine !== undefined) {
    const width = Math.max(String(position.line).length, String(diagnostic.related?.line ?? '').length);
    const gutter = String(position.line).padStart(width);
    const at = position.column - (diagnostic.sourceColumn ?? 1);
    const before = printable(sourceLine.slice(0, at));
    const marked = sourceLine.slice(at, at + (position.length ?? 1));
    const carets = '^'.repeat(Math.max(1, displayWidth(printable(marked))));
    const own = [
      `  ${gutter} | ${printable(sourceLine)}`,
      `  ${' '.repeat(width)} | ${' '.repeat(displayWidth(before))}${paint(carets)}`,
    ];
    const { related } = diagnostic;
    const other =
      related === undefined
        ? []
        : [`  ${String(related.line).padStart(width)} | ${printable(related.sourceLine)}`];
    lines.push(
      ...(related !== undefined && related.line > position.line ? [...own, ...other] : [...other, ...own]),
    );
  }
  if (diagnostic.fix !== undefined) lines.push(`  fix: ${cutText(printable(diagnostic.fix))}`);
  return lines.join('\n');
}
