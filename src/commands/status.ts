import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { markdownFlag } from '../lib/cli/markdown-flag.js';
import { terminalScreen } from '../lib/cli/terminal-screen.js';

/** Shows the pipe as it is. */
export default class StatusCommand extends GcxCommand {
  static override summary = 'Show the pipe: what is connected, whether events flow, what waits.';
  static override description =
    "Reads both sides and CloudWatch's numbers; changes nothing. Dead letters are received to tell why they are there, and shown to others again at once. Numbers come minutes late, and what CloudWatch has none of is shown as none, not as 0. EventBridge counts by rule, for all of a route's targets together; what SNS and Lambda count is of all their senders. What may not be read is named, and the rest is shown. Exit code 2 where deliveries fail now (in the last ten minutes that have numbers) or no event can come in, 3 where a permission is missing, 1 where something else could not be read.";
  static override examples = [
    '<%= config.bin %> status --env production',
    '<%= config.bin %> status --since 7d',
    '<%= config.bin %> status --watch',
    '<%= config.bin %> status --html pipe.html --open',
    {
      description: 'For a check each quarter of an hour: exit code 2 where events fail.',
      command: '<%= config.bin %> status --env production --since 1h --json',
    },
  ];
  static override flags = {
    ...connectionFlags,
    since: Flags.string({
      summary: 'How far back the numbers go: 30m, 24h, 7d.',
      helpValue: 'DURATION',
      default: '24h',
    }),
    markdown: markdownFlag,
    watch: Flags.boolean({
      summary: 'Draw it again and again, until Ctrl-C.',
      exclusive: ['html', 'markdown'],
    }),
    html: Flags.string({
      summary: 'Write it as a page, too: one file that loads nothing, with a picture of the pipe.',
      helpValue: 'FILE',
    }),
    open: Flags.boolean({ summary: 'Open the page.', dependsOn: ['html'] }),
    'with-ids': Flags.boolean({
      summary: 'Let the page name the conversations of dead letters.',
      dependsOn: ['html'],
    }),
    reasons: Flags.boolean({
      summary: 'Look why dead letters are there; --no-reasons only counts them, and receives no message.',
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
