import { existsSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { Flags } from '@oclif/core';
import { gcxCommand } from '../lib/base/hints/gcx-command.js';
import { connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Makes a first file, by questions on a terminal or by flags elsewhere. */
export default class Init extends GcxCommand {
  static override summary = 'Make a .genesysrc.yml, step by step.';
  static override description =
    'Checks the credentials of both sides, offers event types, queues and targets, shows the file and writes it. Every question has a flag; without a terminal the flags are needed.';
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --sandbox',
    '<%= config.bin %> init --project sales-events --genesys-environment mypurecloud.ie --region eu-west-1 --event conversation.acd.end --queue "Sales Support" --target sqs:crm-inbox',
  ];
  static override flags = {
    config: Flags.string({ summary: 'The file to write.', helpValue: 'FILE', default: '.genesysrc.yml' }),
    overwrite: Flags.boolean({ summary: 'Overwrite the file where it is there.' }),
    sandbox: connectionFlags.sandbox,
    project: Flags.string({ summary: 'Name of the project, part of the name of all that gcx makes.' }),
    'genesys-environment': Flags.string({
      summary: 'Domain or region of Genesys Cloud; else GENESYSCLOUD_REGION.',
    }),
    organization: Flags.string({ summary: 'Id of the organization; else that of the credentials.' }),
    suffix: Flags.string({ summary: 'Suffix of the event source; prod where nothing else is said.' }),
    account: Flags.string({ summary: 'AWS account; else that of the credentials.' }),
    region: Flags.string({ summary: 'AWS region; else AWS_REGION.' }),
    event: Flags.string({ summary: 'An event type (see gcx event-type list).', multiple: true, default: [] }),
    queue: Flags.string({
      summary: 'Name or id of a queue.',
      multiple: true,
      default: [],
      exclusive: ['all-queues'],
    }),
    'all-queues': Flags.boolean({ summary: 'Do not filter on queues.' }),
    target: Flags.string({
      summary: 'sqs:NAME, sns:NAME, existing-sqs:NAME, existing-sns:NAME, lambda:NAME or an ARN.',
      multiple: true,
      default: [],
    }),
    route: Flags.string({ summary: 'Name of the route; else made from the event type.' }),
    'dead-letter': Flags.string({ summary: 'Name of the SQS queue for what cannot be delivered.' }),
    'no-dead-letter': Flags.boolean({ summary: 'Make no dead-letter queue.', exclusive: ['dead-letter'] }),
  };

  override async run(): Promise<object> {
    const { flags } = await this.parse(Init);
    const [init, { canAsk, createAsker }] = await Promise.all([
      import('../lib/features/init/index.js'),
      import('../lib/base/terminal/asker.js'),
    ]);
    const asker = canAsk() && !this.jsonEnabled() ? await createAsker() : undefined;
    const given = init.flagsOf(flags, process.env);
    if (asker === undefined) init.requireFlags(given);
    const file = resolve(flags.config);
    const overwrite =
      flags.overwrite ||
      (existsSync(file) &&
        (await asker?.confirm(`${basename(file)} is there already. Overwrite it?`, false)) === true);
    if (existsSync(file) && !overwrite) throw init.fileExists(file);
    const place = await init.askPlace(given, asker);
    const connection = await this.connectUnchecked(init.groundConfig(given, place, flags.config), flags);
    const ground = await init.readGround(given, place, connection, basename(process.cwd()));
    this.notice(
      `Genesys  ${ground.genesys.organizationName}, ${ground.genesys.environment}, organization ${ground.genesys.organization}`,
    );
    this.notice(`AWS      ${ground.aws.account}, ${ground.aws.region}`);
    const { text } = await init.checkedFileText(
      await init.collectAnswers(given, ground, connection.genesys, asker),
    );
    if (asker !== undefined) {
      this.notice(`\n${text}`);
      if (!(await asker.confirm(`Write this to ${flags.config}?`, true)))
        return { schemaVersion: 1, written: false };
    }
    await init.writeNewFile(file, text, overwrite);
    const next = gcxCommand('plan');
    this.print(`Wrote ${flags.config}.\nNext: ${next}`);
    return { schemaVersion: 1, written: true, file, next };
  }
}
