import { expect } from 'vitest';
import {
  type CompileNames,
  changeOrder,
  type DesiredRule,
  type LiveRule,
} from '../../../../src/lib/engine/compile/index.js';
import { type Step, TagKey } from '../../../../src/lib/engine/kinds/index.js';
import {
  createRuleSteps,
  deleteRuleSteps,
  updateRuleSteps,
} from '../../../../src/lib/engine/kinds/rule/rule-steps.js';
import type { LiveBus } from './live-bus.js';

/** One rule's change, with the changes that must be over before it begins. */
export interface Job {
  readonly name: string;
  readonly after: readonly string[];
  readonly calls: Step[];
}

/** The changes that lead from live to desired rules; deletes wait for all others. */
export function jobsFor(
  names: CompileNames,
  live: readonly LiveRule[],
  desired: readonly DesiredRule[],
): Job[] {
  const { before, lossy } = changeOrder(live, desired, names);
  expect(lossy).toEqual([]);
  const liveByName = new Map(live.map((rule) => [rule.name, rule]));
  const wanted = new Set(desired.map((rule) => rule.name));
  const changes = desired.map(
    (rule): Job => ({
      name: rule.name,
      after: before.filter((edge) => edge.mustPrecede === rule.name).map((edge) => edge.rule),
      calls: callsFor(liveByName.get(rule.name), rule),
    }),
  );
  const gone = live.filter((rule) => !wanted.has(rule.name));
  const deletes = gone.map(
    (rule): Job => ({
      name: rule.name,
      after: desired.map((one) => one.name),
      calls: [...deleteRuleSteps(rule)],
    }),
  );
  return [...changes, ...deletes];
}

/** Always with PutRule, as where a description changes too. */
function callsFor(live: LiveRule | undefined, rule: DesiredRule): Step[] {
  return [
    ...(live === undefined
      ? createRuleSteps(rule, { [TagKey.route]: rule.route })
      : updateRuleSteps(live, rule, true)),
  ];
}

/** Runs jobs at once, their calls mixed as chance has it, until all are done or some calls were made. */
export function replay(
  bus: LiveBus,
  jobs: Job[],
  pick: (below: number) => number,
  calls: number,
  check: () => void,
): void {
  const open = new Map(jobs.map((job) => [job.name, job]));
  for (let made = 0; open.size > 0 && made < calls; made += 1) {
    const ready = [...open.values()].filter((job) => job.after.every((name) => !open.has(name)));
    const job = ready[pick(ready.length)];
    const call = job?.calls.shift();
    if (job === undefined || call === undefined) throw new Error('changes wait for each other');
    bus.run(call);
    if (job.calls.length === 0) open.delete(job.name);
    check();
  }
}
