import type { Aws } from '../aws/model.js';
import type { Config } from '../config/model.js';
import type { Genesys } from '../genesys/model.js';

/** Genesys Cloud and AWS for one command. */
export interface Connection {
  readonly genesys: Genesys;
  readonly aws: Aws;
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
  const [{ createGenesys, genesysConnection }, { createAws, awsConnection }] = await Promise.all([
    import('../genesys/index.js'),
    import('../aws/index.js'),
  ]);
  if (options.sandbox) {
    const { openSandbox, sandboxOptions } = await import('../sandbox/index.js');
    const sandbox = await openSandbox(sandboxOptions(config));
    return {
      genesys: createGenesys(sandbox.genesys),
      aws: createAws(sandbox.aws),
      sandbox: true,
      close: () => sandbox.close(),
    };
  }
  return {
    genesys: createGenesys(genesysConnection(config.genesys, options.env)),
    aws: createAws(awsConnection(config.aws, options.env)),
    sandbox: false,
    close: async () => {},
  };
}
