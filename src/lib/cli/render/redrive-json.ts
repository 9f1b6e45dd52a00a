import type { DeadLetterGroup, Redrive, RedriveEnd } from '../../features/redrive/index.js';

/** What `gcx redrive` prints under `--json`. */
export interface RedriveDocument {
  readonly schemaVersion: 1;
  readonly outcome: 'nothing' | 'shown' | 'declined' | 'done' | 'in-part' | 'interrupted';
  readonly target: string;
  readonly queues: readonly string[];
  readonly groups: readonly DeadLetterGroup[];
  /** Whether more may lie there than were read. */
  readonly more: boolean;
  readonly sent: number;
  readonly failed: number;
  /** Still in the dead-letter queues, of those that were shown. */
  readonly left: number;
}

/** A redrive as `--json` prints it. */
export function redriveDocument({ found, end }: Redrive): RedriveDocument {
  const { target, queues, groups, more, count } = found;
  const { sent, failed } =
    end.kind === 'sent'
      ? { sent: end.result.sent, failed: end.result.failures.length }
      : { sent: 0, failed: 0 };
  const left = count - sent;
  return { schemaVersion: 1, target, queues, groups, more, sent, failed, left, outcome: outcomeOf(end) };
}

function outcomeOf(end: RedriveEnd): RedriveDocument['outcome'] {
  if (end.kind !== 'sent') return end.kind;
  const { left, failures } = end.result;
  if (left > 0) return 'interrupted';
  return failures.length === 0 ? 'done' : 'in-part';
}
