import type { Aws } from '../../clients/aws/model.js';
import { isUnreachable } from '../../clients/genesys/is-unreachable.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { BusEvents } from '../../language/can-match/index.js';
import type { FormatInUse } from '../../language/events/index.js';
import { type FileQueuesHost, queuesOfFile } from '../queues/file-queues.js';
import type { QueueBook } from '../queues/queue-book.js';
import type { QueueIdSource } from '../queues/queue-id-source.js';
import type { KnownRule } from './index.js';
import type { TopicFilters } from './topic-filters.js';

/** The values of {@link ruleFlags}. */
export interface RuleFlagValues {
  readonly sandbox: boolean;
  readonly offline: boolean;
  readonly live: boolean;
  readonly prefix?: string | undefined;
  readonly bus?: string | undefined;
  readonly 'queue-id'?: readonly string[] | undefined;
}

/** Rules, and what is known about the queues in them. */
export interface OpenRules {
  readonly from: 'file' | 'account';
  readonly bus: string;
  /** What is known of the events on the bus. */
  readonly busEvents: BusEvents;
  readonly rules: readonly KnownRule[];
  /** Where the queue ids of the file's rules come from. */
  readonly queueIds: QueueIdSource;
  readonly book: QueueBook;
  /** The event formats of the file's routes. */
  readonly formats: readonly FormatInUse[];
  /** The filters of the subscribers of SNS topics, from where the rules are; of other ARNs there are none. */
  filters(arns: Iterable<string>): Promise<TopicFilters>;
  /** Genesys Cloud. Throws GcxError where there are no credentials, or it is another organization's. */
  genesys(): Promise<Genesys>;
  /** Learns the names of queues, where Genesys Cloud is at hand, and keeps them. */
  learn(ids: Iterable<string>): Promise<void>;
}

/** What {@link openRules} works with. */
export interface OpenRulesHost extends FileQueuesHost {
  aws(): Promise<Aws>;
}

/**
 * The rules that the flags name: compiled from the file, asking Genesys Cloud for the ids of its queues where that is
 * possible, or read from the account.
 */
export async function openRules(host: OpenRulesHost, flags: RuleFlagValues): Promise<OpenRules> {
  const [
    { filtersOfAccount, filtersOfFile, newerMarksOfRules, rulesOfAccount, rulesOfFile },
    { QueueBook },
    { readQueueCache, rememberQueueNames },
    { busOf },
    { formatsInUse },
    { busEvents },
    { newerMarksNotice },
  ] = await Promise.all([
    import('./index.js'),
    import('../queues/queue-book.js'),
    import('../queues/cache/index.js'),
    import('../../engine/plan/index.js'),
    import('../../language/events/index.js'),
    import('../../language/can-match/index.js'),
    import('../../engine/kinds/index.js'),
  ]);
  const { config } = host.loaded;
  const bus = flags.bus ?? busOf(config);
  const live = flags.live
    ? await rulesOfAccount(await host.aws(), config, {
        bus,
        ...(flags.prefix === undefined ? {} : { prefix: flags.prefix }),
      })
    : undefined;
  for (const { message } of newerMarksNotice(newerMarksOfRules(live ?? [])))
    host.notice(`Warning: ${message}`);
  const { resolved, source } =
    live === undefined ? await queuesOfFile(host) : { resolved: {}, source: { kind: 'none' } as const };
  const cached = readQueueCache(host.place)?.queues ?? [];
  const given = host.given.map(({ id, name }) => ({ id, name, division: { id: '', name: '' } }));
  const genesys = host.canAsk ? await optional(host) : undefined;
  const fromFile = Object.values(resolved).flat();
  const isCache = source.kind === 'cache';
  const book = new QueueBook(
    { certain: [...(isCache ? [] : fromFile), ...given], cached: [...cached, ...(isCache ? fromFile : [])] },
    genesys,
  );
  const learn = async (ids: Iterable<string>): Promise<void> => {
    const asked = [...ids];
    rememberQueueNames(host.place, await book.learn(asked), new Date());
    // Where the ids are from the cache, that was said.
    if (!isCache && asked.some((id) => book.isCachedOnly(id)))
      host.notice('Genesys Cloud was not asked: queue names are from the cache.');
  };
  return {
    from: live === undefined ? 'file' : 'account',
    bus,
    busEvents: busEvents({ bus, account: config.aws.account, region: config.aws.region }),
    rules: live ?? rulesOfFile(config, resolved),
    queueIds: source,
    formats: formatsInUse(Object.values(config.routes)),
    book,
    async filters(arns) {
      if (live === undefined) return filtersOfFile(config);
      const read = await filtersOfAccount(await host.aws(), config, arns);
      for (const what of read.missing) host.notice(`Filters of subscribers are not shown: ${what}`);
      return read;
    },
    genesys: host.genesys,
    learn,
  };
}

/** Genesys Cloud where only names are wanted of it: without it there are ids. */
async function optional(host: OpenRulesHost): Promise<Genesys | undefined> {
  try {
    return await host.genesys();
  } catch (error) {
    if (isUnreachable(error)) return undefined;
    throw error;
  }
}
