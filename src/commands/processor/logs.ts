import { Args, Flags } from '@oclif/core';
import { terminalText } from '../../lib/base/terminal/printable.js';
import { connectionFlags } from '../../lib/cli/flags.js';
import { GcxCommand } from '../../lib/cli/gcx-command.js';
import { personalDataFlag } from '../../lib/cli/personal-data-flag.js';

/** Shows what a processor logged. */
export default class ProcessorLogs extends GcxCommand {
  static override summary = 'Show what a processor logged.';
  static override description =
    'Times are local, with UTC in parentheses. The texts in the handler and in the runtime of gcx are shown; values from events are masked, except ids, times, names of queues in the file, and small numbers. The report that Lambda writes for each invocation, and metrics, are left out unless --all is given; --raw prints every line as it is in the log. --json prints a stream of JSON lines of the kinds line and end, each with a schemaVersion. Needs only AWS credentials.';
  static override examples = [
    '<%= config.bin %> processor logs sales-processor --since 1h',
    '<%= config.bin %> processor logs sales-processor --follow',
    '<%= config.bin %> processor logs sales-processor --json | jq -c "select(.message.level == \\"ERROR\\")"',
  ];
  static override jsonLines = true;
  static override args = {
    name: Args.string({
      description: 'A target in the file that is a processor.',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...connectionFlags,
    ...personalDataFlag,
    follow: Flags.boolean({ char: 'f', summary: 'Keep showing new lines until Ctrl-C.' }),
    since: Flags.string({
      summary: 'How far back to start: 90s, 10m, 2h, 1d.',
      helpValue: 'TIME',
      default: '10m',
    }),
    all: Flags.boolean({ summary: 'Also duration and memory of each invocation, and metrics.' }),
    raw: Flags.boolean({ summary: "All lines as they are in the log, with Lambda's own." }),
  };

  async run(): Promise<object> {
    const { args, flags } = await this.parse(ProcessorLogs);
    const { processorLogs } = await import('../../lib/cli/processor-logs.js');
    return processorLogs(args.name, flags, {
      json: this.jsonEnabled(),
      line: (text) => process.stdout.write(terminalText(`${text}\n`)),
      notice: (text) => this.notice(text),
      loadConfig: () => this.loadConfig(flags),
      interruptSignal: () => this.interruptSignal(),
      style: this.style,
    });
  }
}
