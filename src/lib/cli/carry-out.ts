import { ExitCode } from '../base/exit-codes.js';
import { type ErrorReport, GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import { type Asker, canAsk, createAsker } from '../base/terminal/asker.js';
import type { Style } from '../base/terminal/style.js';
import type { ApplyOptions, ApplyProgress, ApplyReport } from '../engine/apply/index.js';
import type { Plan } from '../engine/change/model.js';
import { refusalExitCode } from '../engine/plan/index.js';
import { carryOut as carryOutPlan, type CarryOutHost as Flow } from '../features/plans/carry-out.js';
import { DEFAULT_ENVIRONMENT } from '../language/config/document/environments.js';
import { debugError, toFailure } from './failure.js';
import type { HeldConnection } from './held-connection.js';
import { interruptSignal, saysWhereItStands } from './interruption.js';
import { writeMarkdown } from './markdown-flag.js';
import { createProgress } from './progress.js';
import { type ApplyEnd, applyMarkdown } from './render/apply-markdown.js';
import { ApplyStanding } from './render/apply-standing.js';
import {
  type ApplyDocument,
  applyDocument,
  applyReportText,
  type NotedDocument,
  notedDocument,
  notedLines,
  type PlanDocument,
  planDocument,
  planText,
} from './render/index.js';

/** What `apply` and `destroy` print under `--json`. */
export interface CarryOutDocument {
  readonly schemaVersion: 1;
  readonly outcome: 'refused' | 'no-changes' | 'declined' | 'carried-out';
  readonly plan: PlanDocument;
  readonly report?: ApplyDocument;
  /** What was noted where there were no changes. Absent: nothing. */
  readonly noted?: NotedDocument;
}

/** What the command lends: its output and how the person answers. */
export interface CarryOutHost {
  readonly print: (text: string) => void;
  readonly exitWith: (code: ExitCode) => void;
  readonly style: Style;
  readonly approval: Approval;
  /** Done once the plan is approved, before anything is changed. What it throws ends the command. */
  readonly prepare?: () => Promise<void>;
  /** Whether all that the pipe has is deleted or released. Absent: as the plan says. */
  readonly endsPipe?: boolean;
  /** The file that the plan was saved in. Absent: it was created again. */
  readonly savedPlan?: string;
  /** The file that the outcome is written to as Markdown, too. Absent: nowhere. */
  readonly markdown?: string | undefined;
}

/** Who says yes to a plan: the command line did, or someone on the terminal is asked. */
export type Approval = { readonly kind: 'given' } | { readonly kind: 'ask'; readonly asker: Asker };

/**
 * How a plan will be approved. Throws GcxError with exit code 64 where nobody can be asked and no flag says it.
 * @param look What to do first to see the plan without carrying it out, with a command, as a sentence begins.
 */
export async function approvalFrom(
  flags: { readonly 'auto-approve': boolean },
  json: boolean,
  look = `Look at the plan first (${gcxCommand('plan')})`,
): Promise<Approval> {
  if (flags['auto-approve']) return { kind: 'given' };
  if (canAsk() && !json) return { kind: 'ask', asker: await createAsker() };
  throw new GcxError(
    {
      code: 'approval-missing',
      what: json ? '--json does not ask for confirmation.' : 'There is no terminal to ask for confirmation.',
      fix: `${look}, then give --auto-approve.`,
    },
    ExitCode.usage,
  );
}

/**
 * Shows a plan, asks, carries it out and tells how it went. Exit codes: 5 refused, 4 in part, 130 interrupted, 1 declined.
 * @param processors what makePlan built for it
 */
export async function carryOut(
  planned: Plan,
  connection: HeldConnection,
  host: CarryOutHost,
  processors: NonNullable<ApplyOptions['processors']> = new Map(),
): Promise<CarryOutDocument> {
  const carried = await carryOutPlan(
    {
      plan: planned,
      ...connection,
      processors,
      ...(host.endsPipe === undefined ? {} : { endsPipe: host.endsPipe }),
    },
    {
      planned: (plan) => host.print(planText(plan, host.style)),
      approve: async (plan) => {
        const yes = await approved(plan, host.approval);
        if (yes) await host.prepare?.();
        return yes;
      },
      during: showingProgress,
    },
  );
  const { plan } = carried;
  const written = (end: ApplyEnd) => writeMarkdown(host.markdown, () => applyMarkdown(plan, end, explain));
  const document = { schemaVersion: 1, plan: planDocument(plan) } as const;
  switch (carried.outcome) {
    case 'refused':
      written({ outcome: 'refused' });
      host.exitWith(refusalExitCode(plan));
      return { ...document, outcome: 'refused' };
    case 'declined':
      written({ outcome: 'declined' });
      host.print('Nothing was changed.');
      host.exitWith(ExitCode.error);
      return { ...document, outcome: 'declined' };
    case 'no-changes': {
      written({ outcome: 'no-changes' });
      if (carried.report === undefined) return { ...document, outcome: 'no-changes' };
      const { noted } = carried.report;
      for (const line of notedLines(noted, explain)) host.print(line);
      return { ...document, outcome: 'no-changes', noted: notedDocument(noted, explain) };
    }
    case 'carried-out': {
      const { report } = carried;
      host.print(`\n${applyReportText(report, host.style, explain, host.savedPlan)}`);
      for (const { change, outcome } of report.results)
        if (outcome.kind === 'failed') debugError(outcome.error, change.id);
      const { savedPlan } = host;
      written({ outcome: 'carried-out', report, ...(savedPlan === undefined ? {} : { savedPlan }) });
      host.exitWith(exitCodeOf(report));
      return { ...document, outcome: 'carried-out', report: applyDocument(plan.subject, report, explain) };
    }
  }
}

/** Said with the first interruption. */
const INTERRUPTED =
  'Interrupted: what is under way is finished, and nothing else is started. Press Ctrl-C again to stop immediately.';

function explain(error: unknown): ErrorReport {
  return toFailure(error).report ?? { code: 'interrupted', what: 'It was interrupted.' };
}

const showingProgress: Flow['during'] = async (run) => {
  const progress = createProgress(process.stderr);
  const standing = new ApplyStanding();
  const forget = saysWhereItStands(() => standing.text());
  const onProgress = (each: ApplyProgress) => {
    standing.follow(each);
    progress.show(each);
  };
  const signal = interruptSignal();
  const told = () => progress.say(INTERRUPTED);
  signal.addEventListener('abort', told, { once: true });
  try {
    return await run({ onProgress, signal });
  } finally {
    signal.removeEventListener('abort', told);
    forget();
    progress.stop();
  }
};

async function approved({ intent, subject, changes, counts }: Plan, approval: Approval): Promise<boolean> {
  if (approval.kind === 'given') return true;
  const { asker } = approval;
  const releases = counts.release !== undefined;
  if (intent === 'apply' && !releases) {
    const count = changes.filter(({ action }) => action !== 'none').length;
    return asker.confirm(count === 1 ? 'Apply this change?' : `Apply these ${count} changes?`, false);
  }
  const { what, name } = nameToType(subject);
  return (
    (await asker.text(
      `Type the ${what}'s name (${name}) to ${releases ? 'release' : 'delete'} all of this`,
    )) === name
  );
}

/** What a person types to have everything deleted: what tells it from the other things that the file makes. */
function nameToType({ project, environment }: Plan['subject']): {
  readonly what: string;
  readonly name: string;
} {
  return environment === DEFAULT_ENVIRONMENT
    ? { what: 'project', name: project }
    : { what: 'environment', name: environment };
}

function exitCodeOf({
  done,
  failed,
  notAttempted,
  interrupted,
  stopped,
  writes,
  results,
}: ApplyReport): ExitCode {
  if (interrupted) return ExitCode.interrupted;
  if (failed === 0 && notAttempted === 0) return ExitCode.done;
  if (done > 0 || writes > 0) return ExitCode.partial;
  if (stopped !== undefined) return stopped.exitCode;
  // Nothing was changed: the exit code is that of the first failure, e.g. 3 for a missing permission.
  for (const { outcome } of results) {
    if (outcome.kind === 'failed' && outcome.error instanceof GcxError) return outcome.error.exitCode;
  }
  return ExitCode.error;
}
