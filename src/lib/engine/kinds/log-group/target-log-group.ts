import { ownValue } from '../../../base/own-value.js';
import type { LogGroup } from '../../../clients/aws/logs-model.js';
import type { DeclaredLogGroup } from '../../targets/declared-log-group.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { adoptOr } from '../ownership/adoption.js';
import { deletion } from '../ownership/deletion.js';
import { TagKey } from '../ownership/mark.js';
import { planThings } from '../ownership/plan-things.js';
import { missingThing } from '../ownership/refusals.js';
import type { RulesRead } from '../rule/rules-reading.js';
import type { LogGroupStep } from './log-group-steps.js';
import { storedBytes, type TargetLogGroupsRead } from './target-log-groups-reading.js';
import { planWantedLogGroup } from './wanted-log-group.js';

type Input = PlanInput<TargetLogGroupsRead & RulesRead>;
type Planned = KindPlan<LogGroupStep>;

/** Plans the log groups that rules send to: made where the file says `create`, checked where it says `existing`. */
export function planTargetLogGroups(input: Input): Planned {
  return planThings(
    input,
    { declared: input.declared.logGroups, live: input.live.targetLogGroups },
    (declared) => planDeclared(input, declared),
    (arn, live) => planLeftover(input, arn, live),
  );
}

function planDeclared(input: Input, declared: DeclaredLogGroup): Planned {
  const { arn, name, target, create, retentionDays, key } = declared;
  const live = input.live.targetLogGroups.get(arn);
  if (!create)
    return live === null
      ? { changes: [], refusals: [missingThing('log group', name, target)] }
      : { changes: [] };
  return planWantedLogGroup(input, {
    name,
    arn,
    key: arn,
    group: { kind: 'target', name: target },
    links: { on: arn },
    retentionDays,
    kmsKey: key,
    live: live ?? undefined,
    entry: ownValue(input.config.targets, target) ?? {},
    fix: adoptOr(
      live?.tags[TagKey.project] !== undefined,
      `To use it as it is, write  logGroup: { existing: ${name} }  for target ${target}; else choose another name.`,
    ),
  });
}

/** What is in it goes with it. CloudWatch counts what is in it with a delay. */
function planLeftover(input: Input, arn: string, live: LogGroup): Planned {
  const { name, tags } = live;
  return deletion(input, {
    kind: 'log-group',
    what: 'Log group',
    name,
    key: arn,
    links: { on: arn },
    tags,
    notes: ['its logs go with it'],
    after: [...new Set([...input.rules, ...input.live.rules].map((rule) => `rule:${rule.name}`))],
    steps: [{ call: 'logs.deleteGroup', name }],
    ...(storedBytes(live) === 0
      ? {}
      : {
          loss: {
            code: 'log-group-not-empty',
            message: `Log group ${name} holds events; deleting it loses them.`,
            fix: 'Export or read them first, or delete it with them: --force.',
          },
        }),
  });
}
