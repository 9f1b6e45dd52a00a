import { Flags } from '@oclif/core';
import { configFlags } from '../../lib/cli/flags.js';
import { ownProcess } from '../../lib/cli/own-process.js';
import { SandboxCommand } from '../../lib/cli/sandbox-command.js';

/** Starts the sandbox's server. */
export default class SandboxStart extends SandboxCommand {
  static override summary = 'Start the built-in sandbox: a local Genesys Cloud and AWS.';
  static override description =
    'Serves the APIs of Genesys Cloud and AWS that gcx calls on 127.0.0.1, in the background, with its state in .gcx-sandbox/ next to the file. Commands with --sandbox use it if it runs; otherwise they run the sandbox themselves. A fault is SERVICE:ACTION:EFFECT[:WHEN]; effects are throttle, deny, unauthorized, timeout, reset, lost, not-found, in-use, failed-entries, throttled-entries, internal-entries, activation-error, kill-before and kill-after (the calling Lambda worker dies), or an HTTP status. WHEN is a share of calls (0.3), the number of first calls (2), or only the Nth call (#3).';
  static override examples = [
    '<%= config.bin %> sandbox start',
    '<%= config.bin %> sandbox start --latency 200 --fault events:PutTargets:throttle:0.3 --fault genesys:*:503:2',
    '<%= config.bin %> sandbox start --queues 5000',
    '<%= config.bin %> sandbox start --policy plan.json',
  ];
  static override flags = {
    ...configFlags,
    port: Flags.integer({ summary: 'The port to listen on. Default: any free port.', min: 1, max: 65_535 }),
    seed: Flags.string({
      summary: 'Start over with the contents of this YAML or JSON file.',
      helpValue: 'FILE',
    }),
    queues: Flags.integer({ summary: 'Start over with this many Genesys queues.', min: 1, max: 20_000 }),
    latency: Flags.integer({ summary: 'Add about this much latency to each call.', helpValue: 'MS', min: 0 }),
    fault: Flags.string({ summary: 'Make calls fail. Can be repeated.', helpValue: 'SPEC', multiple: true }),
    policy: Flags.string({
      summary: 'In AWS, allow only what this IAM policy allows. Can be repeated.',
      helpValue: 'FILE',
      multiple: true,
    }),
    foreground: Flags.boolean({ summary: 'Serve in this process until Ctrl-C.' }),
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(SandboxStart);
    const options = await this.sandboxOptions(flags);
    const { startServer } = await import('../../lib/features/sandbox/index.js');
    const server = await startServer({
      ...options,
      ...(flags.port === undefined ? {} : { port: flags.port }),
      ...(flags.seed === undefined ? {} : { seedFile: flags.seed }),
      ...(flags.queues === undefined ? {} : { queues: flags.queues }),
      ...(flags.latency === undefined ? {} : { latencyMs: flags.latency }),
      ...(flags.fault === undefined ? {} : { faults: flags.fault }),
      ...(flags.policy === undefined ? {} : { policyFiles: flags.policy }),
      ...(flags.foreground
        ? {}
        : { background: ownProcess(['sandbox', 'start', ...this.argv, '--foreground']) }),
    });
    if (server.already) this.notice('The sandbox runs already, with the settings it was started with.');
    const { serverText } = await import('../../lib/cli/render/sandbox-text.js');
    this.print(serverText(server.state, this.style));
    // An interruption alone would end gcx at once, before the state is written.
    this.interruptSignal().addEventListener('abort', () => server.stop());
    await server.ended;
    return { schemaVersion: 1, already: server.already, ...server.state };
  }
}
