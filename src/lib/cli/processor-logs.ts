import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import type { Style } from '../base/terminal/style.js';
import { timeOnAws } from '../clients/aws/time-on-aws.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { withAws } from '../features/access/with-aws.js';
import { type LinesTold, type LogObserver, readLog } from '../features/processors/logs/index.js';
import { requireProcessor } from '../features/processors/require-processor.js';
import { parseDuration } from '../language/config/index.js';
import type { LoadedConfig } from '../language/config/model.js';
import { noticeMasked } from './masked-notice.js';
import { logLineJson } from './render/log-line-json.js';
import { logLineText, rawLogLine } from './render/log-line-text.js';
import { streamEnd } from './stream-end.js';

/** The flags of `gcx processor logs`. */
export interface ProcessorLogsFlags extends ConnectionFlagValues {
  readonly follow: boolean;
  readonly since: string;
  readonly all: boolean;
  readonly raw: boolean;
  readonly 'show-personal-data': boolean;
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
  const seconds = sinceSeconds(flags.since);
  const loaded = await host.loadConfig();
  const { config } = loaded;
  const processor = requireProcessor(config, name);
  const follow = flags.follow ? { follow: streamEnd(host.interruptSignal()) } : {};
  const { group, lines } = await withAws(loaded, flags.sandbox === true, async (aws) =>
    readLog({
      aws,
      config,
      processor,
      since: (await timeOnAws(aws)) - seconds * 1_000,
      told: linesTold(flags, host.json),
      showPersonalData: flags['show-personal-data'],
      ...follow,
      observer: observerOf(host, flags.raw),
    }),
  );
  if (lines === 0 && !flags.follow)
    host.notice(`${group} has no log lines from the last ${flags.since}. --since 1d looks further back.`);
  return { schemaVersion: 1, kind: 'end', lines };
}

/** People get the report of an invocation in one line; what is made for programs, or asked for raw, has all. */
function linesTold({ all, raw }: ProcessorLogsFlags, json: boolean): LinesTold {
  if (raw || (all && json)) return 'all';
  return all ? 'reports' : 'own';
}

/** Lines on stdout; all else on stderr. */
function observerOf({ json, line, notice, style }: ProcessorLogsHost, raw: boolean): LogObserver {
  let told = false;
  return {
    warning: (text) => notice(`Warning: ${text}`),
    waiting: (group) => notice(`Waiting for ${group} to be created.`),
    line: (logged) => {
      if (!told) told = noticeMasked(logged, { json, notice });
      if (json) line(logLineJson(logged));
      else line(raw ? rawLogLine(logged.message) : logLineText(logged.time, logged.message, style));
    },
  };
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
