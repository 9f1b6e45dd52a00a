import { Args, Flags } from '@oclif/core';
import { connectionFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';

/** Shows the ids of queues by name. */
export default class QueueLookupCommand extends GcxCommand {
  static override summary = 'Look up queues by name or id: id, name, division.';
  static override description =
    'An id gives the name; a part of an id is enough if only one queue has it. A name that fits no queue is an error with near names; a name of several queues is an error that lists them. Works without a file, and with one that has errors in its routes or targets.';
  static override examples = [
    '<%= config.bin %> queue lookup "Sales Support"',
    '<%= config.bin %> queue lookup 5affb229-7631-4992-b0ce-583505c6af07',
    '<%= config.bin %> queue lookup Support --division Retail --id-only',
    '<%= config.bin %> queue lookup "Sales DE Nord" "Sales DE Süd" --sandbox',
  ];
  static override strict = false;
  static override args = {
    name: Args.string({ required: true, description: 'Name or id of a queue; several are allowed.' }),
  };
  static override flags = {
    ...connectionFlags,
    division: Flags.string({ summary: 'Look only in this division.', helpValue: 'NAME' }),
    'id-only': Flags.boolean({ summary: 'Print only the ids, one per line, in the order of the names.' }),
  };

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(QueueLookupCommand);
    const [{ openSides }, { lookupQueues }, { queueTable }] = await Promise.all([
      import('../../lib/features/access/index.js'),
      import('../../lib/features/queues/list-queues.js'),
      import('../../lib/cli/render/queue-text.js'),
    ]);
    const config = await this.loadPlace(flags);
    const sides = await openSides({
      ...(config === undefined ? {} : { config }),
      sandbox: flags.sandbox,
      env: process.env,
      cwd: process.cwd(),
    });
    try {
      const queues = await lookupQueues(sides.genesys(), argv.map(String), flags.division, (text) =>
        this.notice(text),
      );
      this.print(flags['id-only'] ? queues.map(({ id }) => id).join('\n') : queueTable(queues));
      return { schemaVersion: 1, queues };
    } finally {
      await sides.close();
    }
  }
}
