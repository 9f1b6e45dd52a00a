import type { FieldChange, Refusal } from '../plan/model.js';
import { adoptedRefusal, isAdopted } from './adoption.js';
import { nameOfArn } from './arn.js';
import { change, changeId, updateOrNone } from './change.js';
import { companyTags, compareTags } from './company-tags.js';
import { counted } from './counted.js';
import type { DeclaredTopic } from './declared.js';
import { KEY_ATTRIBUTE, keptKeyNotes, keyField, keyProblems } from './encryption.js';
import type { KindPlan, PlanInput, ResourceKind } from './kind.js';
import type { LiveTopic } from './live.js';
import { isOurs, markTags, ownerInWords } from './mark.js';
import { missingThing, nameTaken } from './refusals.js';
import type { Step } from './step.js';
import { readSubscriptionRecord, subscriptionHash } from './subscription-record.js';

/** SNS topics: made where the file says `create`, checked where it says `existing`. */
export const snsTopicKind: ResourceKind = {
  kind: 'sns-topic',
  actions: {
    read: ['sns:GetTopicAttributes', 'sns:ListTagsForResource', 'tag:GetResources'],
    write: [
      'sns:CreateTopic',
      'sns:DeleteTopic',
      'sns:TagResource',
      'sns:UntagResource',
      'sns:SetTopicAttributes',
    ],
  },
  plan(input) {
    const declared = input.intent === 'apply' ? input.declared.topics : [];
    const wanted = new Set(declared.map((topic) => topic.arn));
    const plans = [
      ...declared.map((topic) => planDeclared(input, topic)),
      ...[...input.live.topics].flatMap(([arn, live]) =>
        wanted.has(arn) || live === null || !isOurs(live.tags, input.mark)
          ? []
          : [planLeftover(input, arn, live)],
      ),
    ];
    return {
      changes: plans.flatMap((plan) => plan.changes),
      warnings: plans.flatMap((plan) => plan.warnings ?? []),
      refusals: plans.flatMap((plan) => plan.refusals ?? []),
    };
  },
};

function planDeclared(input: PlanInput, topic: DeclaredTopic): KindPlan {
  const live = input.live.topics.get(topic.arn) ?? null;
  const base = {
    kind: 'sns-topic',
    name: topic.name,
    key: topic.arn,
    group: { kind: 'target', name: topic.target },
  } as const;
  const liveKey = live?.attributes[KEY_ATTRIBUTE];
  if (!topic.create) {
    if (topic.account !== input.config.aws.account) return { changes: [] };
    if (live === null) return { changes: [], refusals: [missingThing('SNS topic', topic.arn, topic.target)] };
    return { changes: [], ...keyProblems(input, { ...topic, service: 'sns', key: liveKey }) };
  }
  const encryption = keyProblems(input, { ...topic, service: 'sns', key: topic.key ?? liveKey });
  const setKey: readonly Step[] =
    topic.key === undefined || topic.key === liveKey
      ? []
      : [{ call: 'sns.setAttribute', arn: topic.arn, attribute: KEY_ATTRIBUTE, value: topic.key }];
  if (live === null) {
    const tags = { ...companyTags(input.config), ...markTags(input.mark) };
    const steps = [{ call: 'sns.createTopic', name: topic.name, tags } as const, ...setKey];
    return { changes: [change({ ...base, action: 'create', steps })], ...encryption };
  }
  if (isOurs(live.tags, input.mark)) {
    const tagged = compareTags(input.config, live.tags);
    const steps: readonly Step[] = [
      ...setKey,
      ...(tagged.fields.length === 0
        ? []
        : [{ call: 'sns.tag', arn: topic.arn, tags: tagged.set, remove: tagged.remove } as const]),
    ];
    const fields: readonly FieldChange[] = [
      ...(setKey.length === 0 ? [] : [keyField(liveKey, topic.key)]),
      ...tagged.fields,
    ];
    const notes = keptKeyNotes(topic.key, liveKey);
    const action = updateOrNone(fields);
    return { changes: [change({ ...base, action, fields, notes, steps })], ...encryption };
  }
  const fix = `To use it as it is, write  sns: { existing: ${topic.name} }  for target ${topic.target}; to have gcx look after it:  gcx adopt --topic ${topic.name}; else choose another name.`;
  return {
    changes: [change({ ...base, action: 'none', notes: ['not ours: left alone'] })],
    refusals: [
      nameTaken('SNS topic', topic.name, ownerInWords(live.tags), fix, changeId('sns-topic', topic.arn)),
    ],
  };
}

function planLeftover(input: PlanInput, arn: string, live: LiveTopic): KindPlan {
  const name = nameOfArn(arn);
  const record = readSubscriptionRecord(live.tags, input.mark);
  const byHand = live.subscriptions.filter((each) => !record.has(subscriptionHash(each)));
  const deleted = change({
    kind: 'sns-topic',
    name,
    key: arn,
    group: { kind: 'target', name },
    action: 'delete',
    reason: input.intent === 'destroy' ? 'destroy' : 'no target of the file makes it any more',
    ...(byHand.length > 0
      ? {
          notes: [
            `${counted(byHand.length, 'subscription')} made by hand ${byHand.length === 1 ? 'goes' : 'go'} with it`,
          ],
        }
      : {}),
    steps: [{ call: 'sns.deleteTopic', arn }],
  });
  if (isAdopted(live.tags) && !input.allowed.force)
    return { changes: [deleted], refusals: [adoptedRefusal('SNS topic', name, deleted.id)] };
  const refusals: readonly Refusal[] =
    byHand.length === 0 || input.allowed.force
      ? []
      : [
          {
            code: 'topic-in-use',
            change: deleted.id,
            message: `SNS topic ${name} has ${counted(byHand.length, 'subscription')} that gcx did not make; deleting it ends them.`,
            fix: 'If that is meant: run it again with --force.',
          },
        ];
  return { changes: [deleted], refusals };
}
