import type { ErrorReport } from '../../base/gcx-error.js';
import { cutText, PROBLEMS_TOLD } from '../../base/terminal/cut-text.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';

/**
 * An error as a person reads it: what, details, where, why and how to fix it.
 * @example
 * Error: No queue is called "Salse Support".
 *   where: .genesysrc.yml:31:9
 *   why:   this OAuth client sees only the divisions of its roles
 *   fix:   gcx queue list
 */
export function errorReportText(report: ErrorReport, style: Style): string {
  const lines = [`${style.red(style.bold('Error:'))} ${shown(report.what)}`];
  const details = report.details ?? [];
  // Blocks are cut where they are made.
  const told = report.blocks === true ? details : details.slice(0, PROBLEMS_TOLD);
  for (const detail of told) {
    // A name with a line break in it would else write lines of its own, such as another `fix:`.
    const parts = report.blocks === true ? detail.split('\n') : [detail];
    lines.push(...parts.map((line) => `  ${shown(line)}`));
  }
  if (told.length < details.length)
    lines.push(`  … and ${details.length - told.length} more: --json prints all of them`);
  lines.push(...labelled('where', report.where === undefined ? undefined : printable(report.where), style));
  lines.push(...labelled('why', report.why, style));
  lines.push(...labelled('fix', report.fix, style));
  return `${lines.join('\n')}\n`;
}

/** A place in a file of the user's; line and column count from 1. */
export interface ErrorLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** An error as `--json` prints it. */
export interface ErrorDocument {
  readonly schemaVersion: 1;
  readonly error: ErrorReport & { readonly location?: ErrorLocation };
}

/** An error as the one JSON document of `--json`. */
export function errorReportJson(report: ErrorReport): ErrorDocument {
  const { code, what, where, why, fix, details = [], problems } = report;
  const location = locationOf(where);
  return {
    schemaVersion: 1,
    error: {
      code,
      what,
      ...(where === undefined ? {} : { where }),
      ...(location === undefined ? {} : { location }),
      ...(why === undefined ? {} : { why }),
      ...(fix === undefined ? {} : { fix }),
      ...(details.length === 0 ? {} : { details }),
      ...(problems === undefined ? {} : { problems }),
    },
  };
}

/** The place that `where` says; undefined where it is a service and the id of its request. */
function locationOf(where: string | undefined): ErrorLocation | undefined {
  const [, file = '', line = '', column = ''] = /^(?!arn:)([^\n]+?):(\d+):(\d+)$/.exec(where ?? '') ?? [];
  return file === '' ? undefined : { file, line: Number(line), column: Number(column) };
}

/** A text from anywhere, as one line that a person can read. */
function shown(text: string): string {
  return cutText(printable(text));
}

function labelled(label: string, text: string | undefined, style: Style): readonly string[] {
  if (text === undefined || text === '') return [];
  const [first = '', ...rest] = text.split('\n').map(shown);
  const head = `  ${style.dim(`${label}:`.padEnd(6))} ${first}`;
  return [head, ...rest.map((line) => `         ${line}`)];
}
