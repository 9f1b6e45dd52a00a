import { realpathSync } from 'node:fs';
import { basename } from 'node:path';
import type { SandboxFiles } from '../base/sandbox-folder.js';
import { isEqualSecret } from './equal-secret.js';
import { userMark } from './user-key.js';

const SEALED = /^\{"seal":"([0-9a-f]{64})",/;

/**
 * A sandbox's file, the text of a JSON object with something in it, as to be written: with a mark that binds it to this
 * user, to the project's folder and to its own name. A copy elsewhere, or what a repository brings, is none of ours.
 */
export function sealed(files: SandboxFiles, path: string, json: string): string {
  return `{"seal":"${markOf(files, path, json)}",${json.slice(1)}`;
}

/** The JSON that this user's gcx wrote into a file of this sandbox; undefined where somebody else did. */
export function unsealed(files: SandboxFiles, path: string, text: string): string | undefined {
  const [prefix, mark = ''] = SEALED.exec(text) ?? [];
  if (prefix === undefined) return undefined;
  const json = `{${text.slice(prefix.length)}`;
  return isEqualSecret(mark, markOf(files, path, json)) ? json : undefined;
}

function markOf({ project }: SandboxFiles, path: string, json: string): string {
  const user = process.getuid?.() ?? '';
  return userMark(JSON.stringify([basename(path), realpathSync(project), user]) + json);
}
