import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxOptions } from '../../../src/lib/sandbox/index.js';
import { afterThisTest } from '../../clean-up.js';

/** A new folder that goes away after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gcx-sandbox-'));
  afterThisTest(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const ORGANIZATION = '6513270e-269e-4d37-b2a7-4de452e6b438';
export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** Options of a sandbox in a folder. */
export function optionsIn(folder: string, changes: Partial<SandboxOptions> = {}): SandboxOptions {
  return {
    folder,
    organization: ORGANIZATION,
    genesysEnvironment: 'mypurecloud.ie',
    account: ACCOUNT,
    region: REGION,
    ...changes,
  };
}
