import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { markdownFlag, writeMarkdown } from '../lib/cli/markdown-flag.js';

/** Shows what was changed outside gcx. */
export default class DriftCommand extends GcxCommand {
  static override summary = 'Show what was changed outside gcx since it was applied.';
  static override description =
    'Compares what is live with what gcx noted when it last asked: changes of the file are not drift. Reads only; it never writes. Exit code 0 without drift, 2 with drift, 1 or 3 where gcx could not look or cannot tell.';
  static override examples = [
    '<%= config.bin %> drift',
    {
      description: 'For a nightly check: exit code 2 where somebody changed what gcx made.',
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
