import type { JsonObject } from '../../../base/json.js';
import type { Notice } from '../../../base/notice.js';
import { nameOfArn, parseArn } from '../../../language/names/arn.js';
import { alarmArn } from '../../../language/names/arns.js';
import { change } from '../../change/change.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput } from '../door/kind.js';
import { isOurs, statementId } from '../ownership/mark.js';
import { letsIn } from '../policies/lets-in.js';
import { findStatement, sameStatement, statementsOf } from '../policies/policy.js';
import type { TopicsRead } from '../sns-topic/topics-reading.js';
import type { SnsPolicyStep } from './send-policy-steps.js';

type Input = PlanInput<TopicsRead>;
type Planned = KindPlan<SnsPolicyStep>;

const CLOUDWATCH = 'cloudwatch.amazonaws.com';

/**
 * The statement in an SNS topic's policy that lets the alarms of the project's processors publish; beside the one for
 * rules. A topic that gcx did not make is only looked at.
 */
export function planAlarmPolicies(input: Input): Planned {
  const alarmed = input.intent === 'apply' ? input.declared.processors : [];
  const wanted = new Map<string, readonly string[]>();
  for (const { alarmTopicArn: topic, names } of alarmed)
    if (topic !== undefined) wanted.set(topic, [...(wanted.get(topic) ?? []), names.function]);
  return joinPlans([
    ...[...wanted].map(([arn, bases]) => planWanted(input, arn, bases)),
    ...[...input.live.topics].map(([arn, topic]) => {
      const text = topic?.attributes['Policy'];
      const none = topic === null || wanted.has(arn) || findStatement(text, sidOf(input)) === undefined;
      return none ? { changes: [] } : planLeftover(input, arn, isOurs(topic.tags, input.mark));
    }),
  ]);
}

function planWanted(input: Input, arn: string, bases: readonly string[]): Planned {
  const declared = input.declared.topics.find((topic) => topic.arn === arn);
  const policy = input.live.topics.get(arn)?.attributes['Policy'];
  if (declared?.create !== true) {
    const warning = { changes: [], warnings: [notLetIn(arn)] };
    if (parseArn(arn)?.account !== input.config.aws.account) return warning;
    const request = {
      action: 'sns:Publish',
      resource: arn,
      account: input.config.aws.account,
      service: CLOUDWATCH,
    };
    const statements = statementsOf(policy);
    const lets = bases.every((base) =>
      letsIn(statements, { ...request, source: alarmArn(input.config, `${base}-failures`) }),
    );
    return lets ? { changes: [] } : warning;
  }
  const sid = sidOf(input);
  const statement: JsonObject = {
    Sid: sid,
    Effect: 'Allow',
    Principal: { Service: CLOUDWATCH },
    Action: 'sns:Publish',
    Resource: arn,
    Condition: { ArnLike: { 'aws:SourceArn': bases.map((base) => alarmArn(input.config, `${base}-*`)) } },
  };
  const found = findStatement(policy, sid);
  const base = keyOf(input, arn);
  if (found !== undefined && sameStatement(found, statement))
    return { changes: [change({ ...base, action: 'none' })] };
  return {
    changes: [
      change({
        ...base,
        action: found === undefined ? 'create' : 'update',
        fields: [{ kind: 'value', field: 'may publish', after: `alarms of ${bases.join(', ')}` }],
        steps: [{ call: 'sns.putStatement', arn, sid, statement }],
      }),
    ],
  };
}

/** Our statement where no alarm publishes any more; a topic that is deleted takes its policy along. */
function planLeftover(input: Input, arn: string, ours: boolean): Planned {
  const stays =
    !ours || (input.intent === 'apply' && input.declared.topics.some((topic) => topic.arn === arn));
  if (!stays) return { changes: [] };
  return {
    changes: [
      change({
        ...keyOf(input, arn),
        action: 'delete',
        reason: 'our statement: no alarm publishes there any more',
        steps: [{ call: 'sns.putStatement', arn, sid: sidOf(input), statement: null }],
      }),
    ],
  };
}

function keyOf(input: Input, arn: string) {
  const name = nameOfArn(arn);
  const target = input.declared.topics.find((topic) => topic.arn === arn)?.target ?? name;
  const group = { kind: 'target', name: target } as const;
  return { kind: 'sns-policy', name, key: `${arn}:alarms`, links: { on: arn }, group } as const;
}

function sidOf(input: Input): string {
  return statementId(input.mark, 'alarms');
}

function notLetIn(arn: string): Notice {
  return {
    code: 'alarms-not-let-in',
    message: `SNS topic ${nameOfArn(arn)} is to take alarms, and as far as gcx can see its policy does not let CloudWatch publish: then nobody hears them. Its owner must allow ${CLOUDWATCH} sns:Publish.`,
  };
}
