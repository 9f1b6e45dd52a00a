import { rmSync } from 'node:fs';
import { readFileIfThere, writeFileAtomically } from '../base/atomic-file.js';
import type { SandboxFiles } from '../base/sandbox-folder.js';
import { postLocally } from './local-call.js';
import type { Tenant } from './model.js';
import { findSandboxFolder } from './sandbox-owner.js';
import { sealed, unsealed } from './seal.js';

/** What a running server says of itself in server.json. */
export interface ServerRecord {
  readonly pid: number;
  readonly port: number;
  /** Without it nothing but the services themselves can be asked. */
  readonly token: string;
  /** What the services are called with. */
  readonly secret: string;
  /** ISO time. */
  readonly startedAt: string;
  /** Whose the server is where a request does not say. */
  readonly home: Omit<Tenant, 'existing'>;
}

/** Says that a server runs. */
export function writeServerRecord(files: SandboxFiles, record: ServerRecord): void {
  writeFileAtomically(files.server, sealed(files, files.server, JSON.stringify(record)));
}

/** Says that no server runs any more. */
export function removeServerRecord(files: SandboxFiles): void {
  rmSync(files.server, { force: true });
}

/** The record of this project's server, running or not; undefined where there is none, or another user's. */
export function readServerRecord(files: SandboxFiles): ServerRecord | undefined {
  const text = readFileIfThere(files.server);
  const json = text === undefined ? undefined : unsealed(files, files.server, text);
  return json === undefined ? undefined : (JSON.parse(json) as ServerRecord);
}

/**
 * The record of this project's server where it answers.
 * @throws GcxError where the sandbox's folder is not this user's, or a symbolic link
 */
export async function findServer(files: SandboxFiles): Promise<ServerRecord | undefined> {
  if (findSandboxFolder(files) === undefined) return undefined;
  const record = readServerRecord(files);
  if (record === undefined) return undefined;
  try {
    const { status } = await postLocally(record.port, '/_gcx/health', {
      headers: { 'x-gcx-token': record.token },
      body: '',
      timeoutMs: 2_000,
    });
    return status === 200 ? record : undefined;
  } catch {
    return undefined;
  }
}
