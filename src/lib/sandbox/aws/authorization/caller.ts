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
 * Who makes a call, by its access key. What functions may do is their roles', and not judged here.
 * @throws AwsError for a key of a user that there is not
 */
export function callerOf(
  call: IdentifiedCall,
  request: SandboxRequest,
  identities: Identities,
  isFunction: (token: string) => boolean,
): Caller {
  const user = userOfKey(call.accessKey ?? '') ?? SANDBOX_USER;
  const token = header(request, 'x-amz-security-token');
  if (token !== undefined && isFunction(token)) return { user, identity: 'everything' };
  // The links in SNS's messages are signed by nobody.
  const identity = call.accessKey === undefined ? 'everything' : identities(user);
  if (identity === undefined) throw unauthorized(call.service);
  return { user, identity };
}
