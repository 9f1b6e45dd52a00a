import { printable } from '../../base/terminal/printable.js';
import type { Validation } from '../../language/config/index.js';

/**
 * The problems of a file as workflow commands of GitHub Actions, one a line: the run shows each at its line of the file.
 * Values are escaped as the runner reads them (actions/toolkit, packages/core/src/command.ts), so that no text of the
 * file ends a command or begins another.
 * @param path the file from the root of the repository
 * @example ::error file=.genesysrc.yml,line=12,col=5,endColumn=9,title=unknown-key::There is no key "evnts" here.
 */
export function validationGithub({ diagnostics }: Validation, path: (file: string) => string): string {
  return diagnostics
    .map(({ severity, code, message, fix, position }) => {
      const place =
        position === undefined
          ? {}
          : {
              file: path(position.file),
              line: position.line,
              col: position.column,
              endColumn: position.column + (position.length ?? 1),
            };
      const properties = Object.entries({ ...place, title: `gcx: ${code}` })
        .map(([name, value]) => `${name}=${escapeProperty(printable(String(value)))}`)
        .join(',');
      const text = fix === undefined ? printable(message) : `${printable(message)}\nFix: ${printable(fix)}`;
      return `::${severity} ${properties}::${escapeData(text)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
