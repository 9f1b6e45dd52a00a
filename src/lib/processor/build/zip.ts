import type { UnzipFileInfo } from 'fflate';

/** Unix: the only system whose modes Lambda heeds. */
const UNIX = 3;
const READABLE = 0o100644 << 16;

/** A zip of files; the same files give the same bytes. */
export async function zipOf(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const { zipSync } = await import('fflate');
  // Zip keeps local time: made of local parts, it is the same in every time zone.
  const mtime = new Date(1980, 0, 1, 12);
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(sorted), { level: 9, mtime, os: UNIX, attrs: READABLE });
}

/** The text of one file of a zip; undefined where it is not in it, or that is no zip. */
export async function fileOfZip(zip: Uint8Array, name: string): Promise<string | undefined> {
  const { unzipSync, strFromU8 } = await import('fflate');
  try {
    const file = unzipSync(zip, { filter: (each: UnzipFileInfo) => each.name === name })[name];
    return file === undefined ? undefined : strFromU8(file);
  } catch {
    return undefined;
  }
}
