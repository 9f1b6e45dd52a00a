import { ExitCode } from '../../base/exit-codes.js';
import { numberOf } from './counts.js';
import type { PipeStatus } from './model.js';
import { type Trouble, troublesOf } from './troubles.js';

/**
 * How the pipe is, in one word, of what was read:
 * - `not-applied`: nothing of the file is on AWS
 * - `stopped`: the integration, its event source or the bus lets no event through
 * - `failing`: deliveries fail now
 * - `broken`: a part of it is not there, or turned off: events of it reach nobody
 * - `unknown`: what would tell could not be read
 * - `look`: nothing fails now, but something asks for a look
 * - `quiet`: no route took an event in the time, so that nothing shows whether events flow
 * - `flowing`: events came, and no failed delivery is reported
 */
export type VerdictKind =
  | 'not-applied'
  | 'stopped'
  | 'failing'
  | 'broken'
  | 'unknown'
  | 'look'
  | 'quiet'
  | 'flowing';

/** What a status says. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** What matters most first. */
  readonly troubles: readonly Trouble[];
  /** Routes of the file that took an event in the time. */
  readonly routesWithEvents: number;
  readonly exitCode: ExitCode;
}

/** What the verdict is of a trouble alone. */
export function kindOfTrouble({ kind }: Trouble): VerdictKind {
  return KIND_OF[kind];
}

const KIND_OF: Readonly<Record<Trouble['kind'], VerdictKind>> = {
  'nothing-applied': 'not-applied',
  'feed-stopped': 'stopped',
  'source-stopped': 'stopped',
  'bus-missing': 'stopped',
  failing: 'failing',
  'target-missing': 'broken',
  'route-not-applied': 'broken',
  'rule-disabled': 'broken',
  'not-subscribed': 'broken',
  retrying: 'look',
  unconfirmed: 'look',
  'failed-before': 'look',
  'dead-letters': 'look',
  'subscriber-failed': 'look',
  'function-failed': 'look',
};

/** Worst first. */
const ORDER: readonly VerdictKind[] = [
  'not-applied',
  'stopped',
  'failing',
  'broken',
  'unknown',
  'look',
  'quiet',
  'flowing',
];

/**
 * What a status says, with the exit code: 2 where events fail or are kept from coming now, else 3 where credentials or a
 * permission are missing, 1 where something else could not be read, else 0.
 */
export function verdictOf(status: PipeStatus): Verdict {
  const troubles = troublesOf(status);
  const routesWithEvents = status.routes.filter(({ numbers }) => (numberOf(numbers.matched) ?? 0) > 0).length;
  const kinds = new Set<VerdictKind>([
    ...troubles.map(kindOfTrouble),
    ...(status.unseen.some(({ aside }) => aside !== true) ? (['unknown'] as const) : []),
    routesWithEvents > 0 ? 'flowing' : 'quiet',
  ]);
  const kind = ORDER.find((each) => kinds.has(each)) ?? 'quiet';
  return { kind, troubles, routesWithEvents, exitCode: exitCodeOf(kind, status) };
}

function exitCodeOf(kind: VerdictKind, { unseen }: PipeStatus): ExitCode {
  if (kind === 'failing' || kind === 'stopped') return ExitCode.changes;
  if (unseen.some(({ denied }) => denied)) return ExitCode.denied;
  return unseen.length > 0 ? ExitCode.error : ExitCode.done;
}
