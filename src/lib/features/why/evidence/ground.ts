import { GcxError } from '../../../base/gcx-error.js';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { Genesys } from '../../../clients/genesys/model.js';
import type { Config, LoadedConfig } from '../../../language/config/model.js';
import { targetsOfKind } from '../../../language/config/targets-of-kind.js';
import { diagnose } from '../../doctor/index.js';
import { patternKnowledge } from '../../pattern-test/pattern-knowledge.js';
import { queueIdsIn } from '../../queues/queue-ids.js';
import { deadLetterQueues } from '../../redrive/index.js';
import { filtersOfAccount, filtersOfFile, type KnownRule, rulesOfAccount } from '../../rules/index.js';
import type { OpenRules } from '../../rules/open-rules.js';
import type { Stop } from '../model/evidence.js';
import type { Moment } from '../model/moment.js';
import { type Courses, courseFinder } from './courses.js';
import { type DeadLettersOf, deadLettersOf } from './dead-letters-of.js';
import { type PipeNow, readPipeNow } from './pipe-now.js';
import { type ProcessorLines, processorLines } from './processor-end.js';
import { type FoundBusLog, findBusLog } from './read-bus-log.js';
import { stopsAtTargets, type TargetStop } from './stops-at-targets.js';
import { unlessDenied } from './unless-denied.js';
import { withDestinationIds } from './with-destination-ids.js';

/** What is asked about. */
export interface AskedOf {
  /** Ids of conversations, in small letters. */
  readonly conversations: readonly string[];
  /** When the oldest of them began, epoch ms. */
  readonly since: number;
  /** Epoch ms. */
  readonly now: number;
  readonly signal: AbortSignal;
  /** Say what events have even where it may be of a person. */
  readonly showPersonalData: boolean;
}

/** All that was read about the pipe and about some conversations, on both sides. */
export interface Ground {
  readonly config: Config;
  /** Epoch ms, as the one below: when the oldest conversation began. */
  readonly now: number;
  readonly since: number;
  readonly pipe: PipeNow;
  /** What stands in the way at the event bus itself. */
  readonly busStops: readonly Stop[];
  /** What stands in the way at each target, or behind it, by the target's name. */
  readonly targetStops: ReadonlyMap<string, readonly TargetStop[]>;
  readonly coursesOf: (moment: Moment) => Courses;
  readonly queueName: (id: string) => string | undefined;
  readonly letters: DeadLettersOf;
  readonly processors: ProcessorLines;
  readonly busLog: FoundBusLog;
  /** Name of the event bus. */
  readonly bus: string;
  /** Permissions that are missing, one sentence each. */
  readonly missing: readonly string[];
}

/** Both sides, and the file's rules. */
export interface GroundSides {
  readonly loaded: LoadedConfig;
  readonly sandbox: boolean;
  readonly open: Pick<OpenRules, 'rules' | 'bus' | 'book' | 'formats' | 'learn'>;
  readonly genesys: Genesys;
  readonly aws: Aws;
}

/** Reads all that tells of conversations; what these credentials may not read is said, and the rest read. */
export async function readGround(sides: GroundSides, asked: AskedOf): Promise<Ground> {
  const { loaded, open, aws } = sides;
  const { config } = loaded;
  const queues = [
    ...new Set(Object.values(config.targets).flatMap((target) => deadLetterQueues(config, target))),
  ];
  const { conversations, since, now, signal, showPersonalData } = asked;
  const [pipe, live, letters, lines, busLog, diagnosed] = await Promise.all([
    readPipeNow(config, sides),
    unlessDenied(() => liveRules(aws, config, open.bus)),
    deadLettersOf(aws, { queues, conversations: new Set(conversations), age: now - since, signal }),
    processorLines(aws, config, targetsOfKind(config, 'processor'), { conversations, from: since, to: now }),
    findBusLog(aws, config, open.bus),
    unlessDenied(() => diagnose({ ...sides, now: () => now })),
  ]);
  // Where they may not be read, nothing is known of them; where there is no bus, there are none.
  const rules = live.kind === 'read' ? (live.value ?? []) : undefined;
  const sent = (rules ?? []).flatMap(({ owner, targets }) =>
    owner === 'ours' ? targets.map(({ arn }) => arn) : [],
  );
  const filters = rules === undefined ? filtersOfFile(config) : await filtersOfAccount(aws, config, sent);
  const noBus = live.kind === 'read' && live.value === undefined;
  const formats = open.formats.map(({ format }) => format);
  await open.learn(
    [...open.rules, ...(rules ?? [])].flatMap(({ pattern = '' }) => queueIdsIn(pattern, formats)),
  );
  const file = await withDestinationIds(open.rules, rules ?? [], config, aws);
  const knowledge = patternKnowledge(open.book.nameOf, open.formats);
  return {
    config,
    now,
    since,
    pipe,
    busStops: noBus
      ? [{ stage: 'source', what: `There is no event bus ${open.bus}.`, cure: gcxCommand('apply') }]
      : [],
    coursesOf: courseFinder(
      config,
      { file, filtersOf: filters.filtersOf, ...(rules === undefined ? {} : { live: rules }) },
      knowledge,
      !showPersonalData,
    ),
    queueName: open.book.nameOf,
    letters,
    processors: lines,
    busLog,
    bus: open.bus,
    targetStops:
      diagnosed.kind === 'read'
        ? stopsAtTargets(config, diagnosed.value)
        : new Map<string, readonly TargetStop[]>(),
    missing: [
      ...pipe.missing,
      ...(live.kind === 'denied' ? [live.permission] : []),
      ...[...letters.searches.values()].flatMap((each) => (each.kind === 'denied' ? [each.permission] : [])),
      ...lines.missing,
      ...filters.missing,
      ...(diagnosed.kind === 'denied'
        ? [diagnosed.permission]
        : diagnosed.value.unseen.flatMap(({ why, denied }) => (denied === true ? [why] : []))),
      ...('kind' in busLog && busLog.kind === 'denied' ? [busLog.permission] : []),
    ],
  };
}

/** The live rules of the bus; undefined where there is no such bus. */
async function liveRules(aws: Aws, config: Config, bus: string): Promise<readonly KnownRule[] | undefined> {
  try {
    return await rulesOfAccount(aws, config, { bus });
  } catch (error) {
    if (error instanceof GcxError && error.report.code === 'bus-missing') return undefined;
    throw error;
  }
}
