import { Args, Flags } from '@oclif/core';
import { allowedBy, allowFlags, connectionFlags } from '../lib/cli/flags.js';
import { markdownFlag } from '../lib/cli/markdown-flag.js';
import { refuseOtherFlags } from '../lib/cli/refuse-other-flags.js';
import { waitFlag } from '../lib/cli/wait-flag.js';
import { WritingCommand } from '../lib/cli/writing-command.js';

/** Makes Genesys Cloud and AWS as the file says. */
export default class Apply extends WritingCommand {
  static override summary = 'Make Genesys Cloud and AWS match the file.';
  static override description =
    'Shows the plan, asks for confirmation, and applies it. FILE is a plan saved by gcx plan --out; it is refused (exit code 5) if anything it was based on has changed. Exit code 4 if only a part was applied; the error says whether running it again is enough. Only one run at a time can change a pipe: exit code 5 if another run is changing it.';
  static override examples = [
    '<%= config.bin %> apply',
    '<%= config.bin %> apply --env production --auto-approve',
    '<%= config.bin %> apply plan.json --auto-approve',
  ];
  static override args = {
    // What is piped in answers no question and names no file.
    file: Args.string({ description: 'A plan saved by gcx plan --out.', ignoreStdin: true }),
  };
  static override flags = {
    ...connectionFlags,
    ...allowFlags,
    wait: waitFlag,
    markdown: markdownFlag,
    'auto-approve': Flags.boolean({ summary: 'Skip the confirmation; required without a terminal.' }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(Apply);
    const { approvalFrom, carryOut } = await import('../lib/cli/carry-out.js');
    const approval = await approvalFrom(flags, this.jsonEnabled());
    const { plan, connection, processors } = await this.planFor(args.file, flags);
    const savedPlan = args.file === undefined ? {} : { savedPlan: args.file };
    const host = { approval, ...this.host(flags), markdown: flags.markdown, ...savedPlan };
    return carryOut(plan, connection, host, processors);
  }

  private async planFor(
    file: string | undefined,
    flags: Parameters<typeof allowedBy>[0] & Parameters<WritingCommand['connectToWrite']>[1],
  ) {
    const { planFile, planSaved, refuseWithoutSecrets } = await import('../lib/features/plans/plan-file.js');
    if (file !== undefined) {
      refuseOtherFlags(file, flags);
      return planSaved(file, {
        runsAs: (run) => this.runsAs(run),
        connect: (loaded, { sandbox }) => this.connectToWrite(loaded, { ...flags, sandbox }, 'apply', [file]),
      });
    }
    const loaded = await this.loadConfig(flags);
    const allow = allowedBy(flags);
    const connection = await this.connectToWrite(loaded, flags, 'apply', [], (ends) =>
      refuseWithoutSecrets(loaded, ends, allow, process.env),
    );
    return { connection, ...(await planFile(loaded, connection, { intent: 'apply', allow })) };
  }
}
