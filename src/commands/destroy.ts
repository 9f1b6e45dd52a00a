import { Flags } from '@oclif/core';
import { allowedBy, allowFlags, connectionFlags } from '../lib/cli/flags.js';
import { markdownFlag } from '../lib/cli/markdown-flag.js';
import { waitFlag } from '../lib/cli/wait-flag.js';
import { WritingCommand } from '../lib/cli/writing-command.js';

/** Deletes what gcx made for the project and environment. */
export default class Destroy extends WritingCommand {
  static override summary = 'Delete everything gcx created for this environment.';
  static override description =
    'Shows the plan, asks you to type the name of the environment (of the project, if the file has no environments), and deletes. Scripts use --auto-approve. If one resource is protected, nothing is deleted. Only resources with the tags of this project, environment and organization are deleted. Resources that existed before or that people added stay, and so does an event bus with rules of others, with the event types of these rules; the output lists them. To delete an environment that is no longer in the file, gcx looks in the account, region and organization that the file has for all environments, or those of the environment in --like. SQS queues that hold messages, and a running integration or bus, need --force.';
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
        'For an --env that is no longer in the file: look in the account, region and organization of this environment.',
      helpValue: 'NAME',
      helpGroup: 'FILE',
    }),
    wait: waitFlag,
    markdown: markdownFlag,
    'auto-approve': Flags.boolean({ summary: 'Skip the confirmation; required without a terminal.' }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(Destroy);
    const { approvalFrom, carryOut } = await import('../lib/cli/carry-out.js');
    const approval = await approvalFrom(
      flags,
      this.jsonEnabled(),
      'Run the command on a terminal, which shows what is deleted before it asks for confirmation',
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
