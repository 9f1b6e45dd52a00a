import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One command for a host: what a process of its own would be started with. */
export interface HostedCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly input: string;
}

/** How it ended; `code` is null where it ended without saying how. */
export interface HostedOutcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const script = fileURLToPath(new URL('host.mjs', import.meta.url));
const idle: ChildProcess[] = [];

/** Runs a command in a host that is free, or in a new one: two commands at once are two processes here, too. */
export async function runHosted(command: HostedCommand): Promise<HostedOutcome> {
  const host = idle.pop() ?? (await startHost());
  host.send(command);
  const outcome = await answer(host);
  idle.push(host);
  return outcome as HostedOutcome;
}

async function startHost(): Promise<ChildProcess> {
  const host = fork(script, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  // It lives as long as this process, which does not wait for it: other test files use it, too.
  host.unref();
  host.channel?.unref();
  await answer(host);
  return host;
}

function answer(host: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`The host of gcx ended with ${code}.`));
    host.once('exit', ended);
    host.once('message', (message) => {
      host.off('exit', ended);
      resolve(message);
    });
  });
}
