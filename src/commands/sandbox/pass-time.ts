import { Args } from '@oclif/core';
import { ExitCode } from '../../lib/base/exit-codes.js';
import { GcxError } from '../../lib/base/gcx-error.js';
import { configFlags } from '../../lib/cli/flags.js';
import { SandboxCommand } from '../../lib/cli/sandbox-command.js';

/** Moves the sandbox's clock. */
export default class SandboxPassTime extends SandboxCommand {
  static override summary = "Move the sandbox's clock forward.";
  static override description =
    'Everything that is due by then happens now: messages that are retried after a handler failed, events that become too old, keys that expire.';
  static override examples = ['<%= config.bin %> sandbox pass-time 1m'];
  static override args = {
    time: Args.string({
      description: 'How far to move: 90s, 5m, 2h, 1d.',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = configFlags;

  async run(): Promise<object> {
    const { args, flags } = await this.parse(SandboxPassTime);
    const { parseDuration } = await import('../../lib/language/config/index.js');
    const seconds = parseDuration(args.time);
    if (seconds === undefined) {
      throw new GcxError(
        {
          code: 'bad-duration',
          what: `"${args.time}" is not a duration.`,
          fix: 'Write it as 90s, 5m, 2h or 1d.',
        },
        ExitCode.usage,
      );
    }
    const { passTimeInSandbox } = await import('../../lib/features/sandbox/index.js');
    await passTimeInSandbox(await this.sandboxOptions(flags), seconds * 1_000);
    this.print(`In the sandbox it is ${args.time} later.`);
    return { schemaVersion: 1, seconds };
  }
}
