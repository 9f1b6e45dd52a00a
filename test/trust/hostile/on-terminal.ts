import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { environmentIn } from '../../e2e/gcx.js';

const bin = fileURLToPath(new URL('../../../bin/gcx.js', import.meta.url));

/** What gcx shows on a terminal, by `script` of util-linux; whatever it asks is answered with no. */
export function onTerminal(line: string, cwd: string): Promise<string> {
  const { NO_COLOR: _, ...env } = environmentIn(cwd);
  const command = `"${process.execPath}" "${bin}" ${line}`;
  return new Promise((resolve, reject) => {
    const child = execFile(
      'script',
      ['-qec', command, '/dev/null'],
      { cwd, env: { ...env, TERM: 'xterm', SHELL: '/bin/sh' }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout) => {
        // An exit code is an answer, too; no terminal is none.
        if (error !== null && typeof error.code !== 'number') reject(error);
        else resolve(stdout);
      },
    );
    child.stdin?.end('n\n'.repeat(20));
  });
}
