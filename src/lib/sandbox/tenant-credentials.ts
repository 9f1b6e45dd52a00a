import { GLOBAL_REGION } from './aws/arn.js';
import { credentialOf } from './aws/protocols/identify.js';
import type { SandboxRequest } from './http.js';

/** What a request's credentials say about whose sandbox it means. */

const CLIENT_ID = /^sandbox-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const ACCESS_KEY = /^GCXSANDBOX(\d{12})(?:_(\w+))?$/;

/** The OAuth client id of an organization in the sandbox. */
export function sandboxClientId(organization: string): string {
  return `sandbox-${organization}`;
}

/** The organization of an OAuth client id; undefined for any other id, which belongs to the server's own. */
export function organizationOfClient(clientId: string): string | undefined {
  return clientId.match(CLIENT_ID)?.[1]?.toLowerCase();
}

/** The AWS access key id of a user of an account in the sandbox; like AWS's own, it carries the account. Absent: the one who may do everything. */
export function sandboxAccessKeyId(account: string, user?: string): string {
  return `GCXSANDBOX${account}${user === undefined ? '' : `_${user}`}`;
}

/** The user whose access key it is; undefined for one that names none. */
export function userOfKey(accessKey: string): string | undefined {
  return accessKey.match(ACCESS_KEY)?.[2];
}

/** The account and region that a signed request names; a part is undefined where it does not say. */
export function placeOfRequest(request: SandboxRequest): {
  readonly account?: string;
  readonly region?: string;
} {
  const { accessKey, region: signed, service } = credentialOf(request);
  const account = accessKey?.match(ACCESS_KEY)?.[1];
  const region = service === 'iam' ? GLOBAL_REGION : signed;
  return { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
}
