import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '@oclif/core';
import { calledAs } from './lib/base/hints/called-as.js';
import { startRun } from './lib/base/hints/gcx-command.js';
import { showFailure, toFailure } from './lib/cli/failure.js';
import { handleInterrupts } from './lib/cli/interruption.js';
import { tellOutputFailures, watchOutput } from './lib/cli/output-failures.js';

/** Runs the command line and ends the process with its exit code once everything written has left it. */
export async function main(argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  // The AWS SDK reads this before its first client; its notice about Node 20 belongs in release notes, not in output.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  handleInterrupts();
  watchOutput();
  startRun(
    calledAs({
      program: process.argv[1],
      env: process.env,
      cwd: process.cwd(),
      platform: process.platform,
    }),
    // Git's bash on Windows names itself so.
    process.platform === 'win32' && process.env['MSYSTEM'] === undefined ? 'powershell' : 'posix',
  );
  const end = argv.indexOf('--');
  const json = (end === -1 ? argv : argv.slice(0, end)).includes('--json');
  try {
    await run([...argv], fileURLToPath(new URL('../package.json', import.meta.url)));
  } catch (error) {
    const failure = toFailure(error, { id: '', flags: [], commands: commandNames() });
    showFailure(failure, json);
  }
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  tellOutputFailures(json);
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  process.exit();
}

/** The commands of the manifest, as people type them; none where it is not built. */
function commandNames(): readonly string[] {
  try {
    const text = readFileSync(new URL('../oclif.manifest.json', import.meta.url), 'utf8');
    const manifest: { readonly commands: Readonly<Record<string, unknown>> } = JSON.parse(text);
    return Object.keys(manifest.commands).map((id) => id.replaceAll(':', ' '));
  } catch {
    return [];
  }
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve();
    else stream.write('', () => resolve());
  });
}
