import { Limits } from '../../base/limits.js';
import { GenesysCallError } from './call-error.js';
import type { AnalyticsConversation, EndedConversationQuery, Genesys } from './model.js';
import type { GenesysSdk } from './sdk.js';

const dayMilliseconds = 86_400_000;

/** Conversations of the live organisation, as analytics tells them. */
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
  };
}

/** The query in parts that analytics takes, the latest first. */
function intervals(query: EndedConversationQuery): readonly EndedConversationQuery[] {
  const parts: EndedConversationQuery[] = [];
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
function segmentFilters({ queueId, mediaType }: EndedConversationQuery) {
  const predicates = Object.entries({ queueId, mediaType }).flatMap(([dimension, value]) =>
    value === undefined ? [] : [{ type: 'dimension', dimension, operator: 'matches', value }],
  );
  return predicates.length === 0 ? {} : { segmentFilters: [{ type: 'and', predicates }] };
}
