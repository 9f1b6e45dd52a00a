import { execFile, spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { JsonValue } from '../../src/lib/base/json.js';
import type { Sandbox } from '../../src/lib/sandbox/index.js';
import { temporaryFolder } from '../unit/sandbox/temporary-folder.js';

/** Where plug-ins of Terraform lie on a machine that does not reach its registry. */
const MIRROR = process.env['TERRAFORM_MIRROR'] ?? '/opt/tf-plugins';

/** What Terraform plans for a resource. */
export interface PlannedChange {
  readonly type: string;
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly importing?: object;
    readonly before: JsonValue;
    readonly after: JsonValue;
  };
}

/** The major version of the AWS provider that Terraform finds here; undefined where there is none, or no Terraform. */
export function awsProvider(): number | undefined {
  const folder = temporaryFolder();
  writeFileSync(
    join(folder, 'main.tf'),
    'terraform {\n  required_providers {\n    aws = { source = "hashicorp/aws" }\n  }\n}\n',
  );
  const ran = (...args: readonly string[]) =>
    spawnSync('terraform', [`-chdir=${folder}`, ...args], { encoding: 'utf8', env: environment(folder) });
  if (ran('init', '-input=false').status !== 0) return undefined;
  const { provider_selections: selected } = JSON.parse(ran('version', '-json').stdout) as {
    provider_selections: Readonly<Record<string, string>>;
  };
  return Number.parseInt(selected['registry.terraform.io/hashicorp/aws'] ?? '', 10);
}

/** Validates a configuration, and plans it against the AWS of a sandbox. @throws Error with what Terraform says */
export async function terraformPlan(hcl: string, aws: Sandbox['aws']): Promise<readonly PlannedChange[]> {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'released.tf'), hcl);
  const run = async (...args: readonly string[]) => {
    const { stdout } = await promisify(execFile)('terraform', [`-chdir=${folder}`, ...args], {
      maxBuffer: 1e8,
      env: {
        ...environment(folder),
        AWS_ENDPOINT_URL: aws.endpoint,
        AWS_ACCESS_KEY_ID: aws.credentials?.accessKeyId,
        AWS_SECRET_ACCESS_KEY: aws.credentials?.secretAccessKey,
      },
    });
    return stdout;
  };
  await run('init', '-input=false');
  await run('validate', '-no-color');
  await run('plan', '-no-color', '-input=false', '-out=plan');
  const { resource_changes: changes } = JSON.parse(await run('show', '-json', 'plan')) as {
    resource_changes: readonly PlannedChange[];
  };
  return changes;
}

function environment(folder: string): NodeJS.ProcessEnv {
  const config = join(folder, 'terraform.rc');
  const mirror = `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(MIRROR)}\n  }\n}\n`;
  writeFileSync(config, existsSync(MIRROR) ? mirror : '');
  return { PATH: process.env['PATH'], HOME: folder, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: config };
}
