import type { Sides } from '../access/index.js';
import type { LoadedConfig } from '../config/model.js';
import type { ConnectionFlagValues } from './flags.js';
import { GcxCommand } from './gcx-command.js';
import type { OpenRules, RuleFlagValues } from './open-rules.js';
import { givenQueues } from './queue-id-flag.js';

/** What the `gcx rule` commands are built on: they look at the file's rules or at live ones, and change nothing. */
export abstract class RuleCommand extends GcxCommand {
  private sides: Promise<Sides> | undefined;

  /**
   * The rules that the flags name. Each side is only opened where it is needed, and then checked to be the file's.
   * @param names rules and routes that are wanted; the queues of others need not be known. None: all.
   */
  protected async rules(
    whole: LoadedConfig,
    flags: ConnectionFlagValues & RuleFlagValues,
    names: readonly string[] = [],
  ): Promise<OpenRules> {
    const [{ openRules }, { onlyRoutes }, { checkAccount, checkOrganization }, { cacheFolder }] =
      await Promise.all([
        import('./open-rules.js'),
        import('../rules/index.js'),
        import('./check-identity.js'),
        import('../queue-cache/index.js'),
      ]);
    const loaded = { ...whole, config: flags.live ? whole.config : onlyRoutes(whole.config, names) };
    const { config } = loaded;
    const { sandbox } = flags;
    const open = (): Promise<Sides> => {
      this.sides ??= import('../access/index.js').then(({ openSides }) =>
        openSides({ config, sandbox, env: process.env, cwd: process.cwd() }),
      );
      return this.sides;
    };
    const genesys = once(async () => {
      const opened = (await open()).genesys();
      await checkOrganization(loaded, opened);
      return opened;
    });
    const aws = once(async () => {
      const opened = (await open()).aws;
      await checkAccount(loaded, opened);
      return opened;
    });
    const place = { folder: cacheFolder(process.env), organization: config.genesys.organization, sandbox };
    const canAsk = !flags.offline && (sandbox || hasCredentials(process.env));
    const notice = (text: string): void => this.notice(text);
    const given = givenQueues(flags['queue-id']);
    return openRules({ loaded, given, place, canAsk, genesys, aws, notice }, flags);
  }

  protected override async finally(): Promise<void> {
    await super.finally();
    const sides = await this.sides?.catch(() => undefined);
    await sides?.close();
  }
}

/** Whether the environment holds something to ask Genesys Cloud with; half of it is an error that is worth hearing. */
function hasCredentials(env: NodeJS.ProcessEnv): boolean {
  return ['GENESYSCLOUD_ACCESS_TOKEN', 'GENESYSCLOUD_OAUTHCLIENT_ID', 'GENESYSCLOUD_OAUTHCLIENT_SECRET'].some(
    (name) => (env[name] ?? '').trim() !== '',
  );
}

/** A computation that is done once, when it is first asked for. */
function once<T>(compute: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined;
  return () => {
    result ??= compute();
    return result;
  };
}
