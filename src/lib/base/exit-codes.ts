/** The exit codes of gcx, a contract with scripts and CI (docs: README, "Exit codes"). They hold with and without `--json`. */
export const ExitCode = {
  /** Done as asked. */
  done: 0,
  /** A bad file, something not found, no match. */
  error: 1,
  /** Changes are present; only with `--detailed-exitcode`. */
  changes: 2,
  /** Credentials or permissions are missing or wrong. */
  denied: 3,
  /** An apply was carried out in part. */
  partial: 4,
  /** Refused: a safety rule, a stale plan, a lease that another holds, the wrong account or organization. */
  refused: 5,
  /** The command line itself is wrong (EX_USAGE). */
  usage: 64,
  /** Interrupted by the user (128 + SIGINT). */
  interrupted: 130,
} as const;

/** One of {@link ExitCode}'s values. */
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
