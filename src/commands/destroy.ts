import { Flags } from '@oclif/core';
import { allowedBy, allowFlags, connectionFlags } from '../lib/cli/flags.js';
import { markdownFlag } from '../lib/cli/markdown-flag.js';
import { waitFlag } from '../lib/cli/wait-flag.js';
import { WritingCommand } from '../lib/cli/writing-command.js';

/** Deletes what gcx made for the project and environment. */
export default class Destroy extends WritingCommand {
  static override summary = 'Delete everything that gcx made for this project and environment.';
  static override description =
    'Shows the plan, asks for the environment’s name (the project’s, in a file without environments), deletes; --auto-approve says it for a script. Nothing goes where something is protected. Only what carries the mark of this project, environment and organization goes; what gcx found there and what people added stays, and so does an event bus with rules of others on it, with the event types that they take: they are named. An environment that left the file is found by what it made: in the account, region and organization that the file says for all environments, or for the one that --like names. SQS queues that hold messages, and a running integration or bus, need --force.';
  static override examples = [
    '<%= config.bin %> destroy --env test',
    '<%= config.bin %> destroy --env test --force --auto-approve',
    '<%= config.bin %> destroy --env former --like production',
  ];
  static override flags = {
    ...connectionFlags,
    ...allowFlags,
    like: Flags.string({
      summary:
        'For an --env that the file does not have any more: look for what is left of it where this environment works.',
      helpValue: 'NAME',
      helpGroup: 'FILE',
    }),
    wait: waitFlag,
    markdown: markdownFlag,
    'auto-approve': Flags.boolean({ summary: 'Do not ask; needed where there is no terminal.' }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(Destroy);
    const { approvalFrom, carryOut } = await import('../lib/cli/carry-out.js');
    const approval = await approvalFrom(
      flags,
      this.jsonEnabled(),
      'Look at what goes on a terminal, where it is shown before anybody is asked',
    );
    const leftEnvironment = flags.like === undefined ? {} : { like: flags.like };
    const loaded = await this.loadConfig(flags, { leftEnvironment });
    const connection = await this.connectToWrite(loaded, flags, 'destroy');
    const { planFile } = await import('../lib/features/plans/plan-file.js');
    const { plan } = await planFile(loaded, connection, { intent: 'destroy', allow: allowedBy(flags) });
    const { requireEnvironment } = await import('../lib/features/plans/require-environment.js');
    requireEnvironment(loaded.config, plan);
    return carryOut(plan, connection, { approval, ...this.host(flags), markdown: flags.markdown });
  }
}
