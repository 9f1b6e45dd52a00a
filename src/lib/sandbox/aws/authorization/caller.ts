import type { SandboxRequest } from '../../http.js';
import { userOfKey } from '../../tenant-credentials.js';
import { unauthorized } from '../access.js';
import { header, type IdentifiedCall } from '../protocols/identify.js';
import { type Identities, type Identity, SANDBOX_USER } from './identity.js';

/** Who makes a call. */
export interface Caller {
  readonly user: string;
  readonly identity: Identity | 'everything';
}

/**
 * Who makes a call, by its access key, or by its session token where it is the code of a function.
 * @param functionOf the caller that a session token stands for; undefined where it is not one of a function
 * @throws AwsError for a key of a user that there is not
 */
export function callerOf(
  call: IdentifiedCall,
  request: SandboxRequest,
  identities: Identities,
  functionOf: (token: string) => Caller | undefined,
): Caller {
  const user = userOfKey(call.accessKey ?? '') ?? SANDBOX_USER;
  const token = header(request, 'x-amz-security-token');
  const ofFunction = token === undefined ? undefined : functionOf(token);
  if (ofFunction !== undefined) return ofFunction;
  // The links in SNS's messages are signed by nobody.
  const identity = call.accessKey === undefined ? 'everything' : identities(user);
  if (identity === undefined) throw unauthorized(call.service);
  return { user, identity };
}
