import { existsSync } from 'node:fs';
import { GcxError } from '../../base/gcx-error.js';
import type { Aws } from '../../clients/aws/model.js';
import { isUnreachable } from '../../clients/genesys/is-unreachable.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { LoadedConfig } from '../../language/config/model.js';
import { renamedQueueNotices } from '../../language/queues/renamed-queues.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import type { CachePlace } from './cache/index.js';
import type { GivenQueue } from './offline-queues.js';
import type { QueueIdSource } from './queue-id-source.js';

/** What the queues of a file are resolved with. */
export interface FileQueuesHost {
  readonly loaded: LoadedConfig;
  /** From `--queue-id`. */
  readonly given: readonly GivenQueue[];
  readonly place: CachePlace;
  /** Where the sandbox's are kept. */
  readonly sandboxPlace: CachePlace;
  /** Whether there are credentials of Genesys Cloud, and they may be used. */
  readonly canAsk: boolean;
  genesys(): Promise<Genesys>;
  /** Whose live rules remember what queues were called; absent: they are not asked. */
  aws?(): Promise<Aws>;
  notice(text: string): void;
}

/** The queues of a file's routes, and where their ids come from. */
export interface FileQueues {
  readonly resolved: ResolvedQueues;
  readonly source: QueueIdSource;
}

/**
 * Resolves the queues of a file's routes: live where that is possible, else as the command line names them or as they
 * were when they were last resolved, which is said.
 * @throws GcxError where that leaves a queue unknown
 */
export async function queuesOfFile(host: FileQueuesHost): Promise<FileQueues> {
  const { config, locate } = host.loaded;
  const byName = Object.values(config.routes).some(({ queues }) => queues?.some(({ kind }) => kind !== 'id'));
  if (!byName || !host.canAsk) return offline(host);
  if (host.given.length > 0) {
    try {
      // What the command line does not name is asked for: the cache is only for where nobody can be asked.
      return await offline(host, { cache: false });
    } catch (error) {
      if (!(error instanceof GcxError && error.report.code === 'queue-unknown-offline')) throw error;
    }
  }
  try {
    const [{ resolveQueues }, { rememberQueues }, { recallFromAccount }] = await Promise.all([
      import('./resolve-queues.js'),
      import('./cache/index.js'),
      import('./recall-from-account.js'),
    ]);
    const genesys = await host.genesys();
    const recall = host.aws === undefined ? undefined : recallFromAccount(config, host.aws, genesys);
    const resolved = await resolveQueues(genesys, config, locate, recall);
    for (const { message } of renamedQueueNotices(resolved)) host.notice(message);
    rememberQueues(host.place, { config, resolved }, new Date());
    return { resolved, source: { kind: 'live' } };
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    return offline(host, { failure: error });
  }
}

/**
 * @param failure why Genesys Cloud could not be asked; thrown where nothing is kept either
 * @param cache whether earlier resolutions count
 */
async function offline(
  host: FileQueuesHost,
  { failure, cache: useCache = true }: { readonly failure?: GcxError; readonly cache?: boolean } = {},
): Promise<FileQueues> {
  const [{ resolveOffline }, { readQueueCache }] = await Promise.all([
    import('./offline-queues.js'),
    import('./cache/index.js'),
  ]);
  // Who has only worked with the sandbox so far means its queues.
  const cache = useCache ? (readQueueCache(host.place) ?? readQueueCache(host.sandboxPlace)) : undefined;
  try {
    const found = resolveOffline(host.loaded, {
      given: host.given,
      cache,
      hasSandbox: existsSync(host.sandboxPlace.folder),
    });
    const text = cacheNotice(found.source, failure);
    if (text !== undefined) host.notice(text);
    return found;
  } catch (error) {
    throw error instanceof GcxError && failure !== undefined ? failure : error;
  }
}

/** Says aloud that queue ids are from an earlier resolution. */
function cacheNotice(source: QueueIdSource, failure: GcxError | undefined): string | undefined {
  if (source.kind !== 'cache') return undefined;
  const [from, to] = [minute(source.from), minute(source.to)];
  const whose = source.sandbox ? "the sandbox's resolution" : 'the resolution';
  const when = from === to ? `${whose} of ${from}` : `${whose} of ${from} to ${to}`;
  return failure === undefined
    ? `Genesys Cloud was not asked: queue ids from ${when}.`
    : `${failure.report.what} So: queue ids from ${when}.`;
}

/** A moment as the clock on the wall shows it. */
function minute(time: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
