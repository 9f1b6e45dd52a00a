import { Flags } from '@oclif/core';
import { FileCommand } from '../../lib/cli/file-command.js';
import { connectionFlags } from '../../lib/cli/flags.js';

/** Lists the live queues. */
export default class QueueListCommand extends FileCommand {
  static override summary = 'List the queues that the credentials can see: id, name, division.';
  static override description =
    'An OAuth client sees only the queues in the divisions of its roles. Works without a file, except with --unrouted. Exit code 1 if no queue fits.';
  static override examples = [
    '<%= config.bin %> queue list --search sales',
    '<%= config.bin %> queue list --search "Sales DE*" --division Retail --json',
    '<%= config.bin %> queue list --unrouted --env production',
  ];
  static override flags = {
    ...connectionFlags,
    search: Flags.string({
      summary: 'A part of the name, a pattern with *, or a part of the id. Not case-sensitive.',
      helpValue: 'TEXT',
    }),
    division: Flags.string({ summary: 'Only the queues in this division.', helpValue: 'NAME' }),
    unrouted: Flags.boolean({ summary: 'Only the queues that no enabled route in the file takes.' }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(QueueListCommand);
    if (flags.unrouted) {
      const { listUnroutedQueues } = await import('../../lib/cli/unrouted-queues.js');
      const host = await this.fileHost(await this.loadConfig(flags), { ...flags, offline: false });
      return listUnroutedQueues(host, flags, this.host(flags));
    }
    const [{ openSides }, { listLiveQueues }] = await Promise.all([
      import('../../lib/features/access/index.js'),
      import('../../lib/cli/live-queues.js'),
    ]);
    const config = await this.loadPlace(flags);
    const sides = await openSides({
      ...(config === undefined ? {} : { config }),
      sandbox: flags.sandbox,
      env: process.env,
      cwd: process.cwd(),
    });
    try {
      return await listLiveQueues(sides.genesys(), flags, this.host(flags));
    } finally {
      await sides.close();
    }
  }
}
