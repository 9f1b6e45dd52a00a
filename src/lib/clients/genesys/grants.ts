import { GenesysCallError } from './call-error.js';
import type { Grants } from './model.js';
import type { GenesysSdk } from './sdk.js';

/**
 * Roles and permissions of the credentials in use. A token of the client-credentials grant belongs to no user, and an
 * organization may not let it read its own grants: then the permissions are undefined, and roles are ids at best.
 */
export async function readGrants(sdk: GenesysSdk): Promise<Grants> {
  const [token, subject] = await Promise.all([
    unlessRefused(sdk.tokens.getTokensMe()),
    unlessRefused(sdk.authorization.getAuthorizationSubjectsMe()),
  ]);
  const client = token?.OAuthClient;
  const clientId = client?.id === undefined ? {} : { clientId: client.id };
  if (subject?.grants === undefined) {
    const roles = (client?.roleDivisions ?? []).map(({ roleId, divisionId }) => ({
      role: roleId,
      division: divisionId,
    }));
    return { ...clientId, roles };
  }
  const roles = subject.grants.map(({ role, division }) => ({
    role: role?.name ?? role?.id ?? '',
    division: division?.name ?? division?.id ?? '',
  }));
  const policies = subject.grants.flatMap(({ role }) => role?.policies ?? []);
  const permissions = policies.flatMap(({ domain, entityName, actions }) =>
    (actions ?? []).map((action) => `${domain ?? '*'}:${entityName ?? '*'}:${action}`),
  );
  return { ...clientId, roles, permissions: [...new Set(permissions)].sort() };
}

/** Undefined where Genesys Cloud refuses the call itself; wrong credentials are still an error. */
async function unlessRefused<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof GenesysCallError && [400, 403, 404].includes(error.status)) return undefined;
    throw error;
  }
}
