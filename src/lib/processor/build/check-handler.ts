import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import type { Loader } from 'esbuild';
import { GcxError, withCause } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { fileVerdict, projectBounds, verdictText } from '../../language/config/document/project-bounds.js';
import type { ProcessorTarget } from '../../language/config/model.js';

const LOADERS: ReadonlyMap<string, Loader> = new Map([
  ['.ts', 'ts'],
  ['.mts', 'ts'],
  ['.cts', 'ts'],
  ['.tsx', 'tsx'],
  ['.js', 'js'],
  ['.mjs', 'js'],
  ['.cjs', 'js'],
  ['.jsx', 'jsx'],
]);

/** What a default export begins with that is surely no function; of names, calls and the like nobody knows. */
const NO_FUNCTION = /^export default (?:[[{"'`\d/-]|(?:class|null|true|false|void 0|new)\b)/m;

/** What to do about a file that is not built in because of where it lies. */
export const OUTSIDE_FIX =
  'Import files of the project only (its folder, or the repository that it is in), or packages that npm installs; one that is linked: npm install --install-links PATH';

/**
 * Checks what can be told of a handler's file without running it.
 * @throws GcxError where it is not there, lies outside of the project, is not code, or its default export is not a function
 */
export async function checkHandler(
  folder: string,
  { name, handler }: Pick<ProcessorTarget, 'name' | 'handler'>,
): Promise<void> {
  const loader = LOADERS.get(extname(handler));
  if (loader === undefined) {
    throw new GcxError({
      code: 'handler-no-code',
      what: `The handler of the processor ${name}, ${handler}, is neither TypeScript nor JavaScript.`,
      fix: `Name a file that ends in ${[...LOADERS.keys()].join(', ')}; ${gcxCommand('processor init', name)} writes one.`,
    });
  }
  const bounds = projectBounds(folder);
  const verdict = fileVerdict(bounds, resolve(folder, handler));
  if (verdict.kind === 'outside' || verdict.kind === 'no-file') {
    throw new GcxError({
      code: 'handler-outside',
      what: `The handler of the processor ${name}, ${handler}, ${verdictText(bounds, resolve(folder, handler), verdict)}.`,
      why: 'Only files of the project are built into its Lambda functions.',
      fix: `Put the file into the project, and correct targets.${name}.processor.handler.`,
    });
  }
  const text = await readFile(resolve(folder, handler), 'utf8').catch((error: unknown) => {
    throw withCause(unreadable(error, { name, handler }, folder), error);
  });
  const { transform } = await import('esbuild');
  // With every template written as strings, a line that begins with `export default` is one. Wrong syntax: the build tells.
  const plain = await transform(text, {
    loader,
    logLevel: 'silent',
    supported: { 'template-literal': false },
  }).catch(() => undefined);
  if (plain !== undefined && NO_FUNCTION.test(plain.code)) {
    throw new GcxError({
      code: 'handler-no-function',
      what: `What ${handler} has a default export that is not a function.`,
      where: handler,
      fix: defaultExportFix(name),
    });
  }
}

/** How a handler's file ought to look. */
export function defaultExportFix(name: string): string {
  return [
    "Export one: import { defineHandler } from 'genesys-gcx/processor';",
    'export default defineHandler(async (event, { logger }) => { … });',
    `${gcxCommand('processor init', name)} writes an example.`,
  ].join('\n');
}

function unreadable(
  error: unknown,
  { name, handler }: Pick<ProcessorTarget, 'name' | 'handler'>,
  folder: string,
): GcxError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  return new GcxError({
    code: missing ? 'handler-missing' : 'handler-unreadable',
    what: missing
      ? `The handler of the processor ${name}, ${handler}, is not there.`
      : `The handler of the processor ${name}, ${handler}, cannot be read (${code}).`,
    where: resolve(folder, handler),
    ...(missing
      ? {
          why: 'handler is a path from the folder of the configuration file.',
          fix: `Correct targets.${name}.processor.handler, or write one: ${gcxCommand('processor init', name)}`,
        }
      : {}),
  });
}
