import { secretsOf } from '../../base/secret-variables.js';
import type { ApplyOptions, ApplyReport } from '../../engine/apply/index.js';
import { hasChanges } from '../../engine/change/has-changes.js';
import type { Plan } from '../../engine/change/model.js';
import { refusedForNewerMarks } from '../../engine/kinds/index.js';
import { refusedForPermissions } from '../../engine/plan/index.js';
import type { Connection } from '../access/connect.js';
import type { Hold } from '../lease/index.js';

/** What is to be carried out, and where. */
export interface ToCarryOut extends Pick<Connection, 'genesys' | 'aws'> {
  readonly plan: Plan;
  /** What makePlan built for the plan; absent: it has no processors. */
  readonly processors?: ApplyOptions['processors'];
  /** Whether all that the lease is of goes or is released. Absent: where it is a plan of `destroy`. */
  readonly endsPipe?: boolean;
  /** Held while it is planned and carried out. Absent: it is done without. */
  readonly lease?: Hold;
  /** The time in which it is carried out. Absent: the machine's. */
  readonly clock?: Required<Pick<ApplyOptions, 'now' | 'sleep'>>;
}

/** Who is asked, and told how far it is. */
export interface CarryOutHost {
  /** Told the plan, before anything else; it may have refusals that only count for a plan that is carried out. */
  readonly planned: (plan: Plan) => void;
  /** Whether to go on. */
  readonly approve: (plan: Plan) => Promise<boolean>;
  /** Runs the apply, and shows its progress; `signal` is aborted when a person interrupts. */
  readonly during: (
    run: (told: Required<Pick<ApplyOptions, 'onProgress' | 'signal'>>) => Promise<ApplyReport>,
  ) => Promise<ApplyReport>;
}

/** What became of a plan that was to be carried out. */
export type CarriedOut =
  | { readonly outcome: 'refused' | 'declined'; readonly plan: Plan }
  /** `report`: of the notes that were written all the same. Absent: none was missing. */
  | { readonly outcome: 'no-changes'; readonly plan: Plan; readonly report?: ApplyReport }
  | { readonly outcome: 'carried-out'; readonly plan: Plan; readonly report: ApplyReport };

/**
 * Shows a plan, asks, and carries it out. Failed changes are in the report; nothing is thrown for them. Throws
 * GcxError, before anything is changed, where a secret that it takes is not in the environment. Where all that a
 * lease is of was deleted, the lease goes, too.
 */
export async function carryOut(work: ToCarryOut, host: CarryOutHost): Promise<CarriedOut> {
  const carried = await carryOutUnderLease(work, host);
  const { endsPipe = work.plan.intent === 'destroy' } = work;
  if (endsPipe && isWhole(carried)) await work.lease?.release('delete');
  return carried;
}

async function carryOutUnderLease(work: ToCarryOut, host: CarryOutHost): Promise<CarriedOut> {
  const plan = refusedForPermissions(refusedForNewerMarks(work.plan));
  host.planned(plan);
  if (plan.refusals.length > 0) return { outcome: 'refused', plan };
  const { applyPlan, hasNotesToWrite, requireSecrets } = await import('../../engine/apply/index.js');
  requireSecrets(plan, secretsOf(process.env));
  const run = () =>
    host.during(({ signal, onProgress }) => {
      const { genesys, aws, processors = new Map(), lease, clock = {} } = work;
      const either = lease === undefined ? signal : AbortSignal.any([signal, lease.lost]);
      return applyPlan({ plan, genesys, aws, processors, onProgress, signal: either, ...clock });
    });
  if (!hasChanges(plan)) {
    return { outcome: 'no-changes', plan, ...(hasNotesToWrite(plan) ? { report: await run() } : {}) };
  }
  if (!(await host.approve(plan))) return { outcome: 'declined', plan };
  return { outcome: 'carried-out', plan, report: await run() };
}

/** Whether nothing is left to do. */
function isWhole(carried: CarriedOut): boolean {
  switch (carried.outcome) {
    case 'refused':
    case 'declined':
      return false;
    case 'no-changes':
      return true;
    case 'carried-out':
      return carried.report.failed === 0 && carried.report.notAttempted === 0;
  }
}
