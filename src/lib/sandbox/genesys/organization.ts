import type { JsonObject } from '../../base/json.js';
import { isGranted, SANDBOX_PERMISSIONS } from './permissions.js';
import { sandboxId } from './sandbox-id.js';
import type { OrganizationState } from './state.js';

/** `GET /api/v2/organizations/me`. */
export function organizationView(state: OrganizationState): JsonObject {
  return {
    id: state.id,
    name: state.name,
    defaultLanguage: 'en-US',
    defaultCountryCode: 'IE',
    thirdPartyOrgName: state.name.toLowerCase().replace(/[^a-z0-9]+/g, '-'),
    domain: 'acme.orgspan.com',
    version: 7,
    state: 'active',
    voicemailEnabled: false,
    productPlatform: 'Genesys',
    features: {},
    selfUri: '/api/v2/organizations/me',
  };
}

/** `GET /api/v2/tokens/me`. */
export function tokenView(state: OrganizationState, clientId: string): JsonObject {
  const organization = { id: state.id, name: state.name };
  return {
    organization,
    homeOrganization: organization,
    authorizedScope: [],
    OAuthClient: {
      id: clientId,
      name: 'gcx sandbox client',
      authorizedGrantType: 'CLIENT_CREDENTIALS',
      scope: [],
      roleDivisions: visibleDivisions(state).map(({ id }) => ({
        roleId: sandboxId('role', 'gcx'),
        divisionId: id,
      })),
      state: 'active',
      organization,
    },
  };
}

/** `GET /api/v2/authorization/subjects/me`: a grant for each division that the client's role covers. */
export function subjectView(state: OrganizationState, clientId: string): JsonObject {
  const policies = SANDBOX_PERMISSIONS.map(({ domain, entity, actions }) => ({
    domain,
    entityName: entity,
    actions: actions.filter((action) => isGranted(state, `${domain}:${entity}:${action}`)),
  })).filter(({ actions }) => actions.length > 0);
  return {
    id: clientId,
    name: 'gcx sandbox client',
    grants: visibleDivisions(state).map((division) => ({
      subjectId: clientId,
      division: {
        id: division.id,
        name: division.name,
        description: '',
        homeDivision: division.home,
        selfUri: `/api/v2/authorization/divisions/${division.id}`,
      },
      role: {
        id: sandboxId('role', 'gcx'),
        name: 'Event pipe administrator',
        description: 'What gcx needs, and nothing more.',
        default: false,
        policies,
        selfUri: `/api/v2/authorization/roles/${sandboxId('role', 'gcx')}`,
      },
      grantMadeAt: '2024-03-01T09:00:00.000Z',
    })),
    version: 1,
    selfUri: `/api/v2/authorization/subjects/${clientId}`,
  };
}

/** `GET /api/v2/authorization/divisions`, as a plain list. */
export function visibleDivisions(state: OrganizationState): OrganizationState['divisions'] {
  return state.divisions.filter(({ name }) => state.visibleDivisions?.includes(name) ?? true);
}
