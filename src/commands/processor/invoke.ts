import { Args, Flags } from '@oclif/core';
import { FileCommand } from '../../lib/cli/file-command.js';
import { connectionFlags } from '../../lib/cli/flags.js';
import { eventSourceFlags } from '../../lib/cli/given-events-flags.js';
import { queueIdFlag } from '../../lib/cli/queue-id-flag.js';

/** Runs a processor on this machine. */
export default class ProcessorInvoke extends FileCommand {
  static override summary = 'Run a processor on this machine: its real bundle, on events that you give.';
  static override description =
    'Against the sandbox, or against AWS: then with your own credentials, and with the real table and dead-letter queue, so that an event which was handled here counts as handled. The processor has to be applied. Exit code 1 where the handler failed.';
  static override examples = [
    '<%= config.bin %> processor invoke sales-processor --event event.json --sandbox',
    '<%= config.bin %> processor invoke sales-processor --sample acd.end --queue "Sales Support" --sandbox',
    '<%= config.bin %> processor invoke sales-processor --event events/ --sandbox --json',
  ];
  static override args = {
    name: Args.string({ description: 'Name of the target.', required: true, ignoreStdin: true }),
  };
  static override flags = {
    ...connectionFlags,
    ...eventSourceFlags,
    ...queueIdFlag,
    offline: Flags.boolean({
      summary: 'Do not ask Genesys Cloud for queue ids.',
      helpGroup: 'FILE',
    }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(ProcessorInvoke);
    const [
      { buildProcessor },
      { invokeExitCode, invokeProcessor },
      { requireSource, sourceEvents },
      { readGivenValues },
    ] = await Promise.all([
      import('../../lib/features/processors/build-processor.js'),
      import('../../lib/features/processors/invoke-processor.js'),
      import('../../lib/features/input/given-events.js'),
      import('../../lib/features/input/read-events.js'),
    ]);
    requireSource(flags);
    const loaded = await this.loadConfig(flags);
    const host = await this.fileHost(loaded, flags);
    const built = await buildProcessor(host, args.name);
    const events =
      flags.event === undefined
        ? (
            await sourceEvents(flags, {
              config: loaded.config,
              findQueue: async (nameOrId) => {
                const { QueueBook } = await import('../../lib/features/queues/queue-book.js');
                const genesys = host.canAsk ? await host.genesys() : undefined;
                return new QueueBook({ certain: Object.values(built.queues).flat() }, genesys).find(nameOrId);
              },
              genesys: host.genesys,
            })
          ).events.map(({ json }) => json)
        : await readGivenValues(flags.event);
    const [{ logLineText, isNoise }, { invokeText }] = await Promise.all([
      import('../../lib/cli/render/log-line-text.js'),
      import('../../lib/cli/render/invoke-text.js'),
    ]);
    const document = await invokeProcessor({
      loaded,
      built,
      events,
      aws: await host.aws(),
      sandbox: flags.sandbox,
      log: (line) => {
        // What was thrown is told in the end.
        if (!isNoise(line) && !/\tERROR\tInvoke Error \t/.test(line))
          this.notice(logLineText(Date.now(), line, this.style));
      },
    });
    this.print(invokeText(document, this.style));
    this.exitWith(invokeExitCode(document));
    return document;
  }
}
