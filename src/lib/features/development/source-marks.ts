import { stat } from 'node:fs/promises';

/** By path: what another version of the file would have otherwise. */
export type SourceMarks = ReadonlyMap<string, string>;

/** The clocks of file systems stand still for some ms. */
const CLOCK_MS = 50;

/**
 * The marks of files and folders as they are now; one that is not there has one as well.
 * @param since epoch ms: what was changed later, or just before, gets a mark that it never has again
 */
export async function marksOf(paths: Iterable<string>, since?: number): Promise<SourceMarks> {
  const marks = [...new Set(paths)].map(async (path) => [path, await markOf(path, since)] as const);
  return new Map(await Promise.all(marks));
}

async function markOf(path: string, since = Number.POSITIVE_INFINITY): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'missing';
  const { mtimeMs, size, ino } = found;
  return mtimeMs >= since - CLOCK_MS ? 'changed meanwhile' : `${mtimeMs} ${size} ${ino}`;
}

/** The paths whose marks differ. */
export function changedMarks(before: SourceMarks, after: SourceMarks): readonly string[] {
  return [...after].filter(([path, mark]) => before.get(path) !== mark).map(([path]) => path);
}
