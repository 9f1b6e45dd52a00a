import { Flags } from '@oclif/core';
import { configFlags } from '../../lib/cli/flags.js';
import { SandboxCommand } from '../../lib/cli/sandbox-command.js';

/** Shows the calls that the sandbox answered. */
export default class SandboxJournal extends SandboxCommand {
  static override summary = 'Show the API calls that the sandbox answered.';
  static override examples = [
    '<%= config.bin %> sandbox journal --writes',
    '<%= config.bin %> sandbox journal --since 10m --json',
  ];
  static override flags = {
    config: configFlags.config,
    writes: Flags.boolean({ summary: 'Only calls that change something.' }),
    since: Flags.string({
      summary: 'Only calls after this time (ISO 8601), or within this period (30s, 10m, 2h).',
      helpValue: 'TIME',
    }),
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(SandboxJournal);
    const { parseSince, projectJournal } = await import('../../lib/features/sandbox/index.js');
    const entries = projectJournal(await this.projectFolder(flags), {
      writesOnly: flags.writes,
      ...(flags.since === undefined ? {} : { since: parseSince(flags.since, Date.now()) }),
    });
    const { journalText } = await import('../../lib/cli/render/sandbox-text.js');
    this.print(journalText(entries, this.style));
    return { schemaVersion: 1, calls: entries };
  }
}
