import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { readFileIfThere, writeFileAtomically } from '../../../../atomic-file.js';
import { AwsError } from '../../aws-error.js';

/** Where the zips of functions' code are kept, and unpacked to run. */
export interface CodeStore {
  /** Keeps a zip. @returns its base64 SHA-256. @throws AwsError where it cannot be unpacked */
  keep(zip: Uint8Array): Promise<string>;
  /** The zip of a base64 SHA-256; undefined where there is none. */
  zip(sha256: string): Uint8Array | undefined;
  /** The folder with its files. @throws Error where there is no such zip */
  folder(sha256: string): Promise<string>;
  /** Forgets all code but that of some base64 SHA-256s. */
  clear(except?: ReadonlySet<string>): void;
}

/** A file's name for a SHA-256: base64 has slashes. */
export function codeFileName(sha256: string): string {
  return Buffer.from(sha256, 'base64').toString('hex');
}

/** A store in a folder, which outlives the process; without one in memory, unpacked under the system's own. */
export function codeStore(kept?: string): CodeStore {
  const memory = new Map<string, Uint8Array>();
  let temporary: string | undefined;
  const place = (): string => {
    if (kept !== undefined) mkdirSync(kept, { recursive: true, mode: 0o700 });
    temporary ??= kept ?? mkdtempSync(join(tmpdir(), 'gcx-lambda-'));
    return temporary;
  };
  const file = (folder: string, sha256: string): string => join(folder, `${codeFileName(sha256)}.zip`);
  const zip = (sha256: string): Uint8Array | undefined => {
    if (kept === undefined) return memory.get(sha256);
    const path = file(kept, sha256);
    return existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
  };
  return {
    zip,
    async keep(bytes) {
      const sha256 = createHash('sha256').update(bytes).digest('base64');
      await unpack(bytes);
      if (kept === undefined) memory.set(sha256, bytes);
      else if (!existsSync(file(place(), sha256))) writeBytes(file(kept, sha256), bytes);
      return sha256;
    },
    async folder(sha256) {
      const folder = join(place(), codeFileName(sha256));
      if (existsSync(folder)) return folder;
      const bytes = zip(sha256);
      if (bytes === undefined) throw new Error(`The code ${codeFileName(sha256)} is gone.`);
      const files = await unpack(bytes);
      // A folder that is there is whole: it gets its name last.
      const making = mkdtempSync(join(place(), 'unpacking-'));
      for (const [name, content] of Object.entries(files)) {
        const path = resolve(making, name);
        if (name.endsWith('/') || !path.startsWith(making + sep)) continue;
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
      // What lies above must not decide whether `.js` is an ES module: on Lambda it is CommonJS unless the zip says so.
      const manifest = join(place(), 'package.json');
      if (readFileIfThere(manifest) === undefined) writeFileAtomically(manifest, '{}\n');
      if (existsSync(folder)) rmSync(making, { recursive: true, force: true });
      else renameSync(making, folder);
      return folder;
    },
    clear(except = new Set()) {
      for (const sha256 of memory.keys()) if (!except.has(sha256)) memory.delete(sha256);
      const folder = kept ?? temporary;
      if (folder === undefined || !existsSync(folder)) return;
      const names = new Set([...except].map(codeFileName));
      for (const entry of readdirSync(folder)) {
        if (names.has(entry.replace(/\.zip$/, ''))) continue;
        rmSync(join(folder, entry), { recursive: true, force: true });
      }
      if (names.size > 0) return;
      rmSync(folder, { recursive: true, force: true });
      temporary = undefined;
    },
  };
}

function writeBytes(path: string, bytes: Uint8Array): void {
  const half = `${path}.${process.pid}`;
  writeFileSync(half, bytes, { mode: 0o600 });
  renameSync(half, path);
}

async function unpack(zip: Uint8Array): Promise<Record<string, Uint8Array>> {
  const { unzipSync } = await import('fflate');
  try {
    return unzipSync(zip);
  } catch {
    throw new AwsError(
      'InvalidParameterValueException',
      'Could not unzip uploaded file. Please check your file, then try to upload again.',
    );
  }
}
