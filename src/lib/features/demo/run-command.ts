import type { Config } from '@oclif/core';

/** What a command of gcx gave back, run in this process as a person would have run it. */
export interface CommandOutcome<Result> {
  /** The document that `--json` would print; undefined where it failed. */
  readonly result: Result | undefined;
  readonly exitCode: number;
}

/** Runs a command of gcx in this process: it prints as ever, and its document comes back. */
export type RunCommand = <Result>(id: string, argv: readonly string[]) => Promise<CommandOutcome<Result>>;

/** {@link RunCommand} over oclif. The exit code of this process is left as it was. */
export function commandRunner(config: Config): RunCommand {
  return async <Result>(id: string, argv: readonly string[]) => {
    const before = process.exitCode;
    process.exitCode = 0;
    try {
      const result = await config.runCommand<Result | undefined>(id, [...argv]);
      return { result, exitCode: Number(process.exitCode) };
    } finally {
      process.exitCode = before;
    }
  };
}
