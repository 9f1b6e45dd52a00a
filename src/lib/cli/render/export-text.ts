import { gcxCommand } from '../../base/hints/gcx-command.js';
import { printable } from '../../base/terminal/printable.js';
import { counted } from '../../base/words.js';
import type { ExportedFile } from '../../features/existing/index.js';

/** What `gcx export` prints under `--json`. */
export interface ExportDocument {
  readonly schemaVersion: 1;
  /** The file that was written; without it, its text is below. */
  readonly file?: string;
  readonly text?: string;
  readonly routes: readonly { readonly name: string; readonly pattern: boolean; readonly why?: string }[];
  readonly targets: readonly string[];
  readonly leftOut: ExportedFile['leftOut'];
}

/** An export as a document. */
export function exportDocument(exported: ExportedFile, file: string | undefined): ExportDocument {
  return {
    schemaVersion: 1,
    ...(file === undefined ? { text: exported.text } : { file }),
    routes: Object.values(exported.config.routes).map(({ name, pattern }) => {
      const why = exported.kept.get(name);
      return { name, pattern: pattern !== undefined, ...(why === undefined ? {} : { why }) };
    }),
    targets: Object.keys(exported.config.targets),
    leftOut: exported.leftOut,
  };
}

/** What to say beside the file: how much of it there is, what is left out, what comes next. */
export function exportNotice(exported: ExportedFile, { out }: { readonly out?: string | undefined }): string {
  const routes = Object.keys(exported.config.routes).length;
  const raw = Object.values(exported.config.routes).filter(({ pattern }) => pattern !== undefined).length;
  const patterns = raw === 0 ? '' : `, ${raw} of them with a raw pattern`;
  const targets = Object.keys(exported.config.targets).length;
  return [
    `${counted(routes, 'route')}${patterns}, ${counted(targets, 'target')}${out === undefined ? '' : ` written to ${printable(out)}`}.`,
    ...exported.leftOut.map(({ rule, why }) => `Left out: rule ${printable(rule)}: ${printable(why)}.`),
    ...(out === undefined
      ? []
      : [
          `Next: ${gcxCommand('adopt', '--all', '--config', out)}, then ${gcxCommand('plan', '--config', out)}`,
        ]),
  ].join('\n');
}
