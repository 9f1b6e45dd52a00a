import { accessSync, constants, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative, resolve } from 'node:path';
import { shellWord } from './shell-words.js';

/** What tells how gcx was called. */
export interface Caller {
  /** The program that node runs, as in `process.argv[1]`. */
  readonly program: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly platform: string;
}

/**
 * How a person calls gcx in the shell and folder where it was started: `gcx` where that finds this one, `npx gcx` where a
 * project has it, else the path. Never a name that would find another program or none.
 */
export function calledAs({ program, env, cwd, platform }: Caller): string {
  // Shells of Windows find programs otherwise; what npm puts there is called gcx.
  if (program === undefined || platform === 'win32') return 'gcx';
  const real = realPath(program);
  if (real === undefined) return 'gcx';
  if (real === firstOnPath('gcx', env)) return 'gcx';
  const runner = runnerOf(env);
  if (runner !== undefined && real === inModules(cwd)) return `${runner} gcx`;
  const shown = shortest(program, cwd);
  return basename(program) === 'gcx' && isExecutable(program) ? shown : `node ${shown}`;
}

/** The first program of a name that a person's shell finds; folders that npm and its like put before are not there. */
function firstOnPath(name: string, env: Caller['env']): string | undefined {
  const byRunner = runnerOf(env) !== undefined;
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    if (folder === '' || (byRunner && /(^|[\\/])node_modules[\\/]\.bin[\\/]?$/.test(folder))) continue;
    const program = join(folder, name);
    if (isExecutable(program)) return realPath(program);
  }
  return undefined;
}

/** What runs programs of a project, where one of them started this one. */
function runnerOf(env: Caller['env']): string | undefined {
  const agent = env['npm_config_user_agent'];
  if (agent === undefined && env['npm_command'] === undefined) return undefined;
  if (agent?.startsWith('pnpm/') === true) return 'pnpm exec';
  if (agent?.startsWith('yarn/') === true) return 'yarn';
  return 'npx';
}

/** The gcx that a project has installed, which its runner finds from a folder. */
function inModules(cwd: string): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const program = join(folder, 'node_modules/.bin/gcx');
    if (isExecutable(program)) return realPath(program);
    if (dirname(folder) === folder) return undefined;
  }
}

function shortest(program: string, cwd: string): string {
  const here = relative(cwd, program);
  const path = here.length < program.length && !here.startsWith('../../..') ? here : program;
  // Without a slash the shell would look on its path.
  return shellWord(path.includes('/') ? path : `./${path}`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
