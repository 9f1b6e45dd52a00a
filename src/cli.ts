import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { run } from '@oclif/core';
import { showFailure, toFailure } from './lib/cli/failure.js';
import { handleInterrupts } from './lib/cli/interruption.js';

/** Runs the command line and ends the process with its exit code once everything written has left it. */
export async function main(argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  // The AWS SDK reads this before its first client; its notice about Node 20 belongs in release notes, not in output.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  handleInterrupts();
  ignoreBrokenPipes();
  try {
    await run([...argv], fileURLToPath(new URL('../package.json', import.meta.url)));
  } catch (error) {
    const end = argv.indexOf('--');
    const failure = toFailure(error, { id: '', flags: [], commands: commandNames() });
    showFailure(failure, (end === -1 ? argv : argv.slice(0, end)).includes('--json'));
  }
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

/** A reader that went away (`gcx … | head`) is no error: what is left to say has nobody to hear it. */
function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || !stream.writable) resolve();
    else stream.write('', () => resolve());
  });
}
