import { GcxError } from '../../base/gcx-error.js';
import type { Config, LoadedConfig } from '../../language/config/model.js';

/**
 * The file's settings, or undefined where there is no file and none was asked for. Other problems of the file are thrown.
 * @param load Loads the file.
 * @param asked What the command line says about the file.
 */
export async function optionalConfig(
  load: () => Promise<LoadedConfig>,
  asked: {
    readonly config?: string | undefined;
    readonly env?: string | undefined;
    readonly var?: readonly string[] | undefined;
  },
): Promise<Config | undefined> {
  try {
    return (await load()).config;
  } catch (error) {
    const none = error instanceof GcxError && error.report.code === 'config-not-found';
    if (none && asked.config === undefined && asked.env === undefined && asked.var === undefined)
      return undefined;
    throw error;
  }
}
