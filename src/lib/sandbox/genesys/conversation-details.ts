import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import { conversationFilter } from './conversation-filters.js';
import { badRequest, notFound } from './errors.js';
import { exampleConversations } from './example-conversations.js';
import type { OrganizationState } from './state.js';

const DAY = 86_400_000;
/** Conversations on a page: the default and the most. */
const PAGE = { size: 25, max: 100 };

/** `GET /api/v2/analytics/conversations/{id}/details`. */
export function conversationDetails(state: OrganizationState, id: string, now: number): JsonObject {
  const found = visibleConversations(state, now).find(
    ({ conversationId }) => String(conversationId).toLowerCase() === id.toLowerCase(),
  );
  if (found === undefined) throw notFound('conversation', id);
  return found;
}

/** `POST /api/v2/analytics/conversations/details/query`. */
export function queryConversationDetails(state: OrganizationState, body: JsonValue, now: number): JsonObject {
  if (!isJsonObject(body)) throw badRequest('The request body must be a query.');
  const [from, to] = interval(body['interval']);
  const fits = conversationFilter(body);
  // Analytics looks only at conversations that began on a day that the interval touches.
  const firstDay = Math.floor(from / DAY) * DAY;
  const found = visibleConversations(state, now).filter((conversation) => {
    const start = time(conversation, 'conversationStart');
    const end = time(conversation, 'conversationEnd') ?? now;
    return start !== undefined && start >= firstDay && start <= to && end >= from && fits(conversation);
  });
  const sorted = order(found, body);
  const { pageSize, pageNumber } = paging(body['paging']);
  const conversations = sorted.slice((pageNumber - 1) * pageSize, pageNumber * pageSize);
  // A query that finds nothing is answered without the list.
  return { ...(conversations.length === 0 ? {} : { conversations }), totalHits: sorted.length };
}

/** Conversations that the OAuth client may see: of a division that its roles cover. */
function visibleConversations(state: OrganizationState, now: number): readonly JsonObject[] {
  const all = state.conversations ?? exampleConversations(state, now);
  const { visibleDivisions } = state;
  if (visibleDivisions === undefined) return all;
  const visible = state.divisions.flatMap(({ id, name }) => (visibleDivisions.includes(name) ? [id] : []));
  return all.filter(
    ({ divisionIds }) => Array.isArray(divisionIds) && divisionIds.some((id) => visible.includes(id)),
  );
}

function time(conversation: JsonObject, field: string): number | undefined {
  const value = Date.parse(String(conversation[field] ?? ''));
  return Number.isNaN(value) ? undefined : value;
}

function interval(value: JsonValue | undefined): readonly [from: number, to: number] {
  const [from = Number.NaN, to = Number.NaN, ...rest] = String(value ?? '')
    .split('/')
    .map((part) => Date.parse(part));
  if (Number.isNaN(from) || Number.isNaN(to) || to <= from || rest.length > 0) {
    throw badRequest(
      `Invalid interval: ${String(value)}. Intervals are written YYYY-MM-DDThh:mm:ss/YYYY-MM-DDThh:mm:ss.`,
    );
  }
  const days = Limits.genesysAnalyticsIntervalDays;
  if (to - from > days * DAY) throw badRequest(`The interval may not be longer than ${days} days.`);
  return [from, to];
}

function order(found: readonly JsonObject[], body: JsonObject): readonly JsonObject[] {
  const by = String(body['orderBy'] ?? 'conversationStart');
  const direction = String(body['order'] ?? 'asc');
  if (!['conversationStart', 'conversationEnd', 'segmentStart', 'segmentEnd'].includes(by)) {
    throw badRequest(`Invalid value for orderBy: ${by}.`);
  }
  if (!['asc', 'desc', 'unordered'].includes(direction))
    throw badRequest(`Invalid value for order: ${direction}.`);
  const field = by.endsWith('End') ? 'conversationEnd' : 'conversationStart';
  const sign = direction === 'desc' ? -1 : 1;
  const at = (conversation: JsonObject): number => time(conversation, field) ?? Number.MAX_SAFE_INTEGER;
  return [...found].sort((a, b) => sign * (at(a) - at(b)));
}

function paging(value: JsonValue | undefined): { readonly pageSize: number; readonly pageNumber: number } {
  const given = isJsonObject(value) ? value : {};
  const pageSize = Number(given['pageSize'] ?? PAGE.size);
  const pageNumber = Number(given['pageNumber'] ?? 1);
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > PAGE.max) {
    throw badRequest(`Page size must be from 1 to ${PAGE.max}.`);
  }
  if (!Number.isInteger(pageNumber) || pageNumber < 1) throw badRequest('Page number must be at least 1.');
  return { pageSize, pageNumber };
}
