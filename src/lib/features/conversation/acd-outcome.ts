import type { Leg } from './leg.js';

/** How long after leaving the queue a call may reach the agent who took it, in milliseconds. */
const CONNECTING = 5_000;

/** How a passage through a queue ended, as far as analytics tells. */
export interface AcdOutcome {
  readonly acdOutcome?: 'ABANDON' | 'ANSWERED' | 'FLOW_OUT';
  readonly answeredUserId?: string;
}

/**
 * How a passage through a queue ended. Analytics says so by metrics: `tAbandon` and `tFlowOut` on the session in the
 * queue, `tAnswered` on the session of the agent who took it.
 */
export function acdOutcome(acd: Leg, legs: readonly Leg[]): AcdOutcome {
  if (hasMetric(acd, 'tAbandon')) return { acdOutcome: 'ABANDON' };
  if (hasMetric(acd, 'tFlowOut')) return { acdOutcome: 'FLOW_OUT' };
  const { start, end } = acd;
  if (start === undefined || end === undefined) return {};
  const answers = legs
    .filter((leg) => leg.kind === 'user' && leg.queueId === acd.queueId && sameMedia(leg, acd))
    .flatMap((leg) => {
      const taken = leg.segments.find(({ type }) => type === 'interact' || type === 'dialing')?.start;
      return taken === undefined || taken < start || taken > end + CONNECTING
        ? []
        : [{ leg, away: Math.abs(taken - end), answered: hasMetric(leg, 'tAnswered') }];
    })
    .sort((a, b) => Number(b.answered) - Number(a.answered) || a.away - b.away);
  const answer = answers[0]?.leg;
  if (answer === undefined) return {};
  const { userId } = answer.participant;
  return { acdOutcome: 'ANSWERED', ...(userId === undefined ? {} : { answeredUserId: userId }) };
}

function sameMedia(a: Leg, b: Leg): boolean {
  return a.session.mediaType?.toLowerCase() === b.session.mediaType?.toLowerCase();
}

function hasMetric({ session }: Leg, name: string): boolean {
  return session.metrics?.some((metric) => metric.name === name) ?? false;
}
