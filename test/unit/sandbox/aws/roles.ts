import {
  CreateRoleCommand,
  IAMClient,
  type IAMClientConfig,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import type { AwsSeed } from '../../../../src/lib/sandbox/aws/index.js';

const Version = '2012-10-17';

/** A policy that lets whoever has it do everything. */
const EVERYTHING: JsonObject = { Effect: 'Allow', Action: '*', Resource: '*' };

/** A trust policy for a service. */
function trusting(...services: readonly string[]): JsonObject {
  const statement = { Effect: 'Allow', Principal: { Service: [...services] }, Action: 'sts:AssumeRole' };
  return { Version, Statement: [statement] };
}

/** A role of a seed that a service may take on, and that may do what the statements say. */
export function seededRole(
  name: string,
  service: string,
  statements: readonly JsonObject[] = [EVERYTHING],
): NonNullable<AwsSeed['roles']>[number] {
  const policies = statements.length === 0 ? {} : { policies: { p: { Version, Statement: statements } } };
  return { name, trust: trusting(service), ...policies };
}

/** Makes a role over HTTP, as {@link seededRole}. @returns its ARN */
export async function createRole(
  settings: IAMClientConfig,
  RoleName: string,
  service: string,
  statements: readonly JsonObject[] = [EVERYTHING],
): Promise<string> {
  const iam = new IAMClient(settings);
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trusting(service)) }),
  );
  if (statements.length > 0) {
    const PolicyDocument = JSON.stringify({ Version, Statement: statements });
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument }));
  }
  iam.destroy();
  return Role?.Arn ?? '';
}
