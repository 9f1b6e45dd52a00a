import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { markdownFlag, writeMarkdown } from '../lib/cli/markdown-flag.js';

/** Finds what stops events. */
export default class DoctorCommand extends GcxCommand {
  static override summary = 'Find what stops events on the way to each target, and the fix.';
  static override description =
    'Checks the live configuration on both sides: the integration and its event types, the event bus and its source, rules, policies, roles, keys, queues, topics, subscribers, functions and their mappings, and quotas that are almost used up. It only reads, and it does not check whether events arrived (gcx status and gcx why do). No output if it finds nothing. Exit code 0 without findings, 2 with findings, 3 if a permission was missing to check everything.';
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --env production',
    {
      description: 'For an hourly check: no output and exit code 0 unless something stops events.',
      command: '<%= config.bin %> doctor --env production --json',
    },
  ];
  static override flags = { ...connectionFlags, markdown: markdownFlag };

  override async run(): Promise<object> {
    const { flags } = await this.parse(DoctorCommand);
    const loaded = await this.loadConfig(flags);
    const connection = await this.connect(loaded, flags);
    const [{ doctorMarkdown }, { doctorQuietText, doctorText }, { diagnose, doctorExitCode }] =
      await Promise.all([
        import('../lib/cli/render/doctor-markdown.js'),
        import('../lib/cli/render/doctor-text.js'),
        import('../lib/features/doctor/index.js'),
      ]);
    await this.noticeWhoHolds(loaded.config, connection);
    const diagnosis = await diagnose({ loaded, ...connection });
    const text = doctorText(diagnosis, this.style);
    if (text !== '') this.print(text);
    const quiet = doctorQuietText(diagnosis);
    // In a script silence says it; what could not be looked at is said there, too.
    if (quiet !== undefined && (process.stderr.isTTY || diagnosis.unseen.length > 0)) this.notice(quiet);
    writeMarkdown(flags.markdown, () => doctorMarkdown(diagnosis));
    this.exitWith(doctorExitCode(diagnosis));
    return diagnosis;
  }
}
