import { GcxError } from '../../base/gcx-error.js';
import type { Config, LoadedConfig } from '../../language/config/model.js';
import type { SandboxOptions } from '../../sandbox/index.js';
import { sandboxOptions, sandboxOptionsWithoutFile } from './sandbox-options.js';

/** A sandbox, and whose organization and account it takes on: the file's, or those of the examples where there is not a file. */
export interface ChosenSandbox {
  /** The file; absent: there is none. */
  readonly config?: Config;
  readonly options: SandboxOptions;
}

/**
 * The sandbox of a file, or of a folder without one. Problems of a file that is there, or was asked for, are thrown.
 * @param load loads the file
 */
export async function chooseSandbox(
  load: () => Promise<LoadedConfig>,
  { cwd, config }: { readonly cwd: string; readonly config?: string | undefined },
): Promise<ChosenSandbox> {
  try {
    const { config: loaded } = await load();
    return { config: loaded, options: sandboxOptions(loaded) };
  } catch (error) {
    const missing = error instanceof GcxError && error.report.code === 'config-not-found';
    if (!missing || config !== undefined) throw error;
    return { options: sandboxOptionsWithoutFile(cwd) };
  }
}
