import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout of this action: gcx itself, at the version that the workflow names. */
const own = fileURLToPath(new URL('..', import.meta.url));

/**
 * Makes gcx ready: the one that the repository installs as a devDependency, so that CI and laptops run the same; else
 * the one of this action.
 * @returns its file, and a folder with a command `gcx` for the steps that follow
 */
export function setUp({ folder, temp }, env) {
  installPackages(folder, env);
  const file = ofRepository(folder) ?? ofAction(env);
  const bin = join(temp, 'gcx-bin');
  mkdirSync(bin, { recursive: true });
  const command = join(bin, 'gcx');
  rmSync(command, { force: true });
  // A link: gcx knows itself by it, and suggests "gcx …" and not its path on the runner.
  if (process.platform === 'win32') writeFileSync(command, `#!/bin/sh\nexec node "${file}" "$@"\n`);
  else symlinkSync(file, command);
  return { file, bin };
}

/** Handlers import packages, and gcx may be one of them. */
function installPackages(folder, env) {
  if (!existsSync(join(folder, 'package-lock.json')) || existsSync(join(folder, 'node_modules'))) return;
  npm(folder, 'the packages of the repository', env);
}

function ofRepository(folder) {
  const home = join(folder, 'node_modules', 'genesys-gcx');
  const file = join(home, 'bin', 'gcx.js');
  return existsSync(file) && nameIn(home) === 'genesys-gcx' ? file : undefined;
}

function ofAction(env) {
  if (!existsSync(join(own, 'dist', 'cli.js'))) npm(own, 'gcx', env);
  return join(own, 'bin', 'gcx.js');
}

function nameIn(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).name;
}

function npm(cwd, what, { GCX_ACTION_TOKEN: _, ...env }) {
  const shell = process.platform === 'win32';
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd,
    env,
    stdio: 'inherit',
    shell,
  });
  if (status !== 0) throw new Error(`npm ci could not install ${what} in ${cwd}: see the log.`);
}
