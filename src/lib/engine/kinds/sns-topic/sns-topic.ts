import { ownValue } from '../../../base/own-value.js';
import { counted } from '../../../base/words.js';
import { nameOfArn } from '../../../language/names/arn.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId, updateOrNone } from '../../change/change.js';
import type { FieldChange } from '../../change/model.js';
import type { DeclaredTopic } from '../../targets/declared.js';
import type { KindPlan, PlanInput, ResourceKind } from '../door/kind.js';
import { askedInTags } from '../noted/asked-of.js';
import { toAdopt } from '../ownership/adoption.js';
import { askedTags, companyTags, compareTags, tagSteps } from '../ownership/company-tags.js';
import { deletion } from '../ownership/deletion.js';
import { isOurs, markTags, ownerInWords } from '../ownership/mark.js';
import { planThings } from '../ownership/plan-things.js';
import { askedProtection, protectTags, withProtection } from '../ownership/protection.js';
import { leftAlone, missingThing } from '../ownership/refusals.js';
import { keptKeyNotes, keyField, keyProblems, newKeyField } from '../policies/encryption.js';
import { KEY_ATTRIBUTE } from '../policies/key-attribute.js';
import type { KeysRead } from '../policies/keys-reading.js';
import type { SendersRead } from '../policies/senders.js';
import { readSubscriptionRecord, subscriptionHash } from '../sns-subscription/sns-subscription-record.js';
import { topicHarms } from './sns-topic-attributes.js';
import { snsTopicMarks } from './sns-topic-marks.js';
import { snsTopicRights } from './sns-topic-rights.js';
import { type SnsTopicStep, snsTopicSteps } from './sns-topic-steps.js';
import { keyTakenOut } from './topic-key.js';
import type { LiveTopic } from './topics-reading.js';

type Input = PlanInput<SendersRead & KeysRead>;
type Planned = KindPlan<SnsTopicStep>;

/** SNS topics: made where the file says `create`, checked where it says `existing`. */
export const snsTopicKind: ResourceKind<'sns-topic', SnsTopicStep, SendersRead & KeysRead> = {
  kind: 'sns-topic',
  label: 'SNS topic',
  taggedAs: 'sns',
  steps: snsTopicSteps,
  order: {
    part: 'support',
    growsAfter: [],
    goesAfter: [
      { kind: 'sns-subscription', of: 'shrinking' },
      { kind: 'sns-policy', of: 'shrinking' },
      { kind: 'sqs-policy', of: 'shrinking' },
      { kind: 'lambda-permission', of: 'shrinking' },
      { kind: 'alarm', of: 'any' },
    ],
    goesAfterRules: 'all',
  },
  countsAs: 'itself',
  marks: snsTopicMarks,
  harms: topicHarms,
  rights: snsTopicRights,
  plan: (input) =>
    planThings(
      input,
      { declared: input.declared.topics, live: input.live.topics },
      (topic) => planDeclared(input, topic),
      (arn, live) => planLeftover(input, arn, live),
    ),
};

function planDeclared(input: Input, topic: DeclaredTopic): Planned {
  const live = input.live.topics.get(topic.arn) ?? null;
  const base = {
    kind: 'sns-topic',
    name: topic.name,
    key: topic.arn,
    group: { kind: 'target', name: topic.target },
    links: { on: topic.arn },
  } as const;
  const entry = ownValue(input.config.targets, topic.target);
  const liveKey = live?.attributes[KEY_ATTRIBUTE];
  if (!topic.create) {
    if (topic.account !== input.config.aws.account) return { changes: [] };
    if (live === null)
      return { changes: [], refusals: [missingThing('SNS topic', topic.name, topic.target)] };
    return { changes: [], ...keyProblems(input, { ...topic, service: 'sns', key: liveKey }) };
  }
  const back = live !== null && isOurs(live.tags, input.mark) ? keyTakenOut(topic, live) : undefined;
  const key = back === undefined ? (topic.key ?? liveKey) : undefined;
  const encryption = keyProblems(input, { ...topic, service: 'sns', key });
  const setKey: readonly SnsTopicStep[] =
    key === liveKey
      ? []
      : // An empty text takes the key away.
        [{ call: 'sns.setAttribute', arn: topic.arn, attribute: KEY_ATTRIBUTE, value: key ?? '' }];
  if (live === null) {
    const tags = { ...companyTags(input.config), ...markTags(input.mark), ...protectTags(entry) };
    const steps = [{ call: 'sns.createTopic', name: topic.name, tags } as const, ...setKey];
    const fields = [newKeyField(topic.key, input.config.aws.account)];
    const asked = askedOf(input, topic, null);
    return { changes: [change({ ...base, action: 'create', fields, steps, asked })], ...encryption };
  }
  if (isOurs(live.tags, input.mark)) {
    const tagged = withProtection(compareTags(input.config, live.tags), live.tags, entry);
    const steps: readonly SnsTopicStep[] = [
      ...setKey,
      ...tagSteps(tagged, (tags, remove) => ({ call: 'sns.tag', arn: topic.arn, tags, remove })),
    ];
    const fields: readonly FieldChange[] = [
      ...(setKey.length === 0 ? [] : [keyField(liveKey, key, input.config.aws.account)]),
      ...tagged.fields,
    ];
    const notes = keptKeyNotes(topic.key, key, input.config.aws.account);
    const action = updateOrNone(fields);
    const asked = askedOf(input, topic, live, back);
    return { changes: [change({ ...base, action, fields, notes, steps, asked })], ...encryption };
  }
  const fix = `To use it as it is, write  sns: { existing: ${topic.name} }  for target ${topic.target}; ${toAdopt(live.tags, '--topic', topic.name)}else choose another name.`;
  return leftAlone(base, 'SNS topic', ownerInWords(live.tags, input.mark), fix);
}

/**
 * What gcx asks for of a topic that it made.
 * @param back the key that is taken away, and asked for no more
 */
function askedOf(input: Input, topic: DeclaredTopic, live: LiveTopic | null, back?: string): AskedOfKind {
  const { arn, key } = topic;
  const tags = live?.tags ?? {};
  return askedInTags({
    of: changeId('sns-topic', arn),
    isLive: live !== null,
    values: {
      // Without a key in the file, one that people set is theirs.
      [KEY_ATTRIBUTE]: {
        wanted: key,
        live: key === undefined ? undefined : live?.attributes[KEY_ATTRIBUTE],
      },
      tags: askedTags(input.config, tags),
      protect: askedProtection(tags, ownValue(input.config.targets, topic.target)),
    },
    ...(back === undefined ? {} : { setBack: { [KEY_ATTRIBUTE]: back } }),
    tags,
    tag: (set, remove): SnsTopicStep => ({ call: 'sns.tag', arn, tags: set, remove }),
  });
}

function planLeftover(input: Input, arn: string, live: LiveTopic): Planned {
  const name = nameOfArn(arn);
  const record = readSubscriptionRecord(live.tags, input.mark);
  const byHand = live.subscriptions.filter((each) => !record.has(subscriptionHash(each)));
  const count = counted(byHand.length, 'subscription');
  return deletion(input, {
    kind: 'sns-topic',
    what: 'SNS topic',
    name,
    key: arn,
    links: { on: arn },
    tags: live.tags,
    steps: [{ call: 'sns.deleteTopic', arn }],
    ...(byHand.length === 0
      ? {}
      : {
          notes: [`${count} made by hand ${byHand.length === 1 ? 'goes' : 'go'} with it`],
          loss: {
            code: 'topic-in-use',
            message: `SNS topic ${name} has ${count} that gcx did not make; deleting it ends them.`,
            fix: 'If this is intended, run it again with --force.',
          },
        }),
  });
}
