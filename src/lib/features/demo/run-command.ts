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

/** A {@link RunCommand} that prints nothing, and what the last command would have printed. */
export interface QuietRunner {
  readonly run: RunCommand;
  /** The lines that the last command wrote to stdout, without empty ones. */
  lines(): readonly string[];
}

/** Runs commands without what they print: it is kept, to tell a part of it. What a command that failed said is printed. */
export function quietly(run: RunCommand): QuietRunner {
  let output = '';
  return {
    run: async <Result>(id: string, argv: readonly string[]) => {
      const written: { readonly stream: 'stdout' | 'stderr'; readonly text: string }[] = [];
      const undo = (['stdout', 'stderr'] as const).map((stream) =>
        keep(stream, (text) => written.push({ stream, text })),
      );
      let outcome: CommandOutcome<Result>;
      try {
        outcome = await run<Result>(id, argv);
      } finally {
        for (const end of undo) end();
      }
      output = written.flatMap(({ stream, text }) => (stream === 'stdout' ? [text] : [])).join('');
      if (outcome.exitCode !== 0) for (const { stream, text } of written) process[stream].write(text);
      return outcome;
    },
    lines: () => output.split('\n').filter((line) => line.trim() !== ''),
  };
}

/** Keeps what is written to a stream of this process until it is undone. */
function keep(name: 'stdout' | 'stderr', take: (text: string) => void): () => void {
  const stream = process[name];
  const write = stream.write;
  stream.write = (data: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    take(typeof data === 'string' ? data : Buffer.from(data).toString('utf8'));
    const called = typeof encoding === 'function' ? encoding : done;
    if (typeof called === 'function') process.nextTick(() => called());
    return true;
  };
  return () => {
    stream.write = write;
  };
}
