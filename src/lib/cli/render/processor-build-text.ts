import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import type { ProcessorTarget } from '../../language/config/model.js';
import type { BundledModule, ProcessorBundle } from '../../processor/build/index.js';

/** What `gcx processor build` prints under `--json`. */
export interface ProcessorBuildDocument extends Omit<ProcessorBundle, 'zip'> {
  readonly schemaVersion: 1;
  readonly zipBytes: number;
  /** Where the zip is. */
  readonly file: string;
  /** It was loaded once on this machine. */
  readonly started?: true;
}

/** Packages that are named each; the others are summed up. */
const NAMED = 8;

/** What `gcx processor build` prints: the zip, and what takes the room in it before it is packed. */
export function processorBuildText(
  { processor, codeSha256, zipBytes, handler, modules, file, started }: ProcessorBuildDocument,
  { runtime, architecture }: Pick<ProcessorTarget, 'runtime' | 'architecture'>,
  style: Style,
): string {
  const parts = partsOf(modules);
  const [named, others] = [parts.slice(0, NAMED), parts.slice(NAMED)];
  const rest = others.reduce((sum, { bytes }) => sum + bytes, 0);
  const rows = [
    ...named,
    ...(others.length === 0 ? [] : [{ name: `${others.length} other packages`, bytes: rest }]),
  ];
  const width = Math.max(...rows.map(({ name }) => name.length));
  return [
    `Built ${style.bold(printable(processor))}: ${kilobytes(zipBytes)} zipped`,
    ...rows.map(({ name, bytes }) => `  ${printable(name).padEnd(width)}  ${kilobytes(bytes).padStart(9)}`),
    '',
    `codeSha256  ${codeSha256}`,
    // A function keeps its runtime where the file names none.
    `handler     ${handler} (${runtime === undefined ? '' : `${runtime}, `}${architecture})`,
    ...(started === true ? ['It starts: the code was loaded once on this machine.'] : []),
    `Wrote ${printable(file)}.`,
  ].join('\n');
}

/** The modules summed up by package, the biggest first; what the user wrote is the first of all. */
function partsOf(
  modules: readonly BundledModule[],
): readonly { readonly name: string; readonly bytes: number }[] {
  const sums = new Map<string, number>([['your code', 0]]);
  for (const { path, bytes } of modules) {
    const name = /^(?:node_modules\/)((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
    const part = name ?? (path.startsWith('genesys-gcx/') ? 'genesys-gcx' : 'your code');
    sums.set(part, (sums.get(part) ?? 0) + bytes);
  }
  const [own, ...packages] = [...sums].map(([name, bytes]) => ({ name, bytes }));
  packages.sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  return own === undefined ? packages : [own, ...packages];
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
