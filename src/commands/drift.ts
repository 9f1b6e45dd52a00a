import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { markdownFlag, writeMarkdown } from '../lib/cli/markdown-flag.js';

/** Shows what was changed outside gcx. */
export default class DriftCommand extends GcxCommand {
  static override summary = 'Show what was changed outside gcx since the last apply.';
  static override description =
    'Compares the live configuration with what gcx recorded when it last applied it. Changes to the file are not drift. It only reads. Exit code 0 without drift, 2 with drift, 1 or 3 if gcx could not read everything or cannot tell.';
  static override examples = [
    '<%= config.bin %> drift',
    {
      description: 'For a nightly check: exit code 2 if somebody changed what gcx created.',
      command: '<%= config.bin %> drift --env production',
    },
    '<%= config.bin %> drift --env production --json',
  ];
  static override flags = { ...connectionFlags, markdown: markdownFlag };

  override async run(): Promise<object> {
    const { flags } = await this.parse(DriftCommand);
    const loaded = await this.loadConfig(flags);
    const connection = await this.connect(loaded, flags);
    const [{ driftMarkdown, driftText }, { driftExitCode, driftOf }, { planToLook }] = await Promise.all([
      import('../lib/cli/render/index.js'),
      import('../lib/features/plans/drift.js'),
      import('../lib/features/plans/plan-file.js'),
    ]);
    await this.noticeWhoHolds(loaded.config, connection);
    const drift = driftOf(await planToLook(loaded, connection));
    this.print(driftText(drift, this.style));
    writeMarkdown(flags.markdown, () => driftMarkdown(drift));
    this.exitWith(driftExitCode(drift));
    return drift;
  }
}
