import { Args } from '@oclif/core';
import { localTime } from '../../lib/base/local-time.js';
import { columnsOf } from '../../lib/base/terminal/columns.js';
import { terminalText } from '../../lib/base/terminal/printable.js';
import { FileCommand } from '../../lib/cli/file-command.js';
import { processorDevFlags } from '../../lib/cli/processor-dev-flags.js';

/** Runs the handler of a processor on this machine, with live events. */
export default class ProcessorDev extends FileCommand {
  static override summary = 'Develop a handler with live events on this machine; reload it on save.';
  static override description =
    "Receives the events of all routes that send to the processor, as gcx tail does, and runs them through the processor's own steps and your handler, one at a time. When a source file is saved, the handler is built and started again; while it cannot be built, events wait. Events are live, and the deployed processor handles them, too: what your handler does in other systems is done twice. Nothing of the deployed processor is used: the table of handled events is in memory, nothing is retried or dead-lettered, and no metrics are written. Calls to Genesys Cloud and AWS use your credentials. Outside the sandbox, secrets are read only with --with-secrets. Personal data is masked unless --show-personal-data is given. --json prints a stream of JSON lines of the kinds start, loaded, broken, event and end, each with a schemaVersion.";
  static override examples = [
    {
      description: 'In the sandbox, while gcx sandbox emit sends events:',
      command: '<%= config.bin %> processor dev sales-processor --sandbox',
    },
    '<%= config.bin %> processor dev sales-processor --with-secrets --for 10m',
    '<%= config.bin %> processor dev sales-processor --json | jq -c "select(.outcome == \\"failed\\")"',
  ];
  static override jsonLines = true;
  static override args = {
    name: Args.string({
      description: 'A target in the file that is a processor.',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = processorDevFlags;

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(ProcessorDev);
    const { processorDev } = await import('../../lib/cli/processor-dev.js');
    return processorDev(args.name, flags, {
      json: this.jsonEnabled(),
      cacheFolder: this.config.cacheDir,
      loadConfig: () => this.loadConfig(flags),
      files: (loaded) => this.fileHost(loaded, { ...flags, offline: false }),
      interruptSignal: () => this.interruptSignal(),
      line: (text) => process.stdout.write(terminalText(`${text}\n`)),
      notice: (text) => this.notice(text),
      exitWith: (code) => this.exitWith(code),
      style: this.style,
      reader: { columns: columnsOf(process.stdout), time: localTime() },
    });
  }
}
