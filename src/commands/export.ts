import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Writes what is live on a bus as a file. */
export default class Export extends GcxCommand {
  static override summary = 'Write the rules that are live on a bus as a file.';
  static override description =
    'Takes project, organization and account from the file, and its routes and targets from what is live: a rule becomes events, queues and where exactly where these make the same rule again, and keeps its pattern where not. Rules of other projects, and those that AWS manages, are left out with a comment. Changes nothing; gcx adopt puts what was exported under the mark.';
  static override examples = [
    '<%= config.bin %> export',
    '<%= config.bin %> export --create --out exported.yml',
    '<%= config.bin %> export --bus contact-center --out contact-center.yml',
  ];
  static override flags = {
    ...connectionFlags,
    bus: Flags.string({ summary: 'The event bus to read; without it, the file’s.', helpValue: 'NAME' }),
    create: Flags.boolean({
      summary:
        'Write SNS topics and SQS queues that people made as "create", to be adopted; else "existing".',
    }),
    out: Flags.string({ summary: 'The file to write; without it, to stdout.', helpValue: 'FILE' }),
    overwrite: Flags.boolean({ summary: 'Overwrite the file that --out names.', dependsOn: ['out'] }),
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
