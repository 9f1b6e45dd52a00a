import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { CommandName } from '../../base/hints/commands.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import { bothTimes, localTime } from '../../base/local-time.js';
import { printable } from '../../base/unprintable.js';
import type { AwsCallError } from '../../clients/aws/index.js';
import type { LeasePlace } from './lease-place.js';
import type { Holder } from './lease-value.js';

/** Who holds a lease, in a sentence: `anna on build-7 (gcx apply of shop/production, since 2026-11-29 08:10:11 UTC)`. */
export function holderText(holder: Holder | undefined): string {
  if (holder === undefined) return 'An unknown holder (a newer gcx, or a change in the console)';
  const { user, host, command, project, environment, since } = holder;
  const at = bothTimes(localTime(), Date.parse(since));
  return printable(`${user} on ${host} (gcx ${command} of ${project}/${environment}, since ${at})`);
}

/** That another has the lease. @param again the command that waits for it; absent: the one that runs cannot wait */
export function leaseHeld(what: string, holder: Holder | undefined, again: string | undefined): GcxError {
  const wait = again === undefined ? 'Run it again when the other run is done.' : `Wait for it: ${again}`;
  return new GcxError(
    {
      code: 'lease-held',
      retryable: true,
      what: `${holderText(holder)} is changing ${what}. Only one run at a time can.`,
      why: 'Two runs at once would leave a mixture of both files.',
      fix: `${wait}\nThe lease of a dead run expires two minutes after its last sign of life; ${gcxCommand('unlock')} releases it before that.`,
      ...(holder?.run === undefined ? {} : { details: [`Its CI run: ${printable(holder.run)}`] }),
    },
    ExitCode.refused,
  );
}

/** That the lease is not ours any more, or could not be renewed in time. */
export function leaseLost({
  what,
  by,
  cause,
}: {
  readonly what: string;
  readonly by?: Holder;
  readonly cause?: unknown;
}): GcxError {
  const why =
    by !== undefined
      ? `${holderText(by)} took it.`
      : cause instanceof GcxError
        ? `It could not be renewed: ${cause.report.what}`
        : 'It was released, or another run has taken it.';
  return new GcxError(
    {
      code: 'lease-lost',
      what: `The lease of ${what} is lost: nothing more is written.`,
      why,
      fix: `See what is left to do: ${gcxCommand('plan')}`,
    },
    ExitCode.refused,
    cause,
  );
}

/** That a file wants a lease, and these credentials may not take it. */
export function leaseDenied({ what, parameter }: LeasePlace, denied: AwsCallError): GcxError {
  return new GcxError(
    {
      code: 'lease-denied',
      what: `The lease of ${what} cannot be taken, and the file has lease: required.`,
      why: denied.report.what,
      fix: `Allow ssm:GetParameter, ssm:PutParameter and ssm:DeleteParameter on ${parameter}: config/iam has policies.`,
    },
    ExitCode.denied,
    denied,
  );
}

/** That Parameter Store does not do its part, for another reason than a missing permission. */
export function leaseUnavailable({ what, parameter }: LeasePlace, error: AwsCallError): GcxError {
  return new GcxError(
    {
      code: 'lease-unavailable',
      what: `The lease of ${what} (parameter ${parameter}) cannot be taken.`,
      why: error.report.what,
      fix: `${error.report.fix === undefined ? '' : `${error.report.fix}\n`}If Parameter Store cannot be reached at all, write lease: none into the file: then nothing prevents two runs at once.`,
      ...(error.report.where === undefined ? {} : { where: error.report.where }),
    },
    error.exitCode,
    error,
  );
}

/** A command line again, with `--wait`. */
export function waitingCommand(command: CommandName, words: readonly string[]): string {
  return gcxCommand(command, ...words, '--wait', '5m');
}
