/**
 * How a process of its own runs this gcx, with the options that Node.js was given.
 * @param words the command line, without `gcx`
 */
export function ownProcess(words: readonly string[]): {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
} {
  const args = [...process.execArgv, process.argv[1] ?? '', ...words];
  return { program: process.execPath, args, cwd: process.cwd() };
}
