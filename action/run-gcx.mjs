import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Runs gcx and shows what it prints in the log.
 * @returns its exit code, what it printed, and its result as Markdown, where it came to one
 */
export async function runGcx(run, args, { markdown: wanted = true } = {}) {
  const { temp } = run.inputs;
  mkdirSync(temp, { recursive: true });
  const file = join(temp, 'gcx-result.md');
  rmSync(file, { force: true });
  const outcome = await started(run, wanted ? [...args, '--markdown', file] : args);
  run.runner.printLog(
    `gcx ${args.join(' ')}`,
    `${outcome.stderr}${outcome.stdout}Exit code ${outcome.code}\n`,
  );
  const markdown = wanted ? readIfThere(file) : undefined;
  return { ...outcome, ...(markdown === undefined ? {} : { markdown }) };
}

/** Runs gcx and hands what it prints to the runner, such as annotations. */
export async function annotateWith(run, args) {
  const { stdout } = await started(run, args);
  run.runner.write(stdout);
}

/** Runs gcx in a process of its own; a canceled job lets it finish the calls under way. */
export async function startGcx(file, args, { cwd, env }) {
  const child = spawn(process.execPath, [file, ...args], { cwd, env });
  const signals = ['SIGINT', 'SIGTERM'];
  const pass = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  child.stdin.end();
  const output = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    child[stream].setEncoding('utf8').on('data', (text) => {
      output[stream] += text;
    });
  }
  try {
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    return { code: code ?? 130, ...output };
  } finally {
    for (const signal of signals) process.off(signal, pass);
  }
}

function started({ inputs, gcx, start, env: given }, args) {
  // gcx needs no token of GitHub's.
  const { GCX_ACTION_TOKEN: _, ...inherited } = given;
  const env = { ...inherited, NO_COLOR: '1', PATH: `${gcx.bin}:${inherited.PATH ?? ''}` };
  return start(gcx.file, args, { cwd: inputs.folder, env });
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
