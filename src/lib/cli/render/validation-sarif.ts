import { gcxVersion } from '../../base/gcx-version.js';
import type { JsonObject } from '../../base/json.js';
import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import type { Validation } from '../../language/config/index.js';

/**
 * The problems of a file as a SARIF log (OASIS Static Analysis Results Interchange Format 2.1.0): what GitHub's code
 * scanning and editors take.
 * @param path the file from the root of the repository
 */
export function validationSarif(validation: Validation, path: (file: string) => string): JsonObject {
  const codes = [...new Set(validation.diagnostics.map(({ code }) => code))].sort();
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'gcx',
            semanticVersion: gcxVersion(),
            rules: codes.map((id) => ({ id, shortDescription: { text: id.replaceAll('-', ' ') } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: validation.diagnostics.map((each) => ({
          ruleId: each.code,
          ruleIndex: codes.indexOf(each.code),
          level: each.severity,
          message: { text: each.fix === undefined ? each.message : `${each.message}\nFix: ${each.fix}` },
          locations: [locationOf(each, validation.file, path)],
        })),
      },
    ],
  };
}

/** Code scanning takes only results with a place: a problem without one is of the file's first line. */
function locationOf({ position }: Diagnostic, ofAll: string, path: (file: string) => string): JsonObject {
  const { file = ofAll, line = 1, column = 1, length = 1 } = position ?? {};
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(path(file)) },
      region: { startLine: line, startColumn: column, endColumn: column + Math.max(1, length) },
    },
  };
}
