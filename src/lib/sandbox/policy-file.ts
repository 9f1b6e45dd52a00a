import { readFile } from 'node:fs/promises';
import { GcxError, withCause } from '../base/gcx-error.js';
import type { JsonObject } from '../base/json.js';
import { type Identities, identityPolicyFault, SANDBOX_USER } from './aws/authorization/identity.js';

/**
 * Who may do what in a sandbox that was started with policies: its only user what they allow.
 * @throws GcxError for a file that cannot be read, or holds no policy of an identity
 */
export async function identitiesOf(files: readonly string[]): Promise<Identities> {
  const policies = await Promise.all(files.map(readPolicyFile));
  return (user) => (user === SANDBOX_USER ? { policies } : undefined);
}

/** Reads a policy of an identity, as IAM keeps it. @throws GcxError */
async function readPolicyFile(path: string): Promise<JsonObject> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw withCause(
      refused(path, 'cannot be read', error instanceof Error ? error.message : String(error)),
      error,
    );
  }
  let policy: unknown;
  try {
    policy = JSON.parse(text);
  } catch (error) {
    throw withCause(refused(path, 'is not JSON', error instanceof Error ? error.message : undefined), error);
  }
  const fault = identityPolicyFault(policy);
  if (fault !== undefined) throw refused(path, 'is not a policy for a user or role', `In it, ${fault}.`);
  return policy as JsonObject;
}

function refused(path: string, what: string, why?: string): GcxError {
  return new GcxError({
    code: 'sandbox-policy',
    what: `The policy file ${path} ${what}.`,
    where: path,
    ...(why === undefined ? {} : { why }),
    fix: 'Name with --policy a file that holds one IAM policy document: {"Version": "2012-10-17", "Statement": [...]}.',
  });
}
