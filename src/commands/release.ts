import { Args, Flags } from '@oclif/core';
import { connectionFlags } from '../lib/cli/flags.js';
import { waitFlag } from '../lib/cli/wait-flag.js';
import { WritingCommand } from '../lib/cli/writing-command.js';

/** Takes away the marks by which gcx owns things, and writes them for Terraform or CloudFormation. */
export default class Release extends WritingCommand {
  static override summary = 'Give up ownership, and write Terraform or CloudFormation for what gcx owned.';
  static override description =
    'Shows the plan, asks you to type the name of the environment (of the project, if the file has no environments), writes the file, and removes only what marks resources as owned by gcx: tags, the mark in descriptions, the record in the notes of the integration. Nothing is deleted, and events are delivered as before. With routes: only their rules, and what no other route uses; then remove them from the file. After that, gcx plan is refused for what was released; gcx adopt --all takes it back. Scripts use --auto-approve.';
  static override examples = [
    '<%= config.bin %> release',
    '<%= config.bin %> release sales support --out sales.tf',
    '<%= config.bin %> release --format cloudformation --out pipe.json --auto-approve',
  ];
  static override strict = false;
  static override args = {
    route: Args.string({ description: 'Routes of the file. Default: everything.', ignoreStdin: true }),
  };
  static override flags = {
    ...connectionFlags,
    format: Flags.option({
      options: ['terraform', 'cloudformation'] as const,
      default: 'terraform',
      summary: 'What the file is for.',
    })(),
    out: Flags.string({
      summary: 'The file to write. Default: released.tf, or released.template.json.',
      helpValue: 'FILE',
    }),
    overwrite: Flags.boolean({ summary: 'Overwrite the file in --out if it exists.' }),
    wait: waitFlag,
    'auto-approve': Flags.boolean({ summary: 'Skip the confirmation; required without a terminal.' }),
  };

  override async run(): Promise<object> {
    const { argv, flags } = await this.parse(Release);
    const routes = argv.map(String);
    const [{ approvalFrom, carryOut }, { planRelease }, cli] = await Promise.all([
      import('../lib/cli/carry-out.js'),
      import('../lib/features/release/index.js'),
      import('../lib/cli/release.js'),
    ]);
    const look =
      'Run the command on a terminal, which shows what is released before it asks for confirmation';
    const approval = await approvalFrom(flags, this.jsonEnabled(), look);
    const loaded = await this.loadConfig(flags);
    const connection = await this.connectToWrite(loaded, flags, 'release', routes);
    const release = await planRelease(loaded, connection, routes);
    const files = cli.releaseFiles(release, flags.format, flags.out);
    const prepare = () => cli.writeReleaseFiles(files, release, flags.overwrite);
    const host = { approval, ...this.host(flags), prepare, endsPipe: release.routes === undefined };
    const document = await carryOut(cli.releasePlan(release, flags.format), connection, host);
    if (document.outcome !== 'carried-out') return document;
    const whole = document.report?.failed === 0 && document.report.notAttempted === 0;
    for (const line of cli.releaseNext(release, flags.format, files, whole)) this.notice(line);
    return { ...document, files: files.map(({ file }) => file) };
  }
}
