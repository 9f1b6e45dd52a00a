import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sandboxFiles } from '../../../../src/lib/base/sandbox-folder.js';
import { rememberQueueNames } from '../../../../src/lib/features/queues/cache/index.js';
import { queueCachePlace } from '../../../../src/lib/features/queues/queue-cache-place.js';
import { resetSandbox } from '../../../../src/lib/sandbox/index.js';
import { project } from '../../engine/plan/project.js';

test("the sandbox's queues lie beside its state, and go with it", async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gcx-place-'));
  try {
    const config = { ...project([], []), file: join(folder, '.genesysrc.yml') };
    writeFileSync(config.file, '');
    const place = queueCachePlace(config, true);
    expect(place).toMatchObject({ folder: sandboxFiles(folder).folder, sandbox: true });
    expect(queueCachePlace(config, false).folder).not.toContain(folder);
    // The folder is there once the sandbox has been opened.
    await resetSandbox(folder, { seed: false });
    const queue = {
      id: '5affb229-7631-4992-b0ce-583505c6af07',
      name: 'Sales',
      division: { id: 'h', name: 'Home' },
    };
    rememberQueueNames(place, { found: [queue], gone: [] }, new Date());
    expect(readdirSync(place.folder).filter((name) => name.startsWith('queues-'))).toHaveLength(1);
    await resetSandbox(folder, { seed: false });
    expect(readdirSync(place.folder).filter((name) => name.startsWith('queues-'))).toEqual([]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
