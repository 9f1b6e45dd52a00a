import type { JsonObject } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { nameOfArn, parseArn } from '../../../language/names/arn.js';
import { change, changeId } from '../../change/change.js';
import type { Change, Refusal } from '../../change/model.js';
import { joinPlans } from '../door/join-plans.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { isOurs, statementId } from '../ownership/mark.js';
import { findStatement, sameStatement, statementsOf, withStatement } from '../policies/policy.js';
import type { SendersRead } from '../policies/senders.js';
import { type Senders, sendersByArn, sendStatement, withFormerSenders } from '../policies/senders.js';
import { planAlarmPolicies } from './alarm-policy.js';
import {
  type SnsPolicyStep,
  type SqsPolicyStep,
  snsPolicySteps,
  sqsPolicySteps,
} from './send-policy-steps.js';

type Input = PlanInput<SendersRead>;
type Planned = KindPlan<SnsPolicyStep | SqsPolicyStep>;

/** What differs between the policy of an SNS topic and that of an SQS queue. */
interface Flavour {
  readonly kind: 'sns-policy' | 'sqs-policy';
  readonly service: 'sns' | 'sqs';
  readonly action: 'sns:Publish' | 'sqs:SendMessage';
  readonly statements: number;
  readonly bytes: number;
  readonly limitNames: readonly [string, string];
  live(
    input: Input,
  ): Iterable<readonly [string, { readonly policy: string | undefined; readonly ours: boolean } | null]>;
  put(arn: string, sid: string, statement: JsonObject | null): SnsPolicyStep | SqsPolicyStep;
}

const topics: Flavour = {
  kind: 'sns-policy',
  service: 'sns',
  action: 'sns:Publish',
  statements: Limits.snsPolicyStatements,
  bytes: Limits.snsPolicyBytes,
  limitNames: ['snsPolicyStatements', 'snsPolicyBytes'],
  *live(input) {
    for (const [arn, topic] of input.live.topics) {
      yield [arn, topic && { policy: topic.attributes['Policy'], ours: isOurs(topic.tags, input.mark) }];
    }
  },
  put: (arn, sid, statement) => ({ call: 'sns.putStatement', arn, sid, statement }),
};

const queues: Flavour = {
  kind: 'sqs-policy',
  service: 'sqs',
  action: 'sqs:SendMessage',
  statements: Limits.sqsPolicyStatements,
  bytes: Limits.sqsPolicyBytes,
  limitNames: ['sqsPolicyStatements', 'sqsPolicyBytes'],
  *live(input) {
    for (const [arn, queue] of input.live.queues) {
      yield [arn, queue && { policy: queue.attributes['Policy'], ours: isOurs(queue.tags, input.mark) }];
    }
  },
  put: (arn, sid, statement) => ({
    call: 'sqs.putStatement',
    name: nameOfArn(arn),
    account: parseArn(arn)?.account ?? '',
    sid,
    statement,
  }),
};

/** The statement in an SNS topic's policy that lets the project's rules publish: without it deliveries fail in silence. */
export const snsPolicyKind: ResourceKind<'sns-policy', SnsPolicyStep | SqsPolicyStep, SendersRead> = {
  kind: 'sns-policy',
  label: 'SNS topic policy',
  steps: snsPolicySteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'sns-topic', of: 'growing', same: true }],
    goesAfter: [
      { kind: 'subscription', of: 'shrinking' },
      { kind: 'alarm', of: 'any' },
    ],
    goesAfterRules: 'all',
  },
  actions: { read: ['sns:GetTopicAttributes'], write: ['sns:SetTopicAttributes'] },
  plan: (input) => joinPlans([planPolicies(input, topics), planAlarmPolicies(input)]),
};

/** The statement in an SQS queue's policy that lets the project's rules and topics send. */
export const sqsPolicyKind: ResourceKind<'sqs-policy', SnsPolicyStep | SqsPolicyStep, SendersRead> = {
  kind: 'sqs-policy',
  label: 'SQS queue policy',
  steps: sqsPolicySteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'sqs-queue', of: 'growing', same: true }],
    goesAfter: [{ kind: 'subscription', of: 'shrinking' }],
    goesAfterRules: 'all',
  },
  actions: { read: ['sqs:GetQueueAttributes'], write: ['sqs:SetQueueAttributes'] },
  plan: (input) => planPolicies(input, queues),
};

function planPolicies(input: Input, flavour: Flavour): Planned {
  const live = new Map(flavour.live(input));
  const senders = sendersByArn(input);
  const wanted = [...senders].filter(([arn]) => parseArn(arn)?.service === flavour.service);
  const plans = [
    ...wanted.map(([arn, who]) => planWanted(input, flavour, arn, who, live.get(arn) ?? null)),
    ...[...live].flatMap(([arn, found]) => {
      if (found === null || senders.has(arn)) return [];
      const statement = findStatement(found.policy, statementId(input.mark));
      return statement === undefined ? [] : [planLeftover(input, flavour, arn, found.ours)];
    }),
  ];
  return {
    changes: plans.flatMap((plan) => plan.changes),
    pending: plans.flatMap((plan) => plan.pending ?? []),
    refusals: plans.flatMap((plan) => plan.refusals ?? []),
  };
}

function planWanted(
  input: Input,
  flavour: Flavour,
  arn: string,
  senders: Senders,
  live: { readonly policy: string | undefined } | null,
): Planned {
  const name = nameOfArn(arn);
  // What its owner must allow is said with the rules.
  if (parseArn(arn)?.account !== input.config.aws.account) return { changes: [] };
  const sid = statementId(input.mark);
  const final = sendStatement(input, flavour.action, arn, senders);
  const found = findStatement(live?.policy, sid);
  const base = {
    kind: flavour.kind,
    name,
    key: arn,
    links: { on: arn },
    group: { kind: 'target', name: targetOf(input, arn) },
  } as const;
  if (found !== undefined && sameStatement(found, final))
    return { changes: [change({ ...base, action: 'none' })] };
  const field: Change['fields'][number] = {
    kind: 'value',
    field: 'may send',
    ...(found === undefined ? {} : { before: sendersInWords(found) }),
    after: sendersInWords(final),
  };
  const widened = found === undefined ? final : withFormerSenders(final, found);
  const widens = found === undefined || !sameStatement(found, widened);
  const changes: Change<SnsPolicyStep | SqsPolicyStep>[] = [];
  if (widens) {
    changes.push(
      change({
        ...base,
        action: found === undefined ? 'create' : 'update',
        fields: [field],
        steps: [flavour.put(arn, sid, widened)],
      }),
    );
  }
  if (!sameStatement(widened, final)) {
    changes.push(
      change({
        ...base,
        key: `${arn}:narrow`,
        links: { on: arn, narrows: changeId(flavour.kind, arn) },
        action: 'update',
        ...(widens ? {} : { fields: [field] }),
        reason: 'once those who send no more are gone',
        steps: [flavour.put(arn, sid, final)],
      }),
    );
  }
  if (!widens) return { changes };
  return { changes, refusals: quotaRefusals(flavour, arn, live?.policy, sid, widened) };
}

function quotaRefusals(
  flavour: Flavour,
  arn: string,
  policy: string | undefined,
  sid: string,
  statement: JsonObject,
): readonly Refusal[] {
  const next = withStatement(policy, sid, statement);
  const statements = statementsOf(next).length;
  const bytes = Buffer.byteLength(next);
  const [statementsName, bytesName] = flavour.limitNames;
  if (statements <= flavour.statements && bytes <= flavour.bytes) return [];
  return [
    {
      code: 'policy-full',
      change: changeId(flavour.kind, arn),
      message: `The policy of ${nameOfArn(arn)} would have ${statements} statements and ${bytes} bytes; AWS takes ${flavour.statements} (${statementsName}) and ${flavour.bytes} (${bytesName}).`,
      fix: 'Take statements that are no longer needed out of that policy, or send to a queue or topic of its own.',
    },
  ];
}

/** Our statement where the file sends no more; a topic or queue of ours that is deleted takes its policy along. */
function planLeftover(input: Input, flavour: Flavour, arn: string, ours: boolean): Planned {
  const stays =
    !ours ||
    (input.intent === 'apply' &&
      [...input.declared.topics, ...input.declared.queues].some((each) => each.arn === arn));
  if (!stays) return { changes: [] };
  const deleted = change({
    kind: flavour.kind,
    name: nameOfArn(arn),
    key: arn,
    links: { on: arn },
    group: { kind: 'target', name: targetOf(input, arn) },
    action: 'delete',
    reason: "our statement: the project's rules send there no more",
    steps: [flavour.put(arn, statementId(input.mark), null)],
  });
  return { changes: [deleted] };
}

/** The name in the file of the target that an ARN belongs to, else the resource's own. */
function targetOf(input: Input, arn: string): string {
  const found = [...input.declared.topics, ...input.declared.queues].find((each) => each.arn === arn);
  return found?.target ?? nameOfArn(arn);
}

function sendersInWords(statement: JsonObject): string {
  const condition = statement['Condition'];
  const text = JSON.stringify(condition ?? {});
  const sources = [...text.matchAll(/arn:aws:[^"]+/g)].map(([arn]) => shortSource(arn));
  return sources.length === 0 ? 'anyone' : sources.join(', ');
}

function shortSource(arn: string): string {
  const parts = parseArn(arn);
  if (parts?.service === 'events')
    return `rules ${parts.resource.slice(parts.resource.lastIndexOf('/') + 1)}`;
  return parts === undefined ? arn : `${parts.service === 'sns' ? 'topic' : parts.service} ${parts.resource}`;
}
