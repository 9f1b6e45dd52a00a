import { setTimeout as wait } from 'node:timers/promises';
import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { Style } from '../base/terminal/style.js';
import { jsonText } from '../base/unprintable.js';
import type { Aws } from '../clients/aws/model.js';
import type { LogLine } from '../clients/aws/processor-model.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { withAws } from '../features/access/with-aws.js';
import { requireProcessor } from '../features/processors/require-processor.js';
import { parseDuration } from '../language/config/index.js';
import type { LoadedConfig } from '../language/config/model.js';
import { processorNames } from '../language/names/processor-names.js';
import { isNoise, logLineText, structured } from './render/log-line-text.js';
import { streamEnd } from './stream-end.js';

/** Ms between two looks at a log that is followed. */
const FOLLOW_EVERY_MS = 2_000;

/** Ms that a line may come late: CloudWatch shows lines of several streams out of order. */
const LATE_MS = 15_000;

/** The flags of `gcx processor logs`. */
export interface ProcessorLogsFlags extends ConnectionFlagValues {
  readonly follow: boolean;
  readonly since: string;
  readonly all: boolean;
}

/** What the command lends. */
export interface ProcessorLogsHost {
  readonly json: boolean;
  readonly line: (text: string) => void;
  readonly notice: (text: string) => void;
  readonly loadConfig: () => Promise<LoadedConfig>;
  readonly interruptSignal: () => AbortSignal;
  readonly style: Style;
}

/** Runs `gcx processor logs`; gives back the last line of `--json`. */
export async function processorLogs(
  name: string,
  flags: ProcessorLogsFlags,
  host: ProcessorLogsHost,
): Promise<object> {
  const since = Date.now() - sinceSeconds(flags.since) * 1_000;
  const loaded = await host.loadConfig();
  const group = processorNames(loaded.config, requireProcessor(loaded.config, name)).logGroup;
  const signal = flags.follow ? streamEnd(host.interruptSignal()) : AbortSignal.abort();
  const lines = await withAws(loaded, flags.sandbox === true, (aws) =>
    show({ aws, group, since, signal, all: flags.all, host }),
  );
  if (lines === 0 && !flags.follow)
    host.notice(`${group} has no lines of the last ${flags.since}. --since 1d looks further back.`);
  return { schemaVersion: 1, kind: 'end', lines };
}

interface Showing {
  readonly aws: Aws;
  readonly group: string;
  readonly since: number;
  /** Aborted: one look is enough. */
  readonly signal: AbortSignal;
  readonly all: boolean;
  readonly host: ProcessorLogsHost;
}

async function show({ aws, group, since, signal, all, host }: Showing): Promise<number> {
  let from = since;
  let shown = 0;
  const seen = new Map<string, number>();
  do {
    const lines = await aws.logs.lines(group, from);
    if (lines === undefined && !(signal.aborted || shown > 0))
      host.notice(`Waiting for ${group} to be made.`);
    if (lines === undefined && signal.aborted) throw missing(group);
    for (const line of (lines ?? []).filter(({ id }) => !seen.has(id))) {
      seen.set(line.id, line.time);
      if (!all && isNoise(line.message)) continue;
      shown += 1;
      host.line(host.json ? lineDocument(line) : logLineText(line.time, line.message, host.style));
    }
    const last = Math.max(from + LATE_MS, ...seen.values());
    from = last - LATE_MS;
    for (const [id, time] of seen) if (time < from) seen.delete(id);
  } while (await another(signal));
  return shown;
}

/** Waits for the next look; false where there is none. */
async function another(signal: AbortSignal): Promise<boolean> {
  // Rejects when the signal is aborted, also before.
  await wait(FOLLOW_EVERY_MS, undefined, { signal }).catch(() => undefined);
  return !signal.aborted;
}

function lineDocument({ time, stream, message }: LogLine): string {
  return jsonText({
    schemaVersion: 1,
    kind: 'line',
    time: new Date(time).toISOString(),
    stream,
    message: structured(message) ?? message.trimEnd(),
  });
}

function sinceSeconds(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds > 0) return seconds;
  throw new GcxError(
    {
      code: 'bad-duration',
      what: `--since ${text} is not a duration.`,
      fix: 'Write it as 90s, 10m, 2h or 1d.',
    },
    ExitCode.usage,
  );
}

function missing(group: string): GcxError {
  return new GcxError({
    code: 'no-log-group',
    what: `There is no log group ${group}.`,
    why: 'The processor was not applied yet.',
    fix: `${gcxCommand('apply')} makes it.`,
  });
}
