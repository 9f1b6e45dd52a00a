import { setTimeout as wait } from 'node:timers/promises';
import { GcxError } from '../../../base/gcx-error.js';
import { gcxCommand } from '../../../base/hints/gcx-command.js';
import type { LogLine } from '../../../clients/aws/logs-model.js';
import type { Aws } from '../../../clients/aws/model.js';
import type { NewerMark } from '../../../engine/change/model.js';
import { markOf, newerFormatOfOurs, newerMarksNotice } from '../../../engine/kinds/index.js';
import type { Config, ProcessorTarget } from '../../../language/config/model.js';
import { logGroupArn } from '../../../language/names/arn.js';
import { processorNames } from '../../../language/names/processor-names.js';
import { newerMarksUnlessDenied } from '../../access/known-format.js';
import { isTold, type LinesTold } from './log-line.js';
import { logShown } from './log-shown.js';

/** Ms between two looks at a log that is followed. */
const FOLLOW_EVERY_MS = 2_000;

/** Ms that a line may come late: CloudWatch shows lines of several streams out of order. */
const LATE_MS = 15_000;

/** What is read of a processor's log. */
export interface LogRequest {
  readonly aws: Pick<Aws, 'logs'>;
  readonly config: Config;
  readonly processor: ProcessorTarget;
  /** Epoch ms. */
  readonly since: number;
  readonly told: LinesTold;
  /** Tell lines even where they may hold something of a person. */
  readonly showPersonalData: boolean;
  /** Follows the log until it is aborted. Absent: one look is enough. */
  readonly follow?: AbortSignal;
  readonly observer: LogObserver;
}

/** Who shows a log. */
export interface LogObserver {
  /** Why what is shown may be wrong. */
  warning(text: string): void;
  /** Told at each look that finds no log group: it is waited for. */
  waiting(group: string): void;
  line(line: LogLine): void;
}

/** What was read. */
export interface LogRead {
  /** Name of the log group. */
  readonly group: string;
  /** Lines that the observer was told. */
  readonly lines: number;
}

/**
 * Tells the lines of a processor's log, each once, oldest first.
 * @throws GcxError where there is no log group, and nobody waits for it
 */
export async function readLog(request: LogRequest): Promise<LogRead> {
  const { aws, config, processor, since, told, observer, follow = AbortSignal.abort() } = request;
  const group = processorNames(config, processor).logGroup;
  const shown = await logShown(config, processor, request.showPersonalData);
  for (const { message } of newerMarksNotice(await newerMarksOf(aws, config, group)))
    observer.warning(message);
  let from = since;
  let lines = 0;
  const seen = new Map<string, number>();
  do {
    const found = await aws.logs.lines(group, from);
    if (found === undefined && follow.aborted) throw missing(group);
    if (found === undefined && lines === 0) observer.waiting(group);
    for (const line of (found ?? []).filter(({ id }) => !seen.has(id))) {
      seen.set(line.id, line.time);
      if (!isTold(line.message, told)) continue;
      lines += 1;
      observer.line({ ...line, message: shown.line(line.message) });
    }
    const last = Math.max(from + LATE_MS, ...seen.values());
    from = last - LATE_MS;
    for (const [id, time] of seen) if (time < from) seen.delete(id);
  } while (await another(follow));
  return { group, lines };
}

function newerMarksOf(
  { logs }: Pick<Aws, 'logs'>,
  config: Config,
  group: string,
): Promise<readonly NewerMark[]> {
  return newerMarksUnlessDenied(async () =>
    newerFormatOfOurs(`log group ${group}`, await logs.groupTags(logGroupArn(config, group)), markOf(config)),
  );
}

/** Waits for the next look; false where there is none. */
async function another(signal: AbortSignal): Promise<boolean> {
  // Rejects when the signal is aborted, also before.
  await wait(FOLLOW_EVERY_MS, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

function missing(group: string): GcxError {
  return new GcxError({
    code: 'no-log-group',
    what: `There is no log group ${group}.`,
    why: 'The processor has not been applied yet.',
    fix: `${gcxCommand('apply')} makes it.`,
  });
}
