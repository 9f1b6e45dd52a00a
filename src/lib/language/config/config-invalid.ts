import { ExitCode } from '../../base/exit-codes.js';
import { GcxError, type ReportedProblem } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { PROBLEMS_TOLD } from '../../base/terminal/cut-text.js';
import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { diagnosticText } from '../../base/terminal/diagnostic-text.js';
import { createStyle, type Style } from '../../base/terminal/style.js';
import { andList, counted } from '../../base/words.js';

/** A file with problems; `diagnostics` has all of them, warnings included, in the file's order. */
export class ConfigInvalid extends GcxError {
  readonly diagnostics: readonly Diagnostic[];

  constructor(file: string, diagnostics: readonly Diagnostic[]) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
    const warnings = diagnostics.length - errors;
    const first = diagnostics.find(({ severity }) => severity === 'error')?.position;
    super(
      {
        code: 'config-invalid',
        what: `${file} has ${problemCounts(errors, warnings)}.`,
        ...(first === undefined ? {} : { where: `${first.file}:${first.line}:${first.column}` }),
        details: toldDiagnostics(diagnostics, createStyle(false)),
        blocks: true,
        problems: diagnostics.map(reported),
        fix: `Fix the file, then run "${gcxCommand('validate')}".`,
      },
      ExitCode.error,
    );
    this.diagnostics = diagnostics;
  }
}

function reported({ severity, code, message, position, fix }: Diagnostic): ReportedProblem {
  return {
    severity,
    code,
    message,
    ...(position === undefined
      ? {}
      : { location: { file: position.file, line: position.line, column: position.column } }),
    ...(fix === undefined ? {} : { fix }),
  };
}

/**
 * The problems as a person reads them: place, what is wrong, the line with a caret, how to fix it; a blank line between.
 * Of very many the first errors.
 */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  { color }: { readonly color: boolean },
): string {
  return toldDiagnostics(diagnostics, createStyle(color)).join('\n\n');
}

/** Warnings wait where there are too many: errors are what stops. */
function toldDiagnostics(diagnostics: readonly Diagnostic[], style: Style): readonly string[] {
  const left = diagnostics.length - PROBLEMS_TOLD;
  if (left <= 0) return diagnostics.map((diagnostic) => diagnosticText(diagnostic, style));
  const told = new Set(diagnostics.toSorted((a, b) => rank(a) - rank(b)).slice(0, PROBLEMS_TOLD));
  return [
    ...diagnostics.filter((each) => told.has(each)).map((each) => diagnosticText(each, style)),
    `… and ${counted(left, 'more problem')}: ${gcxCommand('validate', '--json')}`,
  ];
}

function rank({ severity }: Diagnostic): number {
  return severity === 'error' ? 0 : 1;
}

/** `3 errors and 1 warning`. */
export function problemCounts(errors: number, warnings: number): string {
  const parts = [
    ...(errors > 0 || warnings === 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return andList(parts);
}
