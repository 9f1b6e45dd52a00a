import { configFlags } from '../../lib/cli/flags.js';
import { ownProcess } from '../../lib/cli/own-process.js';
import { SandboxCommand } from '../../lib/cli/sandbox-command.js';
import { sandboxStartFlags, serverSettings } from '../../lib/cli/sandbox-start-flags.js';

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
    '<%= config.bin %> sandbox start --deliver crm.example.com=http://127.0.0.1:9000',
  ];
  static override flags = {
    ...configFlags,
    ...sandboxStartFlags,
  };

  async run(): Promise<object> {
    const { flags } = await this.parse(SandboxStart);
    const options = await this.sandboxOptions(flags);
    const { startServer } = await import('../../lib/features/sandbox/index.js');
    const server = await startServer({
      ...options,
      ...serverSettings(flags),
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
