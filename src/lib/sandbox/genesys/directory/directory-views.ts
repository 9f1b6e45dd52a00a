import type { JsonObject } from '../../../base/json.js';
import type { SandboxRequest } from '../../http.js';
import { notFound } from '../errors.js';
import { page } from '../paging.js';
import { getQueue } from '../queues.js';
import type { NamedState, OrganizationState } from '../state.js';
import { knownCode, knownUser, listedCodes, listedUsers } from './people.js';

/** When the example's things were made. */
const CREATED = '2024-03-01T09:00:00.000Z';

/** `GET /api/v2/users/{userId}`. @throws GenesysFault 404 */
export function getUser(state: OrganizationState, id: string, now: number): JsonObject {
  const user = knownUser(state, id, now);
  if (user === undefined) throw notFound('user', id);
  return userView(state, user);
}

/** `GET /api/v2/users`. */
export function listUsers(state: OrganizationState, request: SandboxRequest): JsonObject {
  const wanted = request.query.getAll('id').flatMap((value) => value.split(','));
  const users = listedUsers(state).filter(({ id }) => wanted.length === 0 || wanted.includes(id));
  return page(
    request,
    users.map((user) => userView(state, user)),
    { defaultSize: 25, maxSize: 500 },
  );
}

/** `GET /api/v2/routing/wrapupcodes/{codeId}`. @throws GenesysFault 404 */
export function getWrapUpCode(state: OrganizationState, id: string, now: number): JsonObject {
  const code = knownCode(state, id, now);
  if (code === undefined) throw notFound('wrapupcode', id);
  return codeView(state, code);
}

/** `GET /api/v2/routing/wrapupcodes`. */
export function listWrapUpCodes(state: OrganizationState, request: SandboxRequest): JsonObject {
  const name = request.query.get('name')?.toLowerCase();
  const codes = listedCodes(state).filter((code) => name === undefined || code.name.toLowerCase() === name);
  return page(
    request,
    codes.map((code) => codeView(state, code)),
    { defaultSize: 25, maxSize: 500 },
  );
}

/** `GET /api/v2/routing/queues/{queueId}/wrapupcodes`: each queue of the sandbox has all of them. @throws GenesysFault 404 */
export function listQueueWrapUpCodes(
  state: OrganizationState,
  request: SandboxRequest,
  queueId: string,
): JsonObject {
  getQueue(state, queueId);
  return listWrapUpCodes(state, request);
}

function home(state: OrganizationState): JsonObject {
  const division = state.divisions.find((each) => each.home);
  if (division === undefined) return {};
  const { id, name } = division;
  return { division: { id, name, selfUri: `/api/v2/authorization/divisions/${id}` } };
}

function userView(state: OrganizationState, { id, name }: NamedState): JsonObject {
  const local = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .trim()
    .replaceAll(/ +/g, '.');
  const email = `${local}@example.com`;
  return {
    id,
    name,
    ...home(state),
    chat: { jabberId: `${id.replaceAll('-', '').slice(0, 24)}@acme.orgspan.com` },
    email,
    primaryContactInfo: [{ address: email, mediaType: 'EMAIL', type: 'PRIMARY' }],
    addresses: [],
    state: 'active',
    username: email,
    version: 3,
    acdAutoAnswer: false,
    selfUri: `/api/v2/users/${id}`,
  };
}

function codeView(state: OrganizationState, { id, name }: NamedState): JsonObject {
  return { id, name, ...home(state), dateCreated: CREATED, selfUri: `/api/v2/routing/wrapupcodes/${id}` };
}
