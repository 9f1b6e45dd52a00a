import type { WriteGate } from '../../base/net/index.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { Config } from '../../language/config/model.js';

/** Genesys Cloud and AWS for one command. */
export interface Connection {
  readonly genesys: Genesys;
  readonly aws: Aws;
  /** What calls of both that change something pass. */
  readonly gate: WriteGate;
  /** True where both are the built-in sandbox. */
  readonly sandbox: boolean;
  /** Ends an in-process sandbox after it wrote its state; nothing for the real services. */
  close(): Promise<void>;
}

/**
 * Connects to what the file names, or to the sandbox; checks nothing (see check-identity.ts). The clients are loaded
 * only here. Throws GcxError with exit code 3 where credentials are missing.
 */
export async function connect(
  config: Config,
  options: { readonly sandbox: boolean; readonly env: NodeJS.ProcessEnv },
): Promise<Connection> {
  const { openSides } = await import('./index.js');
  const sides = await openSides({ ...options, config, cwd: process.cwd() });
  try {
    const { aws, gate } = sides;
    return { genesys: sides.genesys(), aws, gate, sandbox: options.sandbox, close: () => sides.close() };
  } catch (error) {
    await sides.close();
    throw error;
  }
}
