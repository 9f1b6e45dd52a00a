import { Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { waitFlag } from '../lib/cli/wait-flag.js';
import { WritingCommand } from '../lib/cli/writing-command.js';

const name = (what: string) =>
  Flags.string({
    summary: `${what}; several times for several.`,
    helpValue: 'NAME',
    multiple: true,
    multipleNonGreedy: true,
  });

/** Puts what people made under the project's mark. */
export default class Adopt extends WritingCommand {
  static override summary =
    'Put rules, SNS topics, SQS queues and an integration that people made under the project.';
  static override description =
    'Shows the plan, asks, writes tags (and a record in the integration’s notes) and nothing else. From then on plan and apply look after them as the file says; adopted rules keep their names, and nothing adopted is deleted without --force. What belongs to another project is refused. On a terminal, without names, it offers a list.';
  static override examples = [
    '<%= config.bin %> adopt',
    '<%= config.bin %> adopt --all --config exported.yml',
    '<%= config.bin %> adopt --rule sales-events --route sales --topic sales-ended',
    '<%= config.bin %> adopt --integration prod --auto-approve',
  ];
  static override flags = {
    ...connectionFlags,
    rule: name('A rule on the file’s event bus'),
    topic: name('An SNS topic of the account, or its ARN'),
    queue: name('An SQS queue of the account, or its ARN'),
    integration: Flags.string({ summary: 'The integration of this suffix.', helpValue: 'SUFFIX' }),
    all: Flags.boolean({
      summary:
        'All unmarked rules of the bus that the file has a route for, the topics and SQS queues that it creates, and the integration.',
    }),
    route: Flags.string({
      summary: 'The route of the file that the rules are of; without it, the one called like the rule.',
      helpValue: 'NAME',
    }),
    wait: waitFlag,
    'auto-approve': Flags.boolean({ summary: 'Do not ask; needed where there is no terminal.' }),
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
