import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { environmentIn, type Outcome, run } from '../e2e/gcx.js';
import { awsCall } from './aws-door.js';
import { ROOT } from './code-blocks.js';

interface Called {
  readonly program: 'gcx' | 'aws';
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
}

/** Flags of each command of gcx, by the command's name with spaces. */
export const FLAGS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries<{ flags: object }>(
    JSON.parse(readFileSync(join(ROOT, 'oclif.manifest.json'), 'utf8')).commands,
  ).map(([id, { flags }]) => [id.replaceAll(':', ' '), new Set(Object.keys(flags))]),
);

/** The command that words of a command line name, and how many of them; undefined where there is none. */
export function commandOf(words: readonly string[]): string | undefined {
  return [words.slice(0, 2).join(' '), words[0] ?? ''].find((name) => FLAGS.has(name));
}

/**
 * Answers {@link file://./door.mjs}: each `gcx …` of a block is run in a host of the tests, in the sandbox (`--sandbox` is
 * added where the document does not say it), and where it would ask before it changes something the answer is yes
 * (`--auto-approve`). What runs until it is stopped is stopped as a person does it (Ctrl-C), once it has said that it runs.
 */
export async function openDoor(path: string): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket.on('error', () => {});
    socket.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    socket.on('end', () => {
      void answer(JSON.parse(text))
        .catch(
          (error: unknown): Outcome => ({
            code: 70,
            stdout: '',
            stderr: `${error instanceof Error ? error.stack : error}\n`,
          }),
        )
        .then((outcome) => socket.end(JSON.stringify(outcome)));
    });
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

async function answer({ program, args, cwd, env, input }: Called): Promise<Outcome> {
  if (program === 'aws') return awsCall(args, cwd);
  const all = [...args, ...added(args)];
  const options = { cwd, input, env: { ...own(env), PATH: environmentIn(cwd)['PATH'] ?? '' } };
  if (!runsUntilStopped(args)) return run(all, options);
  const outcome = await run(all, { ...options, onStderr: (_, kill) => kill('SIGINT') });
  return outcome.code === 130 ? { ...outcome, code: 0 } : outcome;
}

function added(args: readonly string[]): readonly string[] {
  const flags = FLAGS.get(commandOf(args) ?? '');
  const asks = !args.some((word) => ['--dry-run', '--cancel', '--help'].includes(word));
  return [
    ...(flags?.has('sandbox') === true ? ['--sandbox'] : []),
    ...(asks && flags?.has('auto-approve') === true ? ['--auto-approve'] : []),
  ].filter((flag) => !args.includes(flag));
}

function runsUntilStopped(args: readonly string[]): boolean {
  return args[0] === 'tail' || args.includes('--follow') || args.includes('--watch');
}

/** What the block's shell set, without what would need a process of its own. */
function own(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(NODE_|NO_COLOR|TERM|GCX_DOOR|_$|SHLVL|PWD|OLDPWD)/.test(name)),
  );
}
