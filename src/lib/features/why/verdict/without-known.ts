import type { DeadLetter } from '../../redrive/index.js';
import type { CountedMinutes, MetricEvidence } from '../model/evidence.js';

/** Ms between an event and its dead letter for which it counts in the event's own minutes. */
const SAME_MINUTES = 120_000;

/**
 * What is counted of a rule without the calls of which is known that they failed: dead letters of the conversation for other
 * targets of the rule. What is left speaks of this target.
 */
export function withoutKnown(
  metrics: MetricEvidence,
  letters: readonly DeadLetter[],
  of: { readonly rule: string; readonly target: string; readonly at: number },
): MetricEvidence {
  if (metrics.kind !== 'read') return metrics;
  const known = letters.filter(
    ({ origin, message: { messageAttributes, sentAt = 0 } }) =>
      origin.kind === 'eventbridge' &&
      origin.targetArn !== of.target &&
      messageAttributes['RULE_ARN'] === of.rule &&
      Math.abs(sentAt - of.at) <= SAME_MINUTES,
  );
  const tries = known.reduce(
    (sum, { message }) => sum + 1 + Number(message.messageAttributes['RETRY_ATTEMPTS'] ?? 0),
    0,
  );
  const { counted } = metrics;
  return {
    kind: 'read',
    counted: {
      ...counted,
      ...less('attempts', counted, tries),
      ...less('failed', counted, known.length),
      ...less('deadLettered', counted, known.length),
    },
  };
}

function less(field: keyof CountedMinutes, counted: CountedMinutes, by: number): CountedMinutes {
  const value = counted[field];
  return value === undefined ? {} : { [field]: Math.max(0, value - by) };
}
