import { hostname, userInfo } from 'node:os';
import type { CommandName } from '../../base/hints/commands.js';
import type { WriteGate } from '../../base/net/index.js';
import { AwsCallError } from '../../clients/aws/index.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import { ciRun } from './ci-run.js';
import type { HeldLease } from './held-lease.js';
import { holderText, leaseDenied, leaseHeld, leaseUnavailable, waitingCommand } from './lease-errors.js';
import { type LeasePlace, leasePlace } from './lease-place.js';
import { machineClock } from './machine-clock.js';
import type { LeaseAt, LeaseClock, Taker } from './model.js';
import { type Taken, takeLease } from './take-lease.js';

/** Who wants a lease for what. */
export interface LeaseRequest {
  readonly config: Config;
  readonly aws: Aws;
  /** What calls that change something pass: from now on only while the lease holds. */
  readonly gate: WriteGate;
  /** The command that runs, with its own words, for hints. */
  readonly command: CommandName;
  readonly words?: readonly string[];
  /** How long it is waited for, in ms. Absent: not at all, and the command cannot wait. */
  readonly waitMs?: number;
  /** Aborted when the person does not want to wait any more. */
  readonly signal?: AbortSignal;
  readonly observer: LeaseObserver;
  readonly clock?: LeaseClock;
}

/** Who is told what happens before a lease is there. */
export interface LeaseObserver {
  warning(text: string): void;
  /** It is held, and waited for. */
  waiting(text: string): void;
}

/** A lease that is held while a command works. */
export interface Hold {
  /** Aborted, with the error, when it was lost. */
  readonly lost: AbortSignal;
  /** Gives it back; `delete` where nothing is left that it is of. Once is enough. */
  release(how?: 'free' | 'delete'): Promise<void>;
}

/** ms between two looks at a lease that is waited for. */
const POLL_MS = 3_000;

/**
 * Takes the lease of the pipe that a file works on, and keeps it renewed until it is released.
 * @returns undefined where the file does without, or these credentials may not take it
 * @throws GcxError with exit code 5 where another holds it
 */
export async function holdLease(request: LeaseRequest): Promise<Hold | undefined> {
  const { config, aws, gate, observer, clock = machineClock } = request;
  const policy = config.lease ?? 'try';
  if (policy === 'none') return undefined;
  const at: LeaseAt = { ...leasePlace(config), parameters: aws.parameters, clock };
  const lease = await takeOrWait(at, request).catch((error: unknown) => {
    if (!(error instanceof AwsCallError)) throw error;
    if (error.report.code !== 'aws-access-denied') throw leaseUnavailable(at, error);
    if (policy === 'required') throw leaseDenied(at, error);
    observer.warning(withoutLease(at, error));
    return undefined;
  });
  if (lease === undefined) return undefined;
  const open = gate.keep(() => lease.pass());
  return {
    lost: lease.lost,
    release: async (how) => {
      if ((await lease.release(how)) === 'freed-only') observer.warning(leaseStays(at));
      open();
    },
  };
}

async function takeOrWait(at: LeaseAt, request: LeaseRequest): Promise<HeldLease> {
  const { clock } = at;
  const { command, words = [], waitMs, signal, observer } = request;
  const taker = takerOf(request, clock);
  const until = clock.monotonic() + (waitMs ?? 0);
  let told = '';
  for (;;) {
    const taken: Taken = await takeLease(at, taker);
    if (taken.kind === 'taken') return taken.lease;
    const left = until - clock.monotonic();
    const again = waitMs === undefined ? undefined : waitingCommand(command, words);
    if (left <= 0 || signal?.aborted === true) throw leaseHeld(at.what, taken.holder, again);
    const text = `Waiting for the lease of ${at.what}: ${holderText(taken.holder)} has it.`;
    if (text !== told) observer.waiting(text);
    told = text;
    await clock.sleep(Math.min(POLL_MS, left));
  }
}

function takerOf({ config, command }: LeaseRequest, clock: LeaseClock): Taker {
  const run = ciRun(process.env);
  return {
    owner: clock.newId(),
    user: userName(),
    host: hostname(),
    ...(run === undefined ? {} : { run }),
    command,
    project: config.project,
    environment: config.environment,
  };
}

/** Who runs gcx here; containers have users without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env['USER'] || process.env['LOGNAME'] || 'an unnamed user';
  }
}

function leaseStays({ what, parameter }: LeasePlace): string {
  return `The empty lease of ${what} stays, and hinders nobody: to delete it needs ssm:DeleteParameter on parameter ${parameter}, which these credentials are not allowed.`;
}

function withoutLease({ what, parameter }: LeasePlace, denied: AwsCallError): string {
  const action = /ssm:\w+/.exec(denied.report.what)?.[0] ?? 'ssm:PutParameter';
  return `Nothing prevents two runs at once here: the lease of ${what} needs ${action} on parameter ${parameter}, which these credentials are not allowed to use (config/iam has it; lease: none in the file removes this warning).`;
}
