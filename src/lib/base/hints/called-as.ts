import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative, resolve, sep } from 'node:path';
import { shellWord } from './shell-words.js';

/** What tells how gcx was called. */
export interface Caller {
  /** The program that node runs, as in `process.argv[1]`. */
  readonly program: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** As in `process.platform`. */
  readonly platform: string;
}

/** The package, and the names under which npm installs its program (`bin` in package.json). */
const PACKAGE = 'genesys-gcx';
const NAMES = ['gcx', PACKAGE] as const;

/**
 * How a person calls gcx in the shell and folder where it was started: `gcx` where the shell finds this one by that name (or
 * by its second name, where the first is another program), `npx gcx` where the project has it installed, `npx SPEC` where npx
 * itself fetched it, else the path. Never a name that would find another program or none.
 */
export function calledAs({ program, env, cwd, platform }: Caller): string {
  if (program === undefined) return 'gcx';
  const real = realPath(program);
  if (real === undefined) return 'gcx';
  const find = platform === 'win32' ? shimIn : linkIn;
  for (const name of NAMES) if (real === firstOnPath(name, env, find)) return name;
  const runner = runnerOf(env);
  if (runner !== undefined) {
    for (const name of NAMES) if (real === inModules(name, cwd, find)) return `${runner} ${name}`;
    const fetched = fetchedAs(program, cwd);
    if (fetched !== undefined) return `npx ${fetched}`;
  }
  const shown = shortest(program, cwd);
  const runsItself = platform !== 'win32' && NAMES.some((name) => name === basename(program));
  return runsItself && isExecutable(program) ? shown : `node ${shown}`;
}

/** Gives the real file that a name runs in a folder of programs; undefined where the folder has none of that name. */
type Find = (folder: string, name: string) => string | undefined;

/** On POSIX systems npm links the program. */
function linkIn(folder: string, name: string): string | undefined {
  const program = join(folder, name);
  return isExecutable(program) ? realPath(program) : undefined;
}

/**
 * On Windows npm writes a shim, NAME.cmd, which runs the package beside it: below `node_modules` for a global installation,
 * in the folder above for one of a project. Any other NAME.cmd is another program.
 */
function shimIn(folder: string, name: string): string | undefined {
  const shim = join(folder, `${name}.cmd`);
  if (!existsSync(shim)) return undefined;
  const packages = basename(folder) === '.bin' ? dirname(folder) : join(folder, 'node_modules');
  return realPath(join(packages, PACKAGE, 'bin/gcx.js')) ?? shim;
}

/** The first program of a name that a person's shell finds; folders that npm and its like put before are not there. */
function firstOnPath(name: string, env: Caller['env'], find: Find): string | undefined {
  const byRunner = runnerOf(env) !== undefined;
  // Windows calls the variable Path; Node.js gives either name only for the real process.env.
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    if (folder === '' || (byRunner && /(^|[\\/])node_modules[\\/]\.bin[\\/]?$/.test(folder))) continue;
    const program = find(folder, name);
    if (program !== undefined) return program;
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
function inModules(name: string, cwd: string, find: Find): string | undefined {
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    const program = find(join(folder, 'node_modules/.bin'), name);
    if (program !== undefined) return program;
    if (dirname(folder) === folder) return undefined;
  }
}

/**
 * What a person gives npx to run this program: a package's name, with a version or without, or the path of a packed file.
 * npx notes it in the package.json of the folder in its cache that it installs into (npm's libnpmexec, `_npx.packages`).
 * Undefined where this program is not from there, or the packed file has gone.
 */
function fetchedAs(program: string, cwd: string): string | undefined {
  const parts = program.split(sep);
  const at = parts.lastIndexOf('_npx');
  if (at === -1) return undefined;
  const folder = parts.slice(0, at + 2).join(sep);
  const noted = fieldsOf(join(folder, 'package.json'));
  const wanted = fieldsOf(noted['dependencies'])[PACKAGE];
  if (typeof wanted !== 'string') return undefined;
  if (wanted.startsWith('file:')) {
    const packed = resolve(folder, wanted.slice('file:'.length));
    // npx installs a packed file again each time, and without --yes asks each time whether it may.
    return existsSync(packed) ? `--yes ${shellWord(pathFrom(cwd, packed))}` : undefined;
  }
  const packages = fieldsOf(noted['_npx'])['packages'];
  const given = Array.isArray(packages)
    ? packages.find((each) => String(each).startsWith(PACKAGE))
    : undefined;
  return shellWord(typeof given === 'string' ? given : PACKAGE);
}

/** The fields of an object, or of the JSON file of that name; none where it is something else. */
function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'string') {
    try {
      return fieldsOf(JSON.parse(readFileSync(value, 'utf8')));
    } catch {
      return {};
    }
  }
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function shortest(program: string, cwd: string): string {
  return shellWord(pathFrom(cwd, program));
}

/** The shorter of a path from here and a whole one, as a shell takes it for a path. */
function pathFrom(cwd: string, file: string): string {
  const here = relative(cwd, file);
  const path = here.length < file.length && !here.startsWith(join('..', '..', '..')) ? here : file;
  // Without a slash the shell would look on its path, and npx in the registry.
  return /[\\/]/.test(path) ? path : `./${path}`;
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
