import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { readFileIfThere } from '../base/atomic-file.js';
import { GcxError, withCause } from '../base/gcx-error.js';

/** Characters of a key: 32 random bytes as base64url. */
const KEY = /^[\w-]{43}$/;

/**
 * Marks a text as made by this user: nobody without the key can, which lies outside of every project, readable by its
 * owner only. What comes with a repository has no such mark, whatever it says of itself.
 * @returns hexadecimal HMAC-SHA256
 * @throws GcxError where the key can be neither read nor made
 */
export function userMark(text: string): string {
  return createHmac('sha256', userKey()).update(text).digest('hex');
}

/** The folder of the key: what a user's programs keep between runs (XDG base directories; on Windows the local AppData). */
export function userKeyFolder(env: NodeJS.ProcessEnv = process.env): string {
  const state =
    env['XDG_STATE_HOME'] ||
    (process.platform === 'win32' && env['LOCALAPPDATA']) ||
    join(homedir(), '.local', 'state');
  return join(state, 'genesys-gcx');
}

function userKey(): string {
  const folder = userKeyFolder();
  const path = join(folder, 'sandbox-key');
  try {
    const key = readFileIfThere(path) ?? makeKey(folder, path);
    const { uid } = lstatSync(path);
    if (KEY.test(key) && (process.getuid === undefined || uid === process.getuid())) return key;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw withCause(keyError(path, `It can be neither read nor made (${String(error.code)}).`), error);
  }
  throw keyError(path, 'It is another user’s, or no key.');
}

/** Makes the key, unless another process is quicker: then that one's. */
function makeKey(folder: string, path: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const own = `${path}.${randomBytes(8).toString('hex')}`;
  writeFileSync(own, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 });
  try {
    linkSync(own, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(own, { force: true });
  }
  return readFileIfThere(path) ?? '';
}

function keyError(path: string, why: string): GcxError {
  return new GcxError({
    code: 'sandbox-key',
    what: 'The key with which gcx marks the sandboxes that you made cannot be used.',
    where: path,
    why,
    fix: 'Make it yours or remove it, or name a folder that you may write to: export XDG_STATE_HOME=FOLDER',
  });
}
