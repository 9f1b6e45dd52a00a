import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queueTable } from '../../../src/lib/cli/render/queue-text.js';
import {
  readQueueCache,
  rememberQueueNames,
  rememberQueues,
} from '../../../src/lib/features/queues/cache/index.js';
import { afterThisFile } from '../../clean-up.js';
import { chosen, ORGANIZATION, project, route, sqs } from '../../unit/engine/plan/project.js';
import type { Subject } from './cases.js';
import { mutateJson } from './mutate-json.js';
import { mutateBytes, mutateText } from './mutate-text.js';

/** The queues that were kept of an earlier run: read, and written again over what was there. */
export function cacheSubject(): Subject {
  const folder = mkdtempSync(join(tmpdir(), 'gcx-fuzz-'));
  afterThisFile(() => rmSync(folder, { recursive: true, force: true }));
  const place = { folder, organization: ORGANIZATION, sandbox: false };
  const now = new Date('2026-01-02T03:04:05Z');
  const config = project(
    [route('sales', { targets: ['inbox'], queues: [{ kind: 'name', name: 'Queue 1' }] })],
    [sqs('inbox')],
  );
  rememberQueues(place, { config, resolved: { sales: [chosen(1), chosen(2)] } }, now);
  const [name = ''] = readdirSync(folder);
  const file = join(folder, name);
  const written = readFileSync(file, 'utf8');
  return {
    name: 'cache',
    cases: 2_000,
    make(random) {
      const text =
        random.below(2) === 0
          ? mutateText(written, random)
          : JSON.stringify(mutateJson(JSON.parse(written), random));
      const bytes = mutateBytes(text, random);
      return {
        bytes: bytes.length,
        answer: () => {
          writeFileSync(file, bytes);
          const cache = readQueueCache(place);
          const chose = cache?.selection({ kind: 'name', name: 'Queue 1' })?.at;
          rememberQueueNames(place, { found: [chosen(3)], gone: [chosen(1).id] }, now);
          if (readQueueCache(place) === undefined) throw new Error('What was written cannot be read.');
          return `${queueTable((cache?.queues ?? []).slice(0, 100))}${chose?.toISOString() ?? ''}`;
        },
      };
    },
  };
}
