import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The packed gcx, as its users get it: a path. */
    packed: string;
  }
}

/** Packs gcx as it is built, once for all files. */
export default function setup(project: TestProject): () => void {
  const ground = mkdtempSync(join(tmpdir(), 'gcx-packed-'));
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', ground],
    { cwd: fileURLToPath(new URL('../..', import.meta.url)), encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`npm pack ended with ${status}:\n${stderr}`);
  // Its list of files is JSON; the name is what npm gives the package.
  project.provide('packed', join(ground, JSON.parse(stdout)[0].filename));
  return () => rmSync(ground, { recursive: true, force: true, maxRetries: 3 });
}
