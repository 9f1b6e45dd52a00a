import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Writes what is live on a bus as a file. */
export default class Export extends GcxCommand {
  static override summary = 'Write the live rules of an event bus as a file.';
  static override description =
    'Takes the project, organization and account from the file, and the routes and targets from the live rules. A rule is written with "events", "queues" and "where" if these produce the same rule, otherwise with its pattern. Rules of other projects and rules managed by AWS are left out, with a comment. Changes nothing; gcx adopt then takes ownership of what was exported.';
  static override examples = [
    '<%= config.bin %> export',
    '<%= config.bin %> export --create --out exported.yml',
    '<%= config.bin %> export --bus contact-center --out contact-center.yml',
  ];
  static override flags = {
    ...connectionFlags,
    bus: Flags.string({
      summary: 'The event bus to read. Default: the event bus in the file.',
      helpValue: 'NAME',
    }),
    create: Flags.boolean({
      summary:
        'Write SNS topics, SQS queues and log groups that have no owner as "create", to be adopted. Default: as "existing".',
    }),
    out: Flags.string({ summary: 'The file to write. Default: standard output.', helpValue: 'FILE' }),
    overwrite: Flags.boolean({ summary: 'Overwrite the file in --out if it exists.', dependsOn: ['out'] }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(Export);
    const loaded = await this.loadConfig(flags);
    const connection = await this.connect(loaded, flags);
    const [{ exportBus, writeExport }, { exportDocument, exportNotice }] = await Promise.all([
      import('../lib/features/existing/export-bus.js'),
      import('../lib/cli/render/export-text.js'),
    ]);
    const { exported, markNotices } = await exportBus(loaded, connection, flags);
    for (const notice of markNotices) this.notice(`Warning: ${notice}`);
    if (flags.out === undefined) this.printDocument(exported.text);
    else writeExport(flags.out, exported.text, flags.overwrite);
    this.notice(exportNotice(exported, flags));
    return exportDocument(exported, flags.out);
  }
}
