import type { LogGroup } from '../../../clients/aws/logs-model.js';
import { logGroupArn } from '../../../language/names/arn.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { FieldChange } from '../../change/model.js';
import type { DeclaredProcessor } from '../../targets/declared-processor.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import { does } from '../door/difference-harm.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { askedInTags } from '../noted/asked-of.js';
import { adoptionTags } from '../ownership/adoption.js';
import { companyTags, tagSteps } from '../ownership/company-tags.js';
import { isOurs, TagKey } from '../ownership/mark.js';
import {
  askedProcessorTags,
  compareProcessorTags,
  foreignThing,
  planProcessors,
  processorDeletion,
  processorTags,
} from '../processor/processor-things.js';
import type { RulesRead } from '../rule/rules-reading.js';
import { planBusLogGroup } from './bus-log-group.js';
import { logGroupMarks } from './log-group-marks.js';
import { logGroupRights } from './log-group-rights.js';
import { type LogGroupStep, logGroupSteps } from './log-group-steps.js';
import type { LogGroupsRead } from './log-groups-reading.js';
import { days } from './retention-words.js';
import { planTargetLogGroups } from './target-log-group.js';
import type { TargetLogGroupsRead } from './target-log-groups-reading.js';

type Needs = LogGroupsRead & BusLogRead & TargetLogGroupsRead & RulesRead;
type Input = PlanInput<Needs>;
type Planned = KindPlan<LogGroupStep>;

/** Log groups of processors' functions, of the event bus and of targets, which forget after as many days as the file says. */
export const logGroupKind: ResourceKind<'log-group', LogGroupStep, Needs> = {
  kind: 'log-group',
  label: 'log group',
  taggedAs: 'logs:log-group',
  steps: logGroupSteps,
  order: {
    part: 'support',
    growsAfter: [],
    // While one of ours is there, a run that goes on after one that broke off finds the policy by it.
    goesAfter: [
      { kind: 'delivery-destination', of: 'any' },
      { kind: 'log-policy', of: 'shrinking' },
    ],
    goesAfterRules: 'none',
  },
  countsAs: 'target',
  marks: logGroupMarks,
  harms: {
    missing: does('later', 'What is logged there is not kept as the file says.'),
    fields: {},
  },
  rights: logGroupRights,
  arnOf: (name, { config }) => logGroupArn(config, name),
  plan: (input) =>
    joinPlans<LogGroupStep>([
      planProcessors(
        input,
        input.live.logGroups,
        (processor) => planDeclared(input, processor),
        (base) => planLeftover(input, base),
      ),
      planBusLogGroup(input),
      planTargetLogGroups(input),
    ]),
};

function planDeclared(input: Input, processor: DeclaredProcessor): Planned {
  const { target, names } = processor;
  const logGroup = input.live.logGroups.get(names.function);
  const { logGroup: name } = names;
  const base = {
    kind: 'log-group',
    name,
    key: names.function,
    group: { kind: 'target', name: target.name },
  } as const;
  const { logRetentionDays: retentionDays } = target;
  if (logGroup === undefined) {
    const tags = processorTags(input, target.name);
    return {
      changes: [
        change({
          ...base,
          action: 'create',
          fields: [{ kind: 'value', field: 'kept for', after: days(retentionDays) }],
          steps: [{ call: 'logs.createGroup', name, retentionDays, tags }],
          asked: askedOf(input, processor, undefined),
        }),
      ],
    };
  }
  const ours = isOurs(logGroup.tags, input.mark);
  if (!ours && logGroup.tags[TagKey.project] !== undefined)
    return foreignThing(input, base, 'Log group', logGroup.tags, target.name);
  const { set, remove, fields: tagFields } = compareProcessorTags(input, target.name, logGroup.tags);
  const kept = logGroup.retentionDays ?? 0;
  const retention: readonly FieldChange[] =
    kept === retentionDays
      ? []
      : [{ kind: 'value', field: 'kept for', before: days(kept), after: days(retentionDays) }];
  const setRetention: readonly LogGroupStep[] =
    retention.length === 0 ? [] : [{ call: 'logs.setRetention', name, retentionDays }];
  if (!ours) {
    const tags = {
      ...companyTags(input.config),
      ...adoptionTags(input.mark),
      [TagKey.processor]: target.name,
    };
    const adopt = { call: 'logs.tag', arn: logGroup.arn, tags, remove: [] } as const;
    return {
      changes: [
        change({
          ...base,
          action: 'adopt',
          fields: retention,
          reason: 'it is where the function logs, and nobody has marked it: Lambda makes one by itself',
          steps: [adopt, ...setRetention],
          asked: askedOf(input, processor, logGroup),
        }),
      ],
    };
  }
  const fields = [...retention, ...tagFields];
  const steps = [
    ...setRetention,
    ...tagSteps({ set, remove, fields: tagFields }, (tags, gone) => ({
      call: 'logs.tag',
      arn: logGroup.arn,
      tags,
      remove: gone,
    })),
  ];
  const asked = askedOf(input, processor, logGroup);
  return { changes: [change({ ...base, action: updateOrNone(fields), fields, steps, asked })] };
}

/** What gcx asks for of a log group. */
function askedOf(
  input: Input,
  { target, names }: DeclaredProcessor,
  live: LogGroup | undefined,
): AskedOfKind {
  const tags = live?.tags ?? {};
  const arn = logGroupArn(input.config, names.logGroup);
  return askedInTags({
    of: changeId('log-group', names.function),
    isLive: live !== undefined,
    values: {
      'kept for': { wanted: target.logRetentionDays, live: live?.retentionDays ?? 0 },
      ...askedProcessorTags(input, target.name, tags),
    },
    tags,
    tag: (set, remove): LogGroupStep => ({ call: 'logs.tag', arn, tags: set, remove }),
  });
}

function planLeftover(input: Input, base: string): Planned {
  const logGroup = input.live.logGroups.get(base);
  if (logGroup === undefined) return { changes: [] };
  return processorDeletion(input, {
    kind: 'log-group',
    what: 'Log group',
    name: logGroup.name,
    key: base,
    tags: logGroup.tags,
    notes: ['its logs go with it'],
    after: [changeId('function', base)],
    steps: [{ call: 'logs.deleteGroup', name: logGroup.name }],
  });
}
