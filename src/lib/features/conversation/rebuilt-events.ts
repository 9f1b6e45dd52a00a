import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { AnalyticsConversation, Genesys } from '../../clients/genesys/index.js';
import type { ConversationRequest, EventOrigin, RebuiltConversation } from './model.js';
import { rebuildConversation } from './rebuild-conversation.js';

const dayMilliseconds = 86_400_000;

/** How long ago the last conversation may have begun where nothing is said, in milliseconds. */
const defaultWithin = 7 * dayMilliseconds;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * Reads a real conversation through Genesys Cloud's analytics and rebuilds the events that it must have produced.
 * @throws GcxError with exit code 64 for an id that is none, 1 where there is no such conversation, 3 where the
 * permission `analytics:conversationDetail:view` is missing.
 */
export async function rebuiltEvents(
  genesys: Genesys,
  request: ConversationRequest,
  origin: EventOrigin,
): Promise<RebuiltConversation> {
  const conversation =
    request.kind === 'id' ? await byId(genesys, request.id) : await lastEnded(genesys, request);
  return rebuildConversation(conversation, origin);
}

async function byId(genesys: Genesys, text: string): Promise<AnalyticsConversation> {
  const id = text.trim().toLowerCase();
  if (!UUID.test(id)) {
    throw new GcxError(
      {
        code: 'conversation-id-invalid',
        what: `"${text.slice(0, 60)}" is not a conversation id.`,
        fix: 'An id looks like 36f675cc-81e7-4ef5-a8e2-5d940ed90475: it is in the URL of an interaction in Genesys Cloud, and in conversationId of an event.',
      },
      ExitCode.usage,
    );
  }
  const found = await genesys.conversations.byId(id);
  if (found !== undefined) return found;
  throw new GcxError({
    code: 'conversation-not-found',
    what: `Genesys Cloud analytics has no conversation ${id}.`,
    why: 'It belongs to another organization, started only seconds ago, is older than analytics keeps, or is in divisions that the OAuth client cannot see.',
    fix: `Check the id and the organization (${gcxCommand('whoami')}), or take the newest one with --last.`,
  });
}

async function lastEnded(
  genesys: Genesys,
  { queueId, media, now, within = defaultWithin }: ConversationRequest & { readonly kind: 'last' },
): Promise<AnalyticsConversation> {
  const found = await genesys.conversations.lastEnded({
    from: new Date(now.getTime() - within),
    to: now,
    ...(queueId === undefined ? {} : { queueId }),
    ...(media === undefined ? {} : { mediaType: media.toLowerCase() }),
  });
  if (found !== undefined) return found;
  const days = Math.max(1, Math.round(within / dayMilliseconds));
  const kind = media === undefined ? '' : `${media.toLowerCase()} `;
  const place = queueId === undefined ? '' : ` in queue ${queueId}`;
  throw new GcxError({
    code: 'conversation-not-found',
    what: `No ${kind}conversation${place} started in the last ${days === 1 ? 'day' : `${days} days`} and has ended.`,
    fix:
      media === undefined && queueId === undefined
        ? 'Give the id of an older one with --conversation ID.'
        : 'Leave out --queue or --media, or give the id of an older one with --conversation ID.',
  });
}
