import { Args, Flags } from '@oclif/core';
import { AddCommand } from '../../lib/cli/add-command.js';
import { addFlags, toRoutesFlag } from '../../lib/cli/add-flags.js';
import { requiredAnswers } from '../../lib/cli/required-answers.js';

/** Adds targets to the file. */
export default class AddTarget extends AddCommand {
  static override summary = 'Add targets to the file: where events can go.';
  static override description =
    'TARGET is written as in gcx init and gcx add route: sqs:NAME and sns:NAME are made by gcx, existing-sqs:NAME, existing-sns:NAME and lambda:NAME are there already, processor:FILE is a handler of yours that gcx deploys, and anything else is given by its ARN. With --route, the events of these routes go there. Comments and layout of the file stay. Shows the change first, checks the file with it, and asks.';
  static override examples = [
    '<%= config.bin %> add target sqs:crm-inbox --route sales-left-queue',
    '<%= config.bin %> add target sns:sales-ended lambda:crm-sync',
    '<%= config.bin %> add target sqs:calls.fifo --message-group "$.detail.eventBody.conversationId"',
  ];
  static override strict = false;
  static override args = {
    target: Args.string({
      description: 'What it is, such as sqs:crm-inbox. Several are added at once.',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    ...addFlags,
    name: Flags.string({
      summary: 'Its name in the file; else made of what it is called on AWS.',
      helpValue: 'NAME',
    }),
    route: toRoutesFlag,
    role: Flags.string({ summary: 'The IAM role with which EventBridge sends there.', helpValue: 'ARN' }),
    'message-group': Flags.string({
      summary: 'The message group of an SQS queue: a word, or a path into the event.',
      helpValue: 'TEXT',
    }),
  };

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(AddTarget);
    const targets = argv.map(String);
    requiredAnswers('add target', { target: targets[0] });
    const { name, role, 'message-group': messageGroup, route: routes } = flags;
    const { addTargets } = await import('../../lib/features/add/index.js');
    return this.addTo(flags, (file) => addTargets(file, { targets, name, role, messageGroup, routes }));
  }
}
