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
import { writeFileAtomically } from '../../../../base/atomic-file.js';
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

/** What the folder of unpacked code begins with. */
const UNPACKED = 'unpacked-';

/** A file's name for a SHA-256: base64 has slashes. */
export function codeFileName(sha256: string): string {
  return Buffer.from(sha256, 'base64').toString('hex');
}

/**
 * A store in a folder, which outlives the process; without one in memory, unpacked under the system's own. What is kept
 * is believed by its SHA-256 only, and unpacked again by each process, under a name that nobody could have put there.
 */
export function codeStore(kept?: string): CodeStore {
  const memory = new Map<string, Uint8Array>();
  let temporary: string | undefined;
  const unpacked = (): string => {
    if (kept !== undefined) mkdirSync(kept, { recursive: true, mode: 0o700 });
    if (temporary === undefined) {
      temporary = mkdtempSync(kept === undefined ? join(tmpdir(), 'gcx-lambda-') : join(kept, UNPACKED));
      // What lies above must not decide whether `.js` is an ES module: on Lambda it is CommonJS unless the zip says so.
      writeFileAtomically(join(temporary, 'package.json'), '{}\n');
    }
    return temporary;
  };
  const file = (folder: string, sha256: string): string => join(folder, `${codeFileName(sha256)}.zip`);
  const zip = (sha256: string): Uint8Array | undefined => {
    if (kept === undefined) return memory.get(sha256);
    const path = file(kept, sha256);
    const bytes = existsSync(path) ? new Uint8Array(readFileSync(path)) : undefined;
    return bytes !== undefined && sha256Of(bytes) === sha256 ? bytes : undefined;
  };
  return {
    zip,
    async keep(bytes) {
      const sha256 = sha256Of(bytes);
      await unpack(bytes);
      if (kept === undefined) memory.set(sha256, bytes);
      else if (zip(sha256) === undefined) {
        mkdirSync(kept, { recursive: true, mode: 0o700 });
        writeBytes(file(kept, sha256), bytes);
      }
      return sha256;
    },
    async folder(sha256) {
      const folder = join(unpacked(), codeFileName(sha256));
      if (existsSync(folder)) return folder;
      const bytes = zip(sha256);
      if (bytes === undefined) throw new Error(`The code ${codeFileName(sha256)} is gone.`);
      const files = await unpack(bytes);
      // A folder that is there is whole: it gets its name last.
      const making = mkdtempSync(join(unpacked(), 'unpacking-'));
      for (const [name, content] of Object.entries(files)) {
        const path = resolve(making, name);
        if (name.endsWith('/') || !path.startsWith(making + sep)) continue;
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, content);
      }
      if (existsSync(folder)) rmSync(making, { recursive: true, force: true });
      else renameSync(making, folder);
      return folder;
    },
    clear(except = new Set()) {
      for (const sha256 of memory.keys()) if (!except.has(sha256)) memory.delete(sha256);
      const names = new Set([...except].map(codeFileName));
      for (const folder of [kept, temporary]) {
        if (folder === undefined || !existsSync(folder)) continue;
        for (const entry of readdirSync(folder)) {
          const path = join(folder, entry);
          const needed = names.has(entry.replace(/\.zip$/, '')) || entry === 'package.json';
          if (!needed && path !== temporary) rmSync(path, { recursive: true, force: true });
        }
      }
      if (names.size > 0) return;
      for (const folder of [kept, temporary]) {
        if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
      }
      temporary = undefined;
    },
  };
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64');
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
