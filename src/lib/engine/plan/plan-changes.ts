import type { Notice } from '../../base/notice.js';
import type { Change, PlanCounts, Refusal } from '../change/model.js';
import { type Live, type PlanInput, RESOURCE_KINDS } from '../kinds/index.js';
import { checkRoom } from './bus-room.js';
import { guardRefusals, tagRoomRefusals } from './guards.js';
import { orderChanges, type RuleOrder, type RuleOrders } from './order.js';

/** What the live split says of a change of rules: an order that loses nothing, and rules for which there is none. */
export interface RuleMoves extends RuleOrders {
  readonly lossy: readonly { readonly rule: string; readonly why: string }[];
}

/** The changes of a plan with all that is to be said of them. */
export interface PlannedChanges {
  readonly changes: readonly Change[];
  readonly counts: PlanCounts;
  readonly warnings: readonly Notice[];
  readonly pending: readonly Notice[];
  readonly refusals: readonly Refusal[];
}

/** Pure: plans every kind of resource and puts the changes in an order in which no event is lost. */
export function planChanges(input: PlanInput<Live>, moves: RuleMoves): PlannedChanges {
  const plans = RESOURCE_KINDS.map((kind) => kind.plan(input));
  const changes = plans.flatMap((plan) => plan.changes);
  const room = checkRoom(input, changes);
  const lossy: readonly Refusal[] = input.allowed.eventLoss
    ? []
    : moves.lossy.map(({ rule, why }) => ({
        code: 'event-loss',
        change: `rule:${rule}`,
        message: `Changing rule ${rule} loses events for a moment: ${why}.`,
        fix: 'Allow it with --allow-event-loss, at a quiet time.',
      }));
  const ordered = orderChanges(
    changes,
    input.allowed.eventLoss ? { ...moves, before: withoutLossy(moves) } : moves,
    room.deletesFirst,
  );
  return {
    changes: ordered,
    counts: countActions(ordered),
    warnings: plans.flatMap((plan) => plan.warnings ?? []),
    pending: plans.flatMap((plan) => plan.pending ?? []),
    refusals: [
      ...plans.flatMap((plan) => plan.refusals ?? []),
      ...room.refusals,
      ...lossy,
      ...guardRefusals(input, ordered),
      ...tagRoomRefusals(ordered),
    ],
  };
}

/** How many changes there are of each action. */
function countActions(changes: readonly Change[]): PlanCounts {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, adopt: 0, none: 0 };
  for (const { action } of changes) if (action !== 'release') counts[action] += 1;
  return counts;
}

function withoutLossy(moves: RuleMoves): readonly RuleOrder[] {
  const lossy = new Set(moves.lossy.map(({ rule }) => rule));
  return moves.before.filter((order) => !lossy.has(order.rule) && !lossy.has(order.mustPrecede));
}
