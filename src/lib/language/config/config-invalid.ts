import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { diagnosticText } from '../../base/terminal/diagnostic-text.js';
import { createStyle } from '../../base/terminal/style.js';
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
        details: diagnostics.map((diagnostic) => renderDiagnostics([diagnostic], { color: false })),
        fix: `Mend the file, then run "${gcxCommand('validate')}".`,
      },
      ExitCode.error,
    );
    this.diagnostics = diagnostics;
  }
}

/** The problems as a person reads them: place, what is wrong, the line with a caret, how to mend it; a blank line between. */
export function renderDiagnostics(
  diagnostics: readonly Diagnostic[],
  { color }: { readonly color: boolean },
): string {
  const style = createStyle(color);
  return diagnostics.map((diagnostic) => diagnosticText(diagnostic, style)).join('\n\n');
}

/** `3 errors and 1 warning`. */
export function problemCounts(errors: number, warnings: number): string {
  const parts = [
    ...(errors > 0 || warnings === 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return andList(parts);
}
