import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { waitFlag } from '../lib/cli/wait-flag.js';
import { WritingCommand } from '../lib/cli/writing-command.js';

const name = (what: string) =>
  Flags.string({
    summary: `${what}. Can be repeated.`,
    helpValue: 'NAME',
    multiple: true,
    multipleNonGreedy: true,
  });

/** Puts what people made under the project's mark. */
export default class Adopt extends WritingCommand {
  static override summary = 'Take ownership of rules, topics, SQS queues, an integration.';
  static override description =
    'Shows the plan, asks for confirmation, and writes only tags (and a record in the notes of the integration). From then on, plan and apply manage these resources as the file says. Adopted rules keep their names, and nothing that was adopted is deleted without --force. A resource that belongs to another project is refused. On a terminal, without names, it offers a list.';
  static override examples = [
    '<%= config.bin %> adopt',
    '<%= config.bin %> adopt --all --config exported.yml',
    '<%= config.bin %> adopt --rule sales-events --route sales --topic sales-ended',
    '<%= config.bin %> adopt --integration prod --auto-approve',
  ];
  static override flags = {
    ...connectionFlags,
    rule: name('A rule on the event bus in the file'),
    topic: name('An SNS topic in the account, or its ARN'),
    queue: name('An SQS queue in the account, or its ARN'),
    integration: Flags.string({ summary: 'The integration with this suffix.', helpValue: 'SUFFIX' }),
    all: Flags.boolean({
      summary:
        'Everything without an owner: the rules on the bus that the file has a route for, the topics and SQS queues that it creates, and the integration.',
    }),
    route: Flags.string({
      summary:
        'The route in the file that the rules belong to. Default: the route with the name of the rule.',
      helpValue: 'NAME',
    }),
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
