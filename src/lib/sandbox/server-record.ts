import { rmSync } from 'node:fs';
import { readFileIfThere, writeFileAtomically } from '../atomic-file.js';
import { postLocally } from './local-call.js';
import type { Tenant } from './model.js';
import type { SandboxFiles } from './sandbox-folder.js';

/** What a running server says of itself in server.json. */
export interface ServerRecord {
  readonly pid: number;
  readonly port: number;
  /** Without it nothing but the services themselves can be asked. */
  readonly token: string;
  /** The project's folder: a copied `.gcx-sandbox/` does not lead to another project's server. */
  readonly project: string;
  /** ISO time. */
  readonly startedAt: string;
  /** Whose the server is where a request does not say. */
  readonly home: Omit<Tenant, 'existing'>;
}

/** Says that a server runs. */
export function writeServerRecord(files: SandboxFiles, record: ServerRecord): void {
  writeFileAtomically(files.server, JSON.stringify(record, null, 2));
}

/** Says that no server runs any more. */
export function removeServerRecord(files: SandboxFiles): void {
  rmSync(files.server, { force: true });
}

/** The record of this project's server, running or not; undefined where there is none. */
export function readServerRecord(files: SandboxFiles): ServerRecord | undefined {
  const text = readFileIfThere(files.server);
  if (text === undefined) return undefined;
  try {
    const record = JSON.parse(text) as Partial<ServerRecord>;
    const { pid, port, token, project, startedAt, home } = record;
    if (project !== files.project || pid === undefined || port === undefined || token === undefined)
      return undefined;
    if (startedAt === undefined || home === undefined) return undefined;
    return { pid, port, token, project, startedAt, home };
  } catch {
    return undefined;
  }
}

/** The record of this project's server where it answers. */
export async function findServer(files: SandboxFiles): Promise<ServerRecord | undefined> {
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
