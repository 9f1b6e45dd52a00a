import { join } from 'node:path';
import { ExitCode } from '../base/exit-codes.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { runDevelopment } from '../features/development/index.js';
import { requireProcessor } from '../features/processors/require-processor.js';
import type { OpenRulesHost } from '../features/rules/open-rules.js';
import { runRecords } from '../features/tail/index.js';
import { durationText } from '../language/config/index.js';
import type { LoadedConfig } from '../language/config/model.js';
import { developmentDocument, jsonDevelopment, textDevelopment } from './development-observer.js';
import { developmentEndText } from './render/development-text.js';
import { streamEnd } from './stream-end.js';
import type { TailCommandHost } from './tail.js';
import { tailSeconds } from './tail-duration.js';

/** The flags of `gcx processor dev`. */
export interface ProcessorDevFlags extends ConnectionFlagValues {
  readonly for: string;
  readonly count?: number | undefined;
  readonly 'with-secrets': boolean;
  readonly 'show-personal-data': boolean;
}

/** What the command lends. */
export interface ProcessorDevHost extends Omit<TailCommandHost, 'connect'> {
  readonly files: (loaded: LoadedConfig) => Promise<OpenRulesHost>;
}

/** Runs `gcx processor dev`; gives back the last line of `--json`. Exit codes: 0 also after Ctrl-C, 1 where something could not be removed. */
export async function processorDev(
  name: string,
  flags: ProcessorDevFlags,
  host: ProcessorDevHost,
): Promise<object> {
  const seconds = tailSeconds(flags.for);
  const loaded = await host.loadConfig();
  requireProcessor(loaded.config, name);
  const sandbox = flags.sandbox === true;
  if (sandbox) {
    const { requireSandboxServer } = await import('../features/sandbox/index.js');
    await requireSandboxServer(loaded.config, gcxCommand('processor dev', name));
  }
  const files = await host.files(loaded);
  const [genesys, aws] = await Promise.all([files.genesys(), files.aws()]);
  const outcome = await runDevelopment({
    loaded,
    genesys,
    aws,
    host: files,
    processor: name,
    records: runRecords(join(host.cacheFolder, 'tails')),
    seconds,
    ...(flags.count === undefined ? {} : { count: flags.count }),
    sandbox,
    withSecrets: flags['with-secrets'],
    showPersonalData: flags['show-personal-data'],
    signal: streamEnd(host.interruptSignal()),
    observer: host.json ? jsonDevelopment(host) : textDevelopment(host),
  });
  host.notice(developmentEndText(outcome, durationText(seconds)));
  if (outcome.left.length > 0) host.exitWith(ExitCode.error);
  return developmentDocument(outcome);
}
