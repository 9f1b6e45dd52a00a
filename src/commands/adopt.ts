import { Flags } from '@oclif/core';
import { adoptFlags } from '../lib/cli/adopt-flags.js';
import { connectionFlags } from '../lib/cli/flags.js';
import { waitFlag } from '../lib/cli/wait-flag.js';
import { WritingCommand } from '../lib/cli/writing-command.js';

/** Puts what people made under the project's mark. */
export default class Adopt extends WritingCommand {
  static override summary = 'Take ownership of what is there: rules, topics, queues, processors.';
  static override description =
    'Shows the plan, asks for confirmation, and writes only tags (and a record in the notes of the integration). From then on, plan and apply manage these resources as the file says. Adopted rules keep their names, and nothing that was adopted is deleted without --force. A resource that belongs to another project or to a CloudFormation stack is refused. On a terminal, without names, it offers a list.';
  static override examples = [
    '<%= config.bin %> adopt',
    '<%= config.bin %> adopt --all --config exported.yml',
    '<%= config.bin %> adopt --rule sales-events --route sales --topic sales-ended',
    '<%= config.bin %> adopt --integration prod --auto-approve',
  ];
  static override flags = {
    ...connectionFlags,
    ...adoptFlags,
    wait: waitFlag,
    'auto-approve': Flags.boolean({ summary: 'Skip the confirmation; required without a terminal.' }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(Adopt);
    const [{ approvalFrom, carryOut }, { adoptionPlan, adoptWords }] = await Promise.all([
      import('../lib/cli/carry-out.js'),
      import('../lib/features/existing/adopt.js'),
    ]);
    const json = this.jsonEnabled();
    const approval = await approvalFrom(flags, json);
    const loaded = await this.loadConfig(flags);
    const connection = await this.connectToWrite(loaded, flags, 'adopt', adoptWords(flags));
    return carryOut(await adoptionPlan(loaded, connection, { ...flags, json }), connection, {
      approval,
      ...this.host(flags),
    });
  }
}
