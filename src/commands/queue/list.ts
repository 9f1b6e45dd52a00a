import { Flags } from '@oclif/core';
import { ExitCode } from '../../lib/base/exit-codes.js';
import { connectionFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';

/** Lists the live queues. */
export default class QueueListCommand extends GcxCommand {
  static override summary = 'List the queues that the credentials see: id, name, division.';
  static override description =
    'An OAuth client sees only the queues in the divisions of its roles. Works without a file. Exit code 1 where none fits.';
  static override examples = [
    '<%= config.bin %> queue list',
    '<%= config.bin %> queue list --search sales',
    '<%= config.bin %> queue list --search "Sales DE*" --division Retail --json',
  ];
  static override flags = {
    ...connectionFlags,
    search: Flags.string({
      summary: 'A part of the name, or a glob with *; capitals do not matter.',
      helpValue: 'TEXT',
    }),
    division: Flags.string({ summary: 'Only the queues of this division.', helpValue: 'NAME' }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(QueueListCommand);
    const [{ openSides, optionalConfig }, { listQueues }, { queueTable }] = await Promise.all([
      import('../../lib/features/access/index.js'),
      import('../../lib/features/queues/list-queues.js'),
      import('../../lib/cli/render/queue-text.js'),
    ]);
    const config = await optionalConfig(() => this.loadConfig(flags), flags);
    const sides = await openSides({
      ...(config === undefined ? {} : { config }),
      sandbox: flags.sandbox,
      env: process.env,
      cwd: process.cwd(),
    });
    try {
      const { search, division } = flags;
      const queues = await listQueues(sides.genesys(), {
        ...(search === undefined ? {} : { search }),
        ...(division === undefined ? {} : { division }),
      });
      if (queues.length > 0) this.print(queueTable(queues));
      else {
        this.notice('No queue fits.');
        this.exitWith(ExitCode.error);
      }
      return { schemaVersion: 1, queues };
    } finally {
      await sides.close();
    }
  }
}
