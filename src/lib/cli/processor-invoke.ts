import { type GivenEventsFlagValues, requireSource, sourceEvents } from '../features/input/given-events.js';
import { readGivenValues } from '../features/input/read-events.js';
import { type BuiltProcessor, buildProcessor } from '../features/processors/build-processor.js';
import { invokeExitCode, invokeProcessor } from '../features/processors/invoke-processor.js';
import { logShown } from '../features/processors/logs/index.js';
import { isNoise } from '../features/processors/logs/log-line.js';
import type { OpenRulesHost } from '../features/rules/open-rules.js';
import type { LoadedConfig } from '../language/config/model.js';
import type { CommandHost } from './command-host.js';
import { noticeMasked } from './masked-notice.js';
import { invokeText } from './render/invoke-text.js';
import { logLineText } from './render/log-line-text.js';

/** What `gcx processor invoke` needs of its command. */
export interface InvokeHost
  extends Pick<CommandHost, 'json' | 'style' | 'print' | 'notice' | 'exitWith' | 'loadConfig'> {
  readonly files: (loaded: LoadedConfig) => Promise<OpenRulesHost>;
}

/** Runs a processor of the file on the events that the flags give, and shows its log while it runs. */
export async function runInvoke(
  name: string,
  flags: GivenEventsFlagValues & { readonly sandbox: boolean; readonly 'show-personal-data': boolean },
  host: InvokeHost,
): Promise<object> {
  requireSource(flags);
  const loaded = await host.loadConfig();
  const files = await host.files(loaded);
  const built = await buildProcessor(files, name);
  // Who gives an event has it.
  const isGiven = flags.event !== undefined || flags.sample !== undefined;
  const shown = await logShown(loaded.config, built.target, isGiven || flags['show-personal-data']);
  let told = false;
  const run = await invokeProcessor({
    loaded,
    built,
    events: await eventsOf(flags, loaded, files, built),
    aws: await files.aws(),
    sandbox: flags.sandbox,
    log: (line) => {
      // What was thrown is told in the end.
      if (isNoise(line) || /\tERROR\tInvoke Error \t/.test(line)) return;
      const text = shown.line(line);
      if (!told) told = noticeMasked({ text }, host);
      host.notice(logLineText(Date.now(), text, host.style));
    },
  });
  const document = run.error === undefined ? run : { ...run, error: shown.error(run.error) };
  host.print(invokeText(document, host.style));
  host.exitWith(invokeExitCode(document));
  return document;
}

/** The events as they were given, whatever they hold: a processor has to cope with anything. */
async function eventsOf(
  flags: GivenEventsFlagValues,
  { config }: LoadedConfig,
  { canAsk, genesys }: OpenRulesHost,
  built: BuiltProcessor,
) {
  if (flags.event !== undefined) return readGivenValues(flags.event);
  const { events } = await sourceEvents(flags, {
    config,
    findQueue: async (nameOrId) => {
      const { QueueBook } = await import('../features/queues/queue-book.js');
      const certain = Object.values(built.queues).flat();
      return new QueueBook({ certain }, canAsk ? await genesys() : undefined).find(nameOrId);
    },
    genesys,
  });
  return events.map(({ json }) => json);
}
