import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import type { Sides } from '../features/access/index.js';
import type { OpenRulesHost } from '../features/rules/open-rules.js';
import type { LoadedConfig } from '../language/config/model.js';
import { GcxCommand } from './gcx-command.js';
import { givenQueues } from './queue-id-flag.js';

/** Flags that say where the ids of the file's queues come from. */
export interface QueueSourceFlagValues extends ConnectionFlagValues {
  readonly sandbox: boolean;
  readonly offline: boolean;
  readonly 'queue-id'?: readonly string[] | undefined;
}

/** What commands are built on that work on the file, and ask Genesys Cloud and AWS only where they must. */
export abstract class FileCommand extends GcxCommand {
  private sides: Promise<Sides> | undefined;

  /** What looks up what the file names. Each side is only opened where it is needed, and then checked to be the file's. */
  protected async fileHost(loaded: LoadedConfig, flags: QueueSourceFlagValues): Promise<OpenRulesHost> {
    const [{ checkAccount, checkOrganization }, { queueCachePlace }] = await Promise.all([
      import('../features/access/check-identity.js'),
      import('../features/queues/queue-cache-place.js'),
    ]);
    const { config } = loaded;
    const { sandbox } = flags;
    const open = (): Promise<Sides> => {
      this.sides ??= import('../features/access/index.js').then(({ openSides }) =>
        openSides({ config, sandbox, env: process.env, cwd: process.cwd() }),
      );
      return this.sides;
    };
    return {
      loaded,
      given: givenQueues(flags['queue-id']),
      place: queueCachePlace(config, sandbox),
      sandboxPlace: queueCachePlace(config, true),
      canAsk: !flags.offline && (sandbox || hasCredentials(process.env)),
      genesys: once(async () => {
        const opened = (await open()).genesys();
        await checkOrganization(loaded, opened);
        return opened;
      }),
      aws: once(async () => {
        const opened = (await open()).aws;
        await checkAccount(loaded, opened);
        return opened;
      }),
      notice: (text) => this.notice(text),
    };
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
