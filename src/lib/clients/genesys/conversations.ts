import { Limits } from '../../base/limits.js';
import { GenesysCallError } from './call-error.js';
import type { AnalyticsConversation, ConversationQuery, EndedConversationQuery, Genesys } from './model.js';
import type { GenesysSdk } from './sdk.js';

const dayMilliseconds = 86_400_000;

/** Conversations of the live organization, as analytics tells them. */
export function conversationsApi(sdk: GenesysSdk): Genesys['conversations'] {
  return {
    async byId(id) {
      try {
        return await sdk.analytics.getAnalyticsConversationDetails(id);
      } catch (error) {
        if (error instanceof GenesysCallError && error.status === 404) return undefined;
        throw error;
      }
    },
    async lastEnded(query) {
      for (const interval of intervals(query)) {
        const found = await lastEndedWithin(sdk, interval);
        if (found !== undefined) return found;
      }
      return undefined;
    },
    async find(query, limit) {
      const found = new Map<string, AnalyticsConversation>();
      for (const interval of intervals(query)) {
        for (let pageNumber = 1; ; pageNumber += 1) {
          if (found.size >= limit) return { found: [...found.values()].slice(0, limit), more: true };
          const page = await pageOf(sdk, interval, pageNumber);
          for (const each of page)
            if (each.conversationId !== undefined) found.set(each.conversationId, each);
          if (page.length < PAGE_SIZE) break;
        }
      }
      return { found: [...found.values()], more: false };
    },
  };
}

/** Conversations of a page, as many as analytics gives (API reference: at most 100). */
const PAGE_SIZE = 100;

/** Fields of a segment's session that can hold a customer's number or address, whoever called whom. */
const ADDRESSES = ['ani', 'dnis', 'addressFrom', 'addressTo'];

async function pageOf(
  sdk: GenesysSdk,
  query: ConversationQuery,
  pageNumber: number,
): Promise<readonly AnalyticsConversation[]> {
  const { addresses = [] } = query;
  const predicates = ADDRESSES.flatMap((dimension) =>
    addresses.map((value) => ({ type: 'dimension', dimension, operator: 'matches', value })),
  );
  const filters = [
    ...(segmentFilters(query).segmentFilters ?? []),
    ...(predicates.length === 0 ? [] : [{ type: 'or', predicates }]),
  ];
  const { conversations = [] } = await sdk.analytics.postAnalyticsConversationsDetailsQuery({
    interval: `${query.from.toISOString()}/${query.to.toISOString()}`,
    order: 'desc',
    orderBy: 'conversationStart',
    ...(filters.length === 0 ? {} : { segmentFilters: filters }),
    paging: { pageSize: PAGE_SIZE, pageNumber },
  });
  return conversations;
}

/** The query in parts that analytics takes, the latest first. */
function intervals<Query extends { readonly from: Date; readonly to: Date }>(query: Query): readonly Query[] {
  const parts: Query[] = [];
  const longest = Limits.genesysAnalyticsIntervalDays * dayMilliseconds;
  for (let to = query.to.getTime(); to > query.from.getTime(); to -= longest) {
    const from = new Date(Math.max(query.from.getTime(), to - longest));
    parts.push({ ...query, from, to: new Date(to) });
  }
  return parts;
}

async function lastEndedWithin(
  sdk: GenesysSdk,
  query: EndedConversationQuery,
): Promise<AnalyticsConversation | undefined> {
  const { conversations = [] } = await sdk.analytics.postAnalyticsConversationsDetailsQuery({
    interval: `${query.from.toISOString()}/${query.to.toISOString()}`,
    order: 'desc',
    orderBy: 'conversationEnd',
    conversationFilters: [
      { type: 'and', predicates: [{ type: 'dimension', dimension: 'conversationEnd', operator: 'exists' }] },
    ],
    ...segmentFilters(query),
    paging: { pageSize: 1, pageNumber: 1 },
  });
  return conversations.find(({ conversationEnd }) => conversationEnd !== undefined);
}

/** Queue and media of one and the same segment: a call that was in the queue, not one whose e-mail was. */
function segmentFilters({ queueId, mediaType }: Pick<EndedConversationQuery, 'queueId' | 'mediaType'>) {
  const predicates = Object.entries({ queueId, mediaType }).flatMap(([dimension, value]) =>
    value === undefined ? [] : [{ type: 'dimension', dimension, operator: 'matches', value }],
  );
  return predicates.length === 0 ? {} : { segmentFilters: [{ type: 'and', predicates }] };
}
