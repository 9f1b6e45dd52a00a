import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import type { AnalyticsConversation, Genesys } from '../../clients/genesys/model.js';

/** Conversations that are shown at most. */
const SHOWN = 20;

/** A conversation that a number took part in; the number itself is nowhere in it. */
export interface Candidate {
  readonly id: string;
  /** ISO 8601; absent: analytics does not say, or it is still running. */
  readonly start?: string;
  readonly end?: string;
  readonly media?: string;
  /** Ids of the queues that it was in. */
  readonly queueIds: readonly string[];
}

/** The time in which a conversation is looked for. */
export interface CandidateTime {
  readonly from: Date;
  readonly to: Date;
}

/**
 * Finds the conversations that a phone number took part in. The number is sent to Genesys Cloud and is kept, shown and
 * logged nowhere, in no error either.
 * @throws GcxError with exit code 64 where it is not a number
 */
export async function candidatesOf(
  genesys: Pick<Genesys, 'conversations'>,
  phone: string,
  { from, to }: CandidateTime,
): Promise<readonly Candidate[]> {
  const number = phone.replace(/[\s()./-]/g, '').replace(/^00/, '+');
  if (!/^\+?\d{4,15}$/.test(number)) throw noNumber();
  const plain = number.replace(/^\+/, '');
  const addresses = [`tel:+${plain}`, `+${plain}`, `tel:${plain}`, plain];
  try {
    const { found } = await genesys.conversations.find({ from, to, addresses }, SHOWN);
    return found.flatMap(candidateOf);
  } catch (error) {
    throw error instanceof GcxError
      ? withoutNumber(error, plain)
      : new Error('The search for a number failed.');
  }
}

function candidateOf(conversation: AnalyticsConversation): readonly Candidate[] {
  const { conversationId, conversationStart: start, conversationEnd: end, participants = [] } = conversation;
  if (conversationId === undefined) return [];
  const sessions = participants.flatMap((each) => each.sessions ?? []);
  const media = sessions.find(({ mediaType }) => mediaType !== undefined)?.mediaType;
  const queueIds = sessions.flatMap(({ segments = [] }) => segments.flatMap(({ queueId = [] }) => queueId));
  return [
    {
      id: conversationId.toLowerCase(),
      ...(start === undefined ? {} : { start }),
      ...(end === undefined ? {} : { end }),
      ...(media === undefined ? {} : { media }),
      queueIds: [...new Set(queueIds)],
    },
  ];
}

/** An error without the number that Genesys Cloud may have repeated, and without what brought it about. */
function withoutNumber({ report, exitCode }: GcxError, number: string): GcxError {
  const clean = (text: string) => text.replaceAll(number, '(the number)');
  const { code, what, where, why, fix } = report;
  return new GcxError(
    {
      code,
      what: clean(what),
      ...(where === undefined ? {} : { where: clean(where) }),
      ...(why === undefined ? {} : { why: clean(why) }),
      ...(fix === undefined ? {} : { fix: clean(fix) }),
    },
    exitCode,
  );
}

function noNumber(): GcxError {
  return new GcxError(
    {
      code: 'usage',
      what: 'The value of --phone is not a phone number.',
      fix: 'Write it with its country code, such as +49…, in quotes if it has spaces; - reads it from standard input.',
    },
    ExitCode.usage,
  );
}
