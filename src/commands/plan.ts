import { ExitCode } from '../lib/base/exit-codes.js';
import { gcxCommand } from '../lib/base/hints/gcx-command.js';
import { debugWanted } from '../lib/cli/failure.js';
import { allowedBy, allowFlags, connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';
import { writeMarkdown } from '../lib/cli/markdown-flag.js';
import { planOutputFlags } from '../lib/cli/plan-output-flags.js';

/** Shows what `apply` would do. */
export default class PlanCommand extends GcxCommand {
  static override summary = 'Show what apply would change, and why.';
  static override description =
    'Reads Genesys Cloud and AWS and compares them with the file; changes nothing. Signs: + create, ~ change, -/+ replace, - delete, > adopt. Exit code 5 if a safety rule refuses the plan.';
  static override examples = [
    '<%= config.bin %> plan',
    '<%= config.bin %> plan --env production --out plan.json',
    '<%= config.bin %> plan --env production --format markdown > comment.md',
    {
      description: 'For a nightly check: exit code 2 if there are changes.',
      command: '<%= config.bin %> plan --env production --detailed-exitcode',
    },
  ];
  static override flags = { ...connectionFlags, ...allowFlags, ...planOutputFlags };

  override async run(): Promise<object> {
    const { flags } = await this.parse(PlanCommand);
    const loaded = await this.loadConfig(flags);
    const connection = await this.connect(loaded, flags);
    const [render, { planFile }] = await Promise.all([
      import('../lib/cli/render/index.js'),
      import('../lib/features/plans/plan-file.js'),
    ]);
    const { plan, refused } = await planFile(loaded, connection, {
      intent: 'apply',
      allow: allowedBy(flags),
      ...(flags.out ? { out: flags.out } : {}),
    });
    await this.noticeWhoHolds(loaded.config, connection);
    if (debugWanted()) this.notice(render.attributesText(plan));
    const next = gcxCommand('apply', ...(flags.out ? [flags.out] : []));
    const isMarkdown = flags.format === 'markdown';
    if (isMarkdown) this.printDocument(render.planMarkdown(plan));
    else this.print(render.planText(plan, this.style, { next }));
    writeMarkdown(flags.markdown, () => render.planMarkdown(plan));
    if (refused !== undefined) this.exitWith(refused);
    else if (flags['detailed-exitcode'] && render.needsAttention(plan)) this.exitWith(ExitCode.changes);
    return render.planDocument(plan);
  }
}
