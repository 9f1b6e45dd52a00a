import { ExitCode } from './exit-codes.js';
import { redactedCause } from './redacted-cause.js';

/** What an error tells the person who reads it; every text is one or more full sentences without secrets. */
export interface ErrorReport {
  /** Stable machine-readable word for `--json`, e.g. `queue-not-found`. */
  readonly code: string;
  /** What happened, one line. */
  readonly what: string;
  /** Where: `file:line:column`, or the service and its correlation or request id. */
  readonly where?: string;
  /** Why it happened, where that is known. */
  readonly why?: string;
  /** What to do about it, with a command to run where there is one. */
  readonly fix?: string;
  /** True where the same command may do it another time, with nothing changed: throttled, no answer, somebody else at work. */
  readonly retryable?: true;
  /** Further lines to show below (near names, a caret block). */
  readonly details?: readonly string[];
  /** True where each of the details is lines by itself, printable already; else it is one line, whatever names are in it. */
  readonly blocks?: true;
  /** Of a file that is not valid: each problem with its place, for `--json`. */
  readonly problems?: readonly ReportedProblem[];
}

/** A problem of a file, as a program reads it. */
export interface ReportedProblem {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly location?: { readonly file: string; readonly line: number; readonly column: number };
  readonly fix?: string;
}

/**
 * An error that gcx expects and explains: shown as its report, never with a stack trace.
 * Anything that is not a GcxError is a bug in gcx and is shown as one.
 * @example throw new GcxError({ code: 'queue-not-found', what: 'No queue is called "Salse".', fix: 'gcx queue list' })
 */
export class GcxError extends Error {
  override readonly name = 'GcxError';
  readonly report: ErrorReport;
  readonly exitCode: ExitCode;

  /** @param cause what made it come about: kept without secrets, and shown with GENESYS_GCX_DEBUG only */
  constructor(report: ErrorReport, exitCode: ExitCode = ExitCode.error, cause?: unknown) {
    super(report.what, cause === undefined ? undefined : { cause: keptCause(cause) });
    this.report = report;
    this.exitCode = exitCode;
  }
}

/** The same error, with what made it come about. */
export function withCause<E extends GcxError>(error: E, cause: unknown): E {
  error.cause = keptCause(cause);
  return error;
}

/** An error of gcx holds no secrets, and its exit code and code may be asked for. */
function keptCause(cause: unknown): Error {
  return cause instanceof GcxError ? cause : redactedCause(cause);
}
