import type { OpenRules, RuleFlagValues } from '../features/rules/open-rules.js';
import type { LoadedConfig } from '../language/config/model.js';
import { FileCommand, type QueueSourceFlagValues } from './file-command.js';

/** What the `gcx rule` commands are built on: they look at the file's rules or at live ones, and change nothing. */
export abstract class RuleCommand extends FileCommand {
  /**
   * The rules that the flags name.
   * @param names rules and routes that are wanted; the queues of others need not be known. None: all.
   */
  protected async rules(
    whole: LoadedConfig,
    flags: QueueSourceFlagValues & RuleFlagValues,
    names: readonly string[] = [],
  ): Promise<OpenRules> {
    const [{ openRules }, { onlyRoutes }] = await Promise.all([
      import('../features/rules/open-rules.js'),
      import('../features/rules/index.js'),
    ]);
    const loaded = { ...whole, config: flags.live ? whole.config : onlyRoutes(whole.config, names) };
    return openRules(await this.fileHost(loaded, flags), flags);
  }
}
