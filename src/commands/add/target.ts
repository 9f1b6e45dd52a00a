import { Args } from '@oclif/core';
import { AddCommand } from '../../lib/cli/add-command.js';
import { addTargetFlags } from '../../lib/cli/add-flags.js';

/** Adds targets to the file. */
export default class AddTarget extends AddCommand {
  static override summary = 'Add targets to the file: where events can go.';
  static override description =
    'TARGET is written as in gcx init and gcx add route: sqs:NAME, sns:NAME and log-group:NAME are made by gcx, existing-sqs:NAME, existing-sns:NAME, existing-log-group:NAME, lambda:NAME, kinesis:NAME, firehose:NAME, state-machine:NAME and bus:NAME are there already, http:URL,auth=apiKey,header=X-Api-Key,secret=NAME is an HTTPS endpoint, processor:FILE is a handler of yours that gcx deploys, and anything else is given by its ARN. With --route, the events of these routes go there. Comments and layout of the file stay. Shows the change first, checks the file with it, and asks.';
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
  static override flags = addTargetFlags;

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(AddTarget);
    const { addTargets, askNewTarget } = await import('../../lib/features/add/index.js');
    const { name, role, 'message-group': messageGroup, route: routes, subscriber: subscribers } = flags;
    const given = { targets: argv.map(String), name, role, messageGroup, routes, subscribers };
    return this.addTo(flags, async (file) => {
      const request = await this.asked('add target', { TARGET: given.targets[0] }, async (asker) =>
        askNewTarget(asker, await this.ground(asker, file, flags), given),
      );
      return addTargets(file, request ?? given);
    });
  }
}
