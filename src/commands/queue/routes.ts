import { Args, Flags } from '@oclif/core';
import { ExitCode } from '../../lib/base/exit-codes.js';
import { FileCommand } from '../../lib/cli/file-command.js';
import { connectionFlags } from '../../lib/cli/flags.js';
import { queueIdFlag } from '../../lib/cli/queue-id-flag.js';

/** Shows which routes take a queue. */
export default class QueueRoutesCommand extends FileCommand {
  static override summary = 'Show which routes in the file take a queue, and why.';
  static override description =
    'Shows what the file says, not whether events arrive. Without Genesys Cloud credentials, queue ids come from --queue-id or the cache of the last run. Exit code 1 if no route takes any of the queues.';
  static override examples = [
    '<%= config.bin %> queue routes "Sales Support"',
    '<%= config.bin %> queue routes "Sales DE*" --env production',
    '<%= config.bin %> queue routes 5affb229-7631-4992-b0ce-583505c6af07 --json',
  ];
  static override args = {
    queue: Args.string({
      description: 'Name of a queue, a pattern with *, or an id.',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...connectionFlags,
    ...queueIdFlag,
    offline: Flags.boolean({
      summary: 'Do not call any service: use --queue-id, or the queue ids cached at the last run.',
      helpGroup: 'FILE',
    }),
    all: Flags.boolean({ summary: 'Also show every route that does not take the queue.' }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(QueueRoutesCommand);
    const [{ findQueueRoutes }, { queueRoutesText }] = await Promise.all([
      import('../../lib/features/queue-routes/index.js'),
      import('../../lib/cli/render/queue-routes-text.js'),
    ]);
    const host = await this.fileHost(await this.loadConfig(flags), flags);
    const found = await findQueueRoutes(host, args.queue);
    this.print(queueRoutesText(found.queues, flags.all, this.style));
    const taken = found.queues.some(({ routes }) =>
      routes.some(({ enabled, verdict }) => enabled && verdict.kind === 'takes'),
    );
    if (!taken) this.exitWith(ExitCode.error);
    return { schemaVersion: 1, ...found };
  }
}
