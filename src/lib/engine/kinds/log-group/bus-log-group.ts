import { logGroupArn } from '../../../language/names/arn.js';
import { change } from '../../change/change.js';
import { goneReason, groupOfBus, namesOf, wantedLevels } from '../bus-log/bus-log-parts.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { adoptOr } from '../ownership/adoption.js';
import { isOurs, TagKey } from '../ownership/mark.js';
import type { LogGroupStep } from './log-group-steps.js';
import { planWantedLogGroup } from './wanted-log-group.js';

type Input = PlanInput<BusLogRead>;

/** Plans the log group that the event bus logs to. */
export function planBusLogGroup(input: Input): KindPlan<LogGroupStep> {
  const { logging } = input.config;
  const { logGroup: name } = namesOf(input);
  const group = groupOfBus(input);
  const live = input.live.busLog?.group;
  if (logging === undefined || wantedLevels(input).length === 0) {
    if (live === undefined || !isOurs(live.tags, input.mark)) return { changes: [] };
    const reason = input.intent === 'destroy' ? 'destroy' : goneReason(input);
    const steps = [{ call: 'logs.deleteGroup', name } as const];
    const notes = ['its logs go with it'];
    return { changes: [change({ kind: 'log-group', name, group, action: 'delete', reason, notes, steps })] };
  }
  return planWantedLogGroup(input, {
    name,
    arn: logGroupArn(input.config, name),
    key: name,
    group,
    retentionDays: logging.retentionDays,
    kmsKey: logging.key,
    live,
    fix: adoptOr(
      live?.tags[TagKey.project] !== undefined,
      'gcx does not change it. Delete it on AWS, or rename the project.',
    ),
  });
}
