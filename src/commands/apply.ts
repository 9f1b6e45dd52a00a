import { Args, Flags } from '@oclif/core';
import { ExitCode } from '../lib/base/exit-codes.js';
import { GcxError } from '../lib/base/gcx-error.js';
import { gcxCommand } from '../lib/base/hints/gcx-command.js';
import { allowedBy, allowFlags, connectionFlags } from '../lib/cli/flags.js';
import { GcxCommand } from '../lib/cli/gcx-command.js';

/** Makes Genesys Cloud and AWS as the file says. */
export default class Apply extends GcxCommand {
  static override summary = 'Make Genesys Cloud and AWS as the file says.';
  static override description =
    'Shows the plan, asks, carries it out. With FILE, a plan saved by gcx plan --out, and nothing else: it is refused (exit code 5) where what it read has changed since. Exit code 4 where only a part was done; running it again does what is left.';
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
    'auto-approve': Flags.boolean({ summary: 'Do not ask; needed where there is no terminal.' }),
  };

  override async run(): Promise<object> {
    const { args, flags } = await this.parse(Apply);
    const { approvalFrom, carryOut } = await import('../lib/cli/carry-out.js');
    const approval = await approvalFrom(flags, this.jsonEnabled());
    const { plan, connection, processors } = await this.planFor(args.file, flags);
    const host = {
      approval,
      style: this.style,
      print: (text: string) => this.print(text),
      exitWith: (code: ExitCode) => this.exitWith(code),
    };
    return carryOut(plan, connection, host, processors);
  }

  private async planFor(
    file: string | undefined,
    flags: Parameters<typeof allowedBy>[0] & Parameters<GcxCommand['connect']>[1],
  ) {
    const [{ loadedFromSaved, readSavedPlan, runOfSaved }, { planFile, planSaved }] = await Promise.all([
      import('../lib/engine/plan/index.js'),
      import('../lib/features/plans/plan-file.js'),
    ]);
    if (file === undefined) {
      const loaded = await this.loadConfig(flags);
      const connection = await this.connect(loaded, flags);
      const made = await planFile(loaded, connection, { intent: 'apply', allow: allowedBy(flags) });
      return { connection, ...made };
    }
    const extra = ['config', 'env', 'var', 'sandbox', ...Object.keys(allowFlags)].filter((name) =>
      given(flags, name),
    );
    if (extra.length > 0) throw onlyThePlan(file, extra);
    const saved = await readSavedPlan(file);
    this.runsAs(runOfSaved(saved));
    const connection = await this.connect(loadedFromSaved(saved), { sandbox: saved.plan.subject.sandbox });
    return { connection, ...(await planSaved(file, saved, connection)) };
  }
}

function given(flags: object, name: string): boolean {
  const value: unknown = Reflect.get(flags, name);
  return value !== undefined && value !== false;
}

function onlyThePlan(file: string, flags: readonly string[]): GcxError {
  return new GcxError(
    {
      code: 'usage',
      what: `A saved plan says all this itself: ${flags.map((name) => `--${name}`).join(', ')} cannot be given with it.`,
      fix: `Leave them out, or make another plan with them: ${gcxCommand('plan', '--out', file)}`,
    },
    ExitCode.usage,
  );
}
