import type { WriteGate } from '../../base/net/index.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Config, LoadedConfig } from '../../language/config/model.js';
import { checkAccount } from './check-identity.js';

/**
 * Works on AWS alone, so that no Genesys Cloud credentials are needed. Throws GcxError with exit code 5 where the
 * credentials are of another account than the file's.
 */
export async function withAws<T>(
  loaded: LoadedConfig,
  sandbox: boolean,
  work: (aws: Aws, gate: WriteGate) => Promise<T>,
): Promise<T> {
  const { openSides } = await import('./index.js');
  const { config } = loaded;
  const sides = await openSides({ config, sandbox, env: process.env, cwd: process.cwd() });
  try {
    await checkAccount(loaded, sides.aws);
    if (sandbox) await settleSandbox(config);
    return await work(sides.aws, sides.gate);
  } finally {
    await sides.close();
  }
}

/**
 * Has the sandbox catch up: without a server nothing happens in it between two commands.
 * @param functionsRest true for those who only look: looking runs nobody's code
 */
export async function settleSandbox(config: Config, functionsRest = false): Promise<void> {
  const { openSandbox, sandboxOptions } = await import('../sandbox/index.js');
  const opened = await openSandbox({ ...sandboxOptions(config), functionsRest });
  try {
    await opened.settle();
  } finally {
    await opened.close();
  }
}
