import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundleProcessor, type ProcessorBundle } from '../../../../src/lib/processor/build/index.js';
import type { ProcessorSettings } from '../../../../src/lib/processor/contract/settings.js';
import { afterThisFile } from '../../../clean-up.js';

/** A trivial handler. */
export const TRIVIAL = `import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(async (event, { logger }) => {
  logger.info('handled', { queue: event.queueName ?? '' });
});
`;

export const settings: ProcessorSettings = {
  schemaVersion: 1,
  processor: 'sales',
  project: 'shop',
  environment: 'default',
  genesysEnvironment: 'mypurecloud.ie',
  formats: [],
  queueNames: {},
  concurrency: 10,
  attempts: 5,
  secrets: {},
  migrations: [],
};

/** A folder with files, however deep; it is gone after the tests. */
export function folderWith(files: Readonly<Record<string, string>>, deeper = ''): string {
  const top = mkdtempSync(join(tmpdir(), 'gcx-bundle-'));
  afterThisFile(() => rmSync(top, { recursive: true, force: true }));
  const folder = join(top, deeper);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Bundles `handlers/sales.ts` of a folder. */
export function bundle(
  files: Readonly<Record<string, string>>,
  options: { deeper?: string; settings?: Partial<ProcessorSettings>; handler?: string } = {},
): Promise<ProcessorBundle> {
  return bundleProcessor({
    folder: folderWith(files, options.deeper),
    target: { name: 'sales', handler: options.handler ?? './handlers/sales.ts' },
    settings: { ...settings, ...options.settings },
  });
}
