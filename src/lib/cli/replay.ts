import { ExitCode } from '../base/exit-codes.js';
import { GcxError } from '../base/gcx-error.js';
import { gcxCommand } from '../base/hints/gcx-command.js';
import type { Replay } from '../clients/aws/archive-model.js';
import type { Aws } from '../clients/aws/model.js';
import type { ConnectionFlagValues } from '../features/access/connection-choice.js';
import { withAws } from '../features/access/with-aws.js';
import {
  cancelReplay,
  followReplay,
  parseReplayTime,
  planReplay,
  type ReplayPlan,
  startReplay,
} from '../features/replay/index.js';
import type { Config } from '../language/config/model.js';
import { type Approval, approvalFrom } from './carry-out.js';
import type { CommandHost } from './command-host.js';
import { momentText, replayPlanText } from './render/replay-text.js';

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

/** What `gcx replay` prints under `--json`. */
export interface ReplayDocument {
  readonly schemaVersion: 1;
  readonly outcome: 'planned' | 'declined' | 'started' | 'completed' | 'cancelling' | 'cancelled' | 'failed';
  readonly replay?: { readonly name: string; readonly state: string; readonly reason?: string };
  readonly plan?: object;
}

/** Runs `gcx replay`. Exit codes: 0 done, 1 failed, cancelled or declined, 130 where Ctrl-C left it running. */
export async function replay(flags: ReplayFlags, host: CommandHost): Promise<ReplayDocument> {
  const { cancel } = flags;
  const work = cancel === undefined ? await replaying(flags, host) : cancelling(cancel, host);
  const loaded = await host.loadConfig();
  return withAws(loaded, flags.sandbox === true, (aws) => work(loaded.config, aws));
}

type Work = (config: Config, aws: Aws) => Promise<ReplayDocument>;

function cancelling(name: string, host: CommandHost): Work {
  return async (config, aws) => {
    const cancelled = await cancelReplay(aws, config, name);
    host.print(`Replay ${cancelled.name} is ${cancelled.state}. What it sent so far stays sent.`);
    return { schemaVersion: 1, outcome: 'cancelling', replay: replayFields(cancelled) };
  };
}

/** Checks what the command line says before anything is read. */
async function replaying(flags: ReplayFlags, host: CommandHost): Promise<Work> {
  const moment = required(flags.from);
  const approval: Approval | undefined = flags['dry-run'] ? undefined : await approvalOf(flags, host.json);
  const now = Date.now();
  const from = parseReplayTime(moment, '--from', now);
  const to = parseReplayTime(flags.to, '--to', now);
  return async (config, aws) => {
    const plan = await planReplay({ config, aws, from, to, now, routes: flags.route ?? [] });
    return carryOutReplay(plan, approval, config, aws, flags, host);
  };
}

async function carryOutReplay(
  plan: ReplayPlan,
  approval: Approval | undefined,
  config: Config,
  aws: Aws,
  flags: ReplayFlags,
  host: CommandHost,
): Promise<ReplayDocument> {
  host.print(replayPlanText(plan, host.style));
  const document = { schemaVersion: 1, plan: planFields(plan) } as const;
  if (approval === undefined) return { ...document, outcome: 'planned' };
  if (!(await approved(plan, approval))) {
    host.print('Nothing was replayed.');
    host.exitWith(ExitCode.error);
    return { ...document, outcome: 'declined' };
  }
  const name = await startReplay(aws, config, plan, new Date());
  const cancel = gcxCommand('replay', '--cancel', name);
  if (!flags.wait) {
    host.print(`\nStarted replay ${name}. To end it early: ${cancel}`);
    return { ...document, outcome: 'started', replay: { name, state: 'STARTING' } };
  }
  host.notice(`Started replay ${name}; Ctrl-C leaves it running.`);
  const end = await followReplay(aws, name, host.interruptSignal(), progress(plan, host));
  if (end.kind === 'left') {
    host.print(`\nReplay ${name} goes on without gcx. To end it early: ${cancel}`);
    host.exitWith(ExitCode.interrupted);
    return { ...document, outcome: 'started', replay: { name, state: end.replay?.state ?? 'STARTING' } };
  }
  const fields = { ...document, replay: replayFields(end.replay) };
  switch (end.replay.state) {
    case 'COMPLETED':
      host.print(`\n${completedText(end.replay)}`);
      return { ...fields, outcome: 'completed' };
    case 'CANCELLED':
      host.print(`\nReplay ${name} was cancelled. What it sent so far stays sent.`);
      host.exitWith(ExitCode.error);
      return { ...fields, outcome: 'cancelled' };
    default:
      host.print(`\nReplay ${name} failed: ${end.replay.stateReason ?? 'AWS does not say why'}.`);
      host.exitWith(ExitCode.error);
      return { ...fields, outcome: 'failed' };
  }
}

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
function progress({ from, to }: ReplayPlan, { notice }: CommandHost): (replay: Replay) => void {
  let told = '';
  return ({ state, lastReplayed }) => {
    const percent = lastReplayed === undefined ? 0 : Math.floor(((lastReplayed - from) / (to - from)) * 100);
    const far =
      lastReplayed === undefined ? '' : `, up to events of ${momentText(lastReplayed)} (${percent} %)`;
    const text = `${state}${far}`;
    if (text !== told) notice(text);
    told = text;
  };
}

function completedText({ name, lastReplayed }: Replay): string {
  return lastReplayed === undefined
    ? `Replay ${name} is done: the archive holds no event of that time.`
    : `Replay ${name} is done; its last event is of ${momentText(lastReplayed)}.`;
}

function replayFields({ name, state, stateReason }: Replay): NonNullable<ReplayDocument['replay']> {
  return { name, state, ...(stateReason === undefined ? {} : { reason: stateReason }) };
}

function planFields({ archive, bus, from, to, rules, warnings }: ReplayPlan): object {
  return {
    archive: archive.name,
    bus,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    rules: rules.map(({ name, arn, route, targets }) => ({
      name,
      arn,
      route,
      targets: targets.map((target) => target.arn),
    })),
    warnings,
  };
}
