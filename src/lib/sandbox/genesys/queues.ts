import type { JsonObject } from '../../base/json.js';
import type { SandboxRequest } from '../http.js';
import { notFound } from './errors.js';
import { page } from './paging.js';
import type { OrganizationState, QueueState } from './state.js';

/** Queues that the OAuth client's roles let it see, sorted by name as the platform always does. */
function visibleQueues(state: OrganizationState): readonly QueueState[] {
  const visible = state.visibleDivisions;
  const ids = new Set(
    state.divisions.filter(({ name }) => visible?.includes(name) ?? true).map(({ id }) => id),
  );
  return state.queues
    .filter(({ divisionId }) => ids.has(divisionId))
    .sort((a, b) => compare(a.name.toLowerCase(), b.name.toLowerCase()) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Genesys's `name` filter: without regard to case, `*` only at the beginning and the end. */
function nameFilter(name: string | null): (queue: QueueState) => boolean {
  if (name === null || name === '') return () => true;
  const wanted = name.toLowerCase();
  const open = { left: wanted.startsWith('*'), right: wanted.length > 1 && wanted.endsWith('*') };
  const core = wanted.slice(open.left ? 1 : 0, open.right ? -1 : undefined);
  return (queue) => {
    const actual = queue.name.toLowerCase();
    if (open.left && open.right) return actual.includes(core);
    if (open.left) return actual.endsWith(core);
    if (open.right) return actual.startsWith(core);
    return actual === core;
  };
}

/** Collection parameters come repeated or joined by commas. */
function listParameter(request: SandboxRequest, name: string): ReadonlySet<string> | undefined {
  const values = request.query.getAll(name).flatMap((value) => value.split(','));
  return values.length === 0 ? undefined : new Set(values.map((value) => value.trim().toLowerCase()));
}

function selected(state: OrganizationState, request: SandboxRequest): readonly QueueState[] {
  const ids = listParameter(request, 'id');
  const divisions = listParameter(request, 'divisionId');
  const named = nameFilter(request.query.get('name'));
  const found = visibleQueues(state).filter(
    (queue) =>
      (ids?.has(queue.id) ?? true) &&
      (divisions?.has(queue.divisionId.toLowerCase()) ?? true) &&
      named(queue),
  );
  return request.query.get('sortOrder')?.toLowerCase().startsWith('desc') === true
    ? [...found].reverse()
    : found;
}

function divisionView(state: OrganizationState, queue: QueueState): JsonObject {
  const division = state.divisions.find(({ id }) => id === queue.divisionId);
  return {
    id: queue.id,
    name: queue.name,
    division: {
      id: queue.divisionId,
      name: division?.name ?? '',
      selfUri: `/api/v2/authorization/divisions/${queue.divisionId}`,
    },
  };
}

function fullQueue(state: OrganizationState, queue: QueueState): JsonObject {
  return {
    ...divisionView(state, queue),
    dateCreated: queue.dateCreated,
    dateModified: queue.dateCreated,
    memberCount: 12,
    userMemberCount: 12,
    joinedMemberCount: 7,
    acwSettings: { wrapupPrompt: 'OPTIONAL', timeoutMs: 60_000 },
    skillEvaluationMethod: 'ALL',
    selfUri: `/api/v2/routing/queues/${queue.id}`,
  };
}

/** `GET /api/v2/routing/queues`. */
export function listQueues(state: OrganizationState, request: SandboxRequest): JsonObject {
  return page(
    request,
    selected(state, request).map((queue) => fullQueue(state, queue)),
    { defaultSize: 25, maxSize: 500 },
  );
}

/** `GET /api/v2/routing/queues/divisionviews`: stops, without a word, after 5 pages of 100. */
export function listDivisionViews(state: OrganizationState, request: SandboxRequest): JsonObject {
  return page(
    request,
    selected(state, request).map((queue) => divisionView(state, queue)),
    { defaultSize: 25, maxSize: 100, maxPages: 5 },
  );
}

/** `GET /api/v2/routing/queues/divisionviews/all`. */
export function listAllDivisionViews(state: OrganizationState, request: SandboxRequest): JsonObject {
  return page(
    request,
    visibleQueues(state).map((queue) => divisionView(state, queue)),
    { defaultSize: 25, maxSize: 500 },
  );
}

/** `GET /api/v2/routing/queues/{queueId}`. */
export function getQueue(state: OrganizationState, id: string): JsonObject {
  const queue = visibleQueues(state).find((candidate) => candidate.id === id.toLowerCase());
  if (queue === undefined) throw notFound('queue', id);
  return fullQueue(state, queue);
}
