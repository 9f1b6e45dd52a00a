import { resolve } from 'node:path';
import type { Message } from 'esbuild';
import { GcxError } from '../../base/gcx-error.js';
import { fileVerdict, type ProjectBounds } from '../../language/config/document/project-bounds.js';
import type { ProcessorTarget } from '../../language/config/model.js';
import { BOUNDS_PLUGIN } from './bounds-plugin.js';
import { defaultExportFix, OUTSIDE_FIX } from './check-handler.js';
import { ENTRY_NAMESPACE } from './entry-plugin.js';

/** One thing that is wrong with a handler. */
interface Fault {
  readonly where?: string;
  readonly what: string;
  /** The line with a caret below. */
  readonly lines: readonly string[];
  readonly fix?: string;
}

/** What esbuild found wrong, all of it, in one error; anything else is given back as it is. */
export function buildFailure(
  error: unknown,
  target: Pick<ProcessorTarget, 'name' | 'handler'>,
  folder: string,
  bounds: ProjectBounds,
): unknown {
  if (!hasMessages(error)) return error;
  const faults = error.errors.map((message) => faultOf(message, target, folder, bounds));
  const fixes = [...new Set(faults.flatMap(({ fix }) => fix ?? []))];
  const common = { code: 'processor-build-failed', ...(fixes.length > 0 ? { fix: fixes.join('\n') } : {}) };
  const [only] = faults;
  if (only !== undefined && faults.length === 1) {
    const { where, what, lines } = only;
    return new GcxError({ ...common, what, ...(where === undefined ? {} : { where }), details: lines });
  }
  return new GcxError({
    ...common,
    what: `The processor ${target.name} cannot be built: ${faults.length} errors.`,
    details: faults.flatMap(({ where, what, lines }) => [
      where === undefined ? what : `${where}  ${what}`,
      ...lines.map((line) => `  ${line}`),
    ]),
  });
}

function hasMessages(error: unknown): error is { readonly errors: readonly Message[] } {
  return (
    error instanceof Error && 'errors' in error && Array.isArray(error.errors) && error.errors.length > 0
  );
}

function faultOf(
  { text, location, pluginName }: Message,
  { name, handler }: Pick<ProcessorTarget, 'name' | 'handler'>,
  folder: string,
  bounds: ProjectBounds,
): Fault {
  if (location?.file.startsWith(`${ENTRY_NAMESPACE}:`)) {
    // The only thing that gcx's own first module can ask in vain.
    return {
      where: handler,
      what: `${handler} has no default export.`,
      lines: [],
      fix: defaultExportFix(name),
    };
  }
  const refused = pluginName === BOUNDS_PLUGIN;
  const fix = refused ? { fix: OUTSIDE_FIX } : {};
  if (location === null) return { what: sentence(text), lines: [], ...fix };
  // A file that esbuild reads by itself, such as a package.json: both its line and what esbuild says of it quote it.
  if (location.namespace === 'file' || location.namespace === '') {
    const { kind } = fileVerdict(bounds, resolve(folder, location.file));
    if (kind !== 'inside') {
      const what = `${location.file} is not of the project, and something is wrong with it; what it holds is not shown.`;
      return { what, lines: [], fix: OUTSIDE_FIX };
    }
  }
  const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
  const gutter = String(location.line);
  const lines = [
    `${gutter} | ${location.lineText}`,
    `${' '.repeat(gutter.length)} | ${before.replace(/[^\t]/g, ' ')}${'^'.repeat(Math.max(1, location.length))}`,
  ];
  const where = `${location.file}:${location.line}:${before.length + 1}`;
  if (refused) return { where, what: sentence(text), lines, ...fix };
  const missing = /^Could not resolve "(.+)"$/.exec(text)?.[1];
  if (missing === undefined) return { where, what: sentence(text), lines };
  if (/^[./]/.test(missing)) return { where, what: `There is no ${missing} to import.`, lines };
  const wanted = /^(?:@[^/]+\/)?[^/]+/.exec(missing)?.[0] ?? missing;
  return {
    where,
    what: `The package ${wanted} is not installed.`,
    lines,
    fix: `Run npm install ${wanted} in ${folder}, or next to ${handler} if it has its own package.json.`,
  };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
