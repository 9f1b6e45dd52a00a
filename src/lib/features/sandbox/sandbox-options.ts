import { dirname, resolve } from 'node:path';
import type { Config } from '../../language/config/model.js';
import type { SandboxOptions } from '../../sandbox/index.js';
import { existingThings } from './existing-things.js';

/** How to open the sandbox of a file: beside it, with its organization and account, and what it calls existing. */
export function sandboxOptions(config: Config): SandboxOptions {
  return {
    folder: dirname(resolve(config.file)),
    organization: config.genesys.organization,
    genesysEnvironment: config.genesys.environment,
    account: config.aws.account,
    region: config.aws.region,
    existing: existingThings(config),
  };
}

/** Where there is no file: the organization and account of the examples, in the current folder. */
export function sandboxOptionsWithoutFile(folder: string): SandboxOptions {
  return {
    folder,
    organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
    genesysEnvironment: 'mypurecloud.ie',
    account: '111122223333',
    region: 'eu-west-1',
  };
}
