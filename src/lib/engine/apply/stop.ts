import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';

/** Why a change was not attempted, where a person interrupted. */
export const INTERRUPTED = 'interrupted';

/** Why an apply begins nothing else: a person interrupted, or what the signal's reason says, such as a lost lease. */
export class Stop {
  readonly #made = new WeakSet<object>();

  constructor(private readonly signal: AbortSignal | undefined) {}

  /** Whether nothing else may be begun. */
  get isAsked(): boolean {
    return this.signal?.aborted === true;
  }

  /** The reason that is no person's; undefined where a person interrupted, or nobody. */
  get reason(): GcxError | undefined {
    const reason: unknown = this.isAsked ? this.signal?.reason : undefined;
    return reason instanceof GcxError ? reason : undefined;
  }

  /** Why a change is not attempted, in a word or two. */
  get because(): string {
    return this.reason?.report.what ?? INTERRUPTED;
  }

  /** What is thrown between two steps, or while waiting. */
  error(): GcxError {
    const { reason } = this;
    const error =
      reason === undefined
        ? new GcxError(
            {
              code: INTERRUPTED,
              retryable: true,
              what: 'It was interrupted after it had started.',
              fix: 'Run the same command again: it continues where this stopped.',
            },
            ExitCode.interrupted,
          )
        : new GcxError(reason.report, reason.exitCode, reason);
    this.#made.add(error);
    return error;
  }

  /** Whether an error is one of those that {@link error} made: no call failed with it. */
  made(error: unknown): boolean {
    return typeof error === 'object' && error !== null && this.#made.has(error);
  }
}
