import { Args } from '@oclif/core';
import { localTime } from '../lib/base/local-time.js';
import { columnsOf } from '../lib/base/terminal/columns.js';
import { terminalText } from '../lib/base/terminal/printable.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { tailFlags } from '../lib/cli/tail-flags.js';

/** Shows live events as they arrive. */
export default class TailCommand extends GcxCommand {
  static override summary = 'Watch live events, through a temporary rule and SQS queue.';
  static override description =
    'The temporary rules and SQS queue do not affect the pipe and are not part of a plan. They are removed at the end, on Ctrl-C and on errors; after a crash, the next gcx tail removes them. Needs config/iam/tail.json on AWS. Prints one event per line (two on a terminal narrower than 150 columns): time in UTC and local time, event type, queue, conversation, and the routes in the file that take it. Personal data is masked, in --json and in saved files, too, unless --show-personal-data is given; a pattern on a masked field does not match a saved file. --json prints a stream of JSON lines of the kinds start, event and end, each with a schemaVersion.';
  static override examples = [
    '<%= config.bin %> tail',
    '<%= config.bin %> tail sales-left-queue --for 5m',
    '<%= config.bin %> tail --event-type acd.end --queue "Sales Support" --count 1 --save events',
    '<%= config.bin %> tail --json | jq -c "select(.kind == \\"event\\") | .event.detail.eventBody"',
    {
      description: 'In the sandbox, while gcx sandbox emit sends events:',
      command: '<%= config.bin %> tail --sandbox',
    },
    {
      description: 'Only remove what a crashed tail left behind:',
      command: '<%= config.bin %> tail --sweep',
    },
  ];
  static override jsonLines = true;
  static override args = {
    route: Args.string({
      description: 'A route in the file, enabled or not: show only its events.',
      ignoreStdin: true,
    }),
  };
  static override flags = tailFlags;

  async run(): Promise<object> {
    const { args, flags } = await this.parse(TailCommand);
    const { tail } = await import('../lib/cli/tail.js');
    return tail(args.route, flags, {
      json: this.jsonEnabled(),
      cacheFolder: this.config.cacheDir,
      loadConfig: () => this.loadConfig(flags),
      connect: (loaded) => this.connect(loaded, flags),
      interruptSignal: () => this.interruptSignal(),
      line: (text) => process.stdout.write(terminalText(`${text}\n`)),
      notice: (text) => this.notice(text),
      exitWith: (code) => this.exitWith(code),
      style: this.style,
      reader: { columns: columnsOf(process.stdout), time: localTime() },
    });
  }
}
