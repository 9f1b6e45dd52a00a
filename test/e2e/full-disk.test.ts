import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { environmentIn, head, Project } from './gcx.js';

const FULL = '/dev/full';
const bin = fileURLToPath(new URL('../../bin/gcx.js', import.meta.url));
const project = new Project(`${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`);

/** Runs gcx on its sandbox with one stream on a disk that is full; gives what the other one took. */
async function runInto(
  full: 'stdout' | 'stderr',
  args: string,
): Promise<{ code: number | null; text: string }> {
  const disk = openSync(FULL, 'w');
  const child = spawn(process.execPath, [bin, ...args.split(' '), '--sandbox'], {
    cwd: project.folder,
    env: environmentIn(project.folder),
    stdio: ['ignore', full === 'stdout' ? disk : 'pipe', full === 'stderr' ? disk : 'pipe'],
  });
  let text = '';
  (child.stdout ?? child.stderr)?.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  closeSync(disk);
  return { code, text };
}

test.runIf(existsSync(FULL))('a full disk under stderr ends no apply; it is said at the end', async () => {
  const applied = await runInto('stderr', 'apply --auto-approve');
  expect(applied.text).toMatch(
    /Applied: 5 changes done\.\nProgress and notices could not all be written to stderr \(ENOSPC: .+\)\.\n$/,
  );
  expect(applied.code).toBe(0);
  const { code, text } = await runInto('stderr', 'destroy --auto-approve --force --json');
  expect(JSON.parse(text)).toMatchObject({
    outcome: 'carried-out',
    outputFailures: [{ stream: 'stderr', why: expect.stringContaining('ENOSPC') }],
  });
  expect(code).toBe(0);
});

test.runIf(existsSync(FULL))(
  'a full disk under stdout ends no apply either, but its result is lost: exit 1',
  async () => {
    const { code, text } = await runInto('stdout', 'apply --auto-approve');
    expect(text).toMatch(/5\/5\] .*: done\n[\s\S]*The result could not all be written to stdout \(ENOSPC: /);
    expect(code).toBe(1);
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  },
);
