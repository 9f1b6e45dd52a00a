// A process that runs one gcx command after another, each as a process of its own would: the same built code, arguments,
// environment, folder, input, output and exit code. What it saves is the start: loading and compiling gcx is most of what
// a command of a test costs. `run` in gcx.ts decides which commands need a process of their own instead.

import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../../bin/gcx.js', import.meta.url));
const { main } = await import(new URL('../../dist/cli.js', import.meta.url));
const own = { ...process.env };
const exit = process.exit.bind(process);
const listened = ['SIGINT', 'SIGTERM', 'SIGHUP', 'warning', 'exit', 'beforeExit'];
class Exited extends Error {}

process.on('message', async (command) => process.send(await carryOut(command)));
process.on('disconnect', () => exit(0));
// A command that has ended takes what it left running with it; here that may still fail, and nobody asks any more.
process.on('unhandledRejection', () => {});
process.send({ ready: true });

async function carryOut({ args, cwd, env, input }) {
  const output = { stdout: '', stderr: '' };
  const before = listened.map((event) => process.listeners(event));
  const undo = [capture('stdout', output), capture('stderr', output)];
  process.chdir(cwd);
  setEnvironment(env);
  process.argv = [process.execPath, bin, ...args];
  process.exitCode = undefined;
  const stdin = Readable.from(input === '' ? [] : [Buffer.from(input)]);
  Object.defineProperty(process, 'stdin', { configurable: true, get: () => stdin });
  let code;
  process.exit = (given) => {
    code ??= Number(given ?? process.exitCode ?? 0);
    throw new Exited();
  };
  try {
    if (args.length === 1 && ['--version', '-v'].includes(args[0]))
      throw new Error('It needs a process of its own.');
    await main();
  } catch (error) {
    if (!(error instanceof Exited)) output.stderr += `${error?.stack ?? error}\n    at the host:1:1\n`;
  } finally {
    for (const end of undo) end();
    setEnvironment(own);
    for (const [at, event] of listened.entries())
      for (const listener of process.listeners(event))
        if (!before[at].includes(listener)) process.removeListener(event, listener);
  }
  return { code: code ?? null, ...output };
}

/** Key by key: only so do the system's own look-ups (the home folder) see it. */
function setEnvironment(env) {
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
}

/** Takes what is written to a stream of this process until it is undone. */
function capture(name, output) {
  const stream = process[name];
  const write = stream.write;
  const errors = stream.listeners('error');
  stream.write = (data, encoding, done) => {
    output[name] += typeof data === 'string' ? data : Buffer.from(data).toString('utf8');
    const called = typeof encoding === 'function' ? encoding : done;
    if (called !== undefined) process.nextTick(called);
    return true;
  };
  return () => {
    stream.write = write;
    for (const listener of stream.listeners('error'))
      if (!errors.includes(listener)) stream.removeListener('error', listener);
  };
}
