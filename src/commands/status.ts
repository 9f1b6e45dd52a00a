import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { markdownFlag } from '../lib/cli/markdown-flag.js';
import { terminalScreen } from '../lib/cli/terminal-screen.js';

/** Shows the pipe as it is. */
export default class StatusCommand extends GcxCommand {
  static override summary = 'Show the pipe: what is connected, what flows, what waits.';
  static override description =
    'Reads both sides and the CloudWatch metrics; changes nothing. Dead letters are received to show their reasons, and made visible to others again immediately. Metrics are a few minutes late. A metric without data is shown as none, not as 0. EventBridge counts per rule, for all targets of a route together; the SNS and Lambda metrics include all senders. What cannot be read is listed, and the rest is shown. Exit code 2 if deliveries fail now (in the last ten minutes that have data) or no event can arrive, 3 if a permission is missing, 1 if something else could not be read.';
  static override examples = [
    '<%= config.bin %> status --env production',
    '<%= config.bin %> status --since 7d',
    '<%= config.bin %> status --watch',
    '<%= config.bin %> status --html pipe.html --open',
    {
      description: 'For a check every 15 minutes: exit code 2 if deliveries fail.',
      command: '<%= config.bin %> status --env production --since 1h --json',
    },
  ];
  static override flags = {
    ...connectionFlags,
    since: Flags.string({
      summary: 'The period of the metrics: 30m, 24h, 7d.',
      helpValue: 'DURATION',
      default: '24h',
    }),
    markdown: markdownFlag,
    watch: Flags.boolean({
      summary: 'Refresh the screen until Ctrl-C.',
      exclusive: ['html', 'markdown'],
    }),
    html: Flags.string({
      summary:
        'Write it as an HTML page as well: one file without external resources, with a picture of the pipe.',
      helpValue: 'FILE',
    }),
    open: Flags.boolean({ summary: 'Open the page.', dependsOn: ['html'] }),
    'with-ids': Flags.boolean({
      summary: 'Show the conversation ids of dead letters on the page.',
      dependsOn: ['html'],
    }),
    reasons: Flags.boolean({
      summary: 'Show the reasons of dead letters. --no-reasons only counts them, and receives no messages.',
      default: true,
      allowNo: true,
    }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(StatusCommand);
    const { status } = await import('../lib/cli/status.js');
    return status(flags, this.host(flags), terminalScreen());
  }
}
