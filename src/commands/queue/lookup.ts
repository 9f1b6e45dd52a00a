import { Args, Flags } from '@oclif/core';
import { connectionFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';

/** Shows the ids of queues by name. */
export default class QueueLookupCommand extends GcxCommand {
  static override summary = 'Find queues by their exact names: id, name, division.';
  static override description =
    'Names that fit no queue are an error with near names; a name that several queues carry is an error that lists each of them. Works without a file.';
  static override examples = [
    '<%= config.bin %> queue lookup "Sales Support"',
    '<%= config.bin %> queue lookup Support --division Retail --id-only',
    '<%= config.bin %> queue lookup "Sales DE Nord" "Sales DE Süd" --sandbox',
  ];
  static override strict = false;
  static override args = {
    name: Args.string({ required: true, description: 'Name of a queue; several are allowed.' }),
  };
  static override flags = {
    ...connectionFlags,
    division: Flags.string({ summary: 'Look in this division only.', helpValue: 'NAME' }),
    'id-only': Flags.boolean({ summary: 'Print the ids alone, one a line, in the order of the names.' }),
  };

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(QueueLookupCommand);
    const [{ openSides, optionalConfig }, { lookupQueues }, { queueTable }] = await Promise.all([
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
      const queues = await lookupQueues(sides.genesys(), argv.map(String), flags.division);
      this.print(flags['id-only'] ? queues.map(({ id }) => id).join('\n') : queueTable(queues));
      return { schemaVersion: 1, queues };
    } finally {
      await sides.close();
    }
  }
}
