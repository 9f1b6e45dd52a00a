import { join } from 'node:path';
import { ExitCode } from '../base/exit-codes.js';
import type { Connection } from '../features/access/connect.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { runRecords, runTail, sweepTails } from '../features/tail/index.js';
import { durationText } from '../language/config/index.js';
import type { LoadedConfig } from '../language/config/model.js';
import { MASKED_NOTICE } from './masked-notice.js';
import { sweepText, tailEndText } from './render/tail-text.js';
import { streamEnd } from './stream-end.js';
import { tailSeconds } from './tail-duration.js';
import {
  jsonObserver,
  sweepDocument,
  type TailHost,
  tailEndDocument,
  textObserver,
} from './tail-observer.js';

/** The flags of `gcx tail`. */
export interface TailFlags extends ConnectionFlagValues {
  readonly queue?: readonly string[] | undefined;
  readonly 'event-type'?: readonly string[] | undefined;
  readonly for: string;
  readonly count?: number | undefined;
  readonly save?: string | undefined;
  readonly sweep: boolean;
  readonly 'show-personal-data': boolean;
}

/** What the command lends. */
export interface TailCommandHost extends TailHost {
  readonly json: boolean;
  readonly cacheFolder: string;
  readonly loadConfig: () => Promise<LoadedConfig>;
  readonly connect: (loaded: LoadedConfig) => Promise<Connection>;
  readonly interruptSignal: () => AbortSignal;
  readonly exitWith: (code: ExitCode) => void;
}

/** Runs `gcx tail`; gives back the last line of `--json`. Exit codes: 0 also after Ctrl-C, 1 where something could not be removed, 5 for `--sweep` where a newer gcx left something. */
export async function tail(
  route: string | undefined,
  flags: TailFlags,
  host: TailCommandHost,
): Promise<object> {
  const seconds = tailSeconds(flags.for);
  const loaded = await host.loadConfig();
  if (flags.sandbox === true && !flags.sweep) {
    const { requireSandboxServer } = await import('../features/sandbox/index.js');
    await requireSandboxServer(loaded.config);
  }
  const { genesys, aws } = await host.connect(loaded);
  const records = runRecords(join(host.cacheFolder, 'tails'));
  if (flags.sweep) {
    const swept = await sweepTails({ loaded, aws, records });
    if (!host.json) host.line(sweepText(swept) || 'There is nothing to sweep.');
    return sweepDocument(swept);
  }
  const showPersonalData = flags['show-personal-data'];
  // A line for people has nothing of a person anyway.
  if (!showPersonalData && !host.json && flags.save !== undefined) host.notice(MASKED_NOTICE);
  const outcome = await runTail({
    loaded,
    genesys,
    aws,
    records,
    request: {
      queues: flags.queue ?? [],
      eventTypes: flags['event-type'] ?? [],
      ...(route ? { route } : {}),
    },
    seconds,
    ...(flags.count === undefined ? {} : { count: flags.count }),
    ...(flags.save === undefined ? {} : { save: flags.save }),
    showPersonalData,
    signal: streamEnd(host.interruptSignal()),
    observer: host.json ? jsonObserver(host) : textObserver(host),
  });
  host.notice(tailEndText(outcome, durationText(seconds), flags.save));
  if (outcome.left.length > 0) host.exitWith(ExitCode.error);
  return tailEndDocument(outcome, flags.save);
}
