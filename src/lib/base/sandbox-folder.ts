import { join, resolve } from 'node:path';

/** Name of the folder, beside the configuration file, that holds a project's sandbox. */
export const SANDBOX_FOLDER = '.gcx-sandbox';

/** The files of a project's sandbox. */
export interface SandboxFiles {
  /** The folder of the configuration file, absolute. */
  readonly project: string;
  readonly folder: string;
  /** Who made it, and its secret. */
  readonly owner: string;
  readonly state: string;
  readonly seed: string;
  readonly journal: string;
  readonly server: string;
  readonly lock: string;
  readonly log: string;
  /** Folder of the code of Lambda functions. */
  readonly code: string;
  /** Folder of the DynamoDB tables. */
  readonly tables: string;
}

/** The files of the sandbox of a project folder; nothing is made. */
export function sandboxFiles(project: string): SandboxFiles {
  const folder = join(resolve(project), SANDBOX_FOLDER);
  return {
    project: resolve(project),
    folder,
    owner: join(folder, 'owner.json'),
    state: join(folder, 'state.json'),
    seed: join(folder, 'seed.json'),
    journal: join(folder, 'journal.jsonl'),
    server: join(folder, 'server.json'),
    lock: join(folder, 'lock'),
    log: join(folder, 'server.log'),
    code: join(folder, 'code'),
    tables: join(folder, 'tables'),
  };
}
