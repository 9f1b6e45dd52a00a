import { GLOBAL_REGION } from './aws/arn.js';

/** What a request's credentials say about whose sandbox it means. */

const CLIENT_ID = /^sandbox-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
const ACCESS_KEY = /^GCXSANDBOX(\d{12})$/;

/** The secret that goes with both; the sandbox is local and keeps nothing that needs one. */
export const SANDBOX_SECRET = 'sandbox';

/** The OAuth client id of an organisation in the sandbox. */
export function sandboxClientId(organization: string): string {
  return `sandbox-${organization}`;
}

/** The organisation of an OAuth client id; undefined for any other id, which belongs to the server's own. */
export function organizationOfClient(clientId: string): string | undefined {
  return clientId.match(CLIENT_ID)?.[1]?.toLowerCase();
}

/** The AWS access key id of an account in the sandbox; like AWS's own, it carries the account. */
export function sandboxAccessKeyId(account: string): string {
  return `GCXSANDBOX${account}`;
}

/** The account and region that a signed request names; a part is undefined where it does not say. */
export function placeOfRequest(headers: Readonly<Record<string, string>>): {
  readonly account?: string;
  readonly region?: string;
} {
  const scope = headers['authorization']?.match(/Credential=([^/,\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z0-9-]+)\//);
  const account = scope?.[1]?.match(ACCESS_KEY)?.[1];
  const region = scope?.[3] === 'iam' ? GLOBAL_REGION : scope?.[2];
  return { ...(account === undefined ? {} : { account }), ...(region === undefined ? {} : { region }) };
}
