import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { Replay } from '../clients/aws/archive-model.js';
import type { Aws } from '../clients/aws/model.js';
import { timeOnAws } from '../clients/aws/time-on-aws.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { withAws } from '../features/access/with-aws.js';
import { cancelReplay, parseReplayTime, type ReplayPlan, runReplay } from '../features/replay/index.js';
import type { Config } from '../language/config/model.js';
import { type Approval, approvalFrom } from './carry-out.js';
import type { CommandHost } from './command-host.js';
import { holdLeaseFor } from './hold-lease.js';
import { cancelDocument, type ReplayDocument, replayDocument } from './render/replay-json.js';
import { replayEndText, replayPlanText, replayProgressText } from './render/replay-text.js';

/** The flags of `gcx replay`. */
export interface ReplayFlags extends ConnectionFlagValues {
  readonly from?: string | undefined;
  readonly to: string;
  readonly route?: readonly string[] | undefined;
  readonly wait: boolean;
  readonly 'dry-run': boolean;
  readonly 'auto-approve': boolean;
  readonly cancel?: string | undefined;
}

/**
 * Runs `gcx replay`. Exit codes: 0 done, 1 failed, canceled or declined, 5 marks of a newer gcx, 130 where Ctrl-C left it
 * running.
 */
export async function replay(flags: ReplayFlags, host: CommandHost): Promise<ReplayDocument> {
  const { cancel } = flags;
  const work = cancel === undefined ? await replaying(flags, host) : cancelling(cancel, host);
  const loaded = await host.loadConfig();
  return withAws(loaded, flags.sandbox === true, async (aws, gate) => {
    const { config } = loaded;
    const wanted = { config, aws, gate, command: 'replay', wait: 'never' } as const;
    const lease = flags['dry-run'] ? undefined : await holdLeaseFor(wanted, host);
    try {
      return await work(config, aws, async () => lease?.release());
    } finally {
      await lease?.release();
    }
  });
}

/** @param started told once nothing else is changed: from then on it is only looked at */
type Work = (config: Config, aws: Aws, started: () => Promise<void>) => Promise<ReplayDocument>;

function cancelling(name: string, host: CommandHost): Work {
  return async (config, aws) => {
    const cancelled = await cancelReplay(aws, config, name);
    host.print(`Replay ${cancelled.name} is ${cancelled.state}. What it sent so far stays sent.`);
    return cancelDocument(cancelled);
  };
}

/** Checks what the command line says before anything is read. */
async function replaying(flags: ReplayFlags, host: CommandHost): Promise<Work> {
  const moment = required(flags.from);
  const approval: Approval | undefined = flags['dry-run'] ? undefined : await approvalOf(flags, host.json);
  const times = (now: number) => ({
    from: parseReplayTime(moment, '--from', now),
    to: parseReplayTime(flags.to, '--to', now),
    now,
  });
  // A wrong time ends it before anything is read.
  times(Date.now());
  return async (config, aws, started) => {
    const run = await runReplay({
      config,
      aws,
      ...times(await timeOnAws(aws)),
      routes: flags.route ?? [],
      ...(approval === undefined ? {} : { approve: (plan: ReplayPlan) => approved(plan, approval) }),
      ...(flags.wait ? { follow: () => host.interruptSignal() } : {}),
      observer: {
        planned: (plan) => host.print(replayPlanText(plan, host.style)),
        following: async (name) => {
          host.notice(`Started replay ${name}; Ctrl-C leaves it running.`);
          await started();
        },
        looked: progress(host),
      },
    });
    const text = replayEndText(run.end);
    if (text !== undefined) host.print(text);
    const document = replayDocument(run);
    const code = run.end.kind === 'left' ? ExitCode.interrupted : EXIT_CODES[document.outcome];
    if (code !== ExitCode.done) host.exitWith(code);
    return document;
  };
}

const EXIT_CODES: Readonly<Record<ReplayDocument['outcome'], ExitCode>> = {
  planned: ExitCode.done,
  declined: ExitCode.error,
  started: ExitCode.done,
  completed: ExitCode.done,
  cancelling: ExitCode.done,
  cancelled: ExitCode.error,
  failed: ExitCode.error,
};

function approvalOf(flags: ReplayFlags, json: boolean): Promise<Approval> {
  const words = [
    ...(flags.from === undefined ? [] : ['--from', flags.from]),
    ...(flags.to === 'now' ? [] : ['--to', flags.to]),
    ...(flags.route ?? []).flatMap((route) => ['--route', route]),
  ];
  return approvalFrom(flags, json, `Look at it first (${gcxCommand('replay', ...words, '--dry-run')})`);
}

async function approved(plan: ReplayPlan, approval: Approval): Promise<boolean> {
  if (approval.kind === 'given') return true;
  const { length } = plan.rules;
  const rules = length === 1 ? 'this rule' : `these ${length} rules`;
  return approval.asker.confirm(`Send the events of that time again to ${rules}?`, false);
}

function required(from: string | undefined): string {
  if (from !== undefined) return from;
  throw new GcxError(
    {
      code: 'usage',
      what: 'A replay needs to know from when: --from.',
      fix: `For example: ${gcxCommand('replay', '--from', '2h ago', '--dry-run')}`,
    },
    ExitCode.usage,
  );
}

/** Tells how far a replay is, each time that it got further. */
function progress({ notice }: CommandHost): (replay: Replay, plan: ReplayPlan) => void {
  let told = '';
  return (replay, plan) => {
    const text = replayProgressText(replay, plan);
    if (text !== told) notice(text);
    told = text;
  };
}
