import { counted } from '../../../base/words.js';
import type { SnsSubscription } from '../../../clients/aws/model.js';
import type { AskedOfKind } from '../../change/asked.js';
import { change, changeId } from '../../change/change.js';
import type { Change } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import type { DeclaredSnsSubscription, DeclaredTopic } from '../../targets/declared.js';
import { askedInList } from '../noted/asked-of.js';
import type { SnsTopicStep } from '../sns-topic/sns-topic-steps.js';
import { needsConfirmation, shortEndpoint } from './endpoint.js';
import type { SnsSubscriptionStep } from './sns-subscription-steps.js';

type Step = SnsSubscriptionStep | SnsTopicStep;

const RAW: Setting<boolean> = {
  field: 'raw',
  label: 'raw delivery',
  words: (value) => (value ? 'on' : 'off'),
};

/** A topic that the file speaks of or spoke of. */
export interface PlannedTopic extends DeclaredTopic {
  /** Whether its target has others: one for each event type. */
  readonly isOneOfSeveral: boolean;
}

/** Whose subscription it is; with the topic, where the target does not say which. */
function nameOf(topic: PlannedTopic, each: Pick<SnsSubscription, 'protocol' | 'endpoint'>): string {
  const to = topic.isOneOfSeveral ? ` to ${topic.name}` : '';
  return `${each.protocol} ${shortEndpoint(each)}${to}`;
}

/**
 * A subscription that the file wants: made, its raw delivery set, or left as it is.
 * @param record the steps that write it into the topic's record, before it is made
 */
export function planWanted(
  topic: PlannedTopic,
  wanted: DeclaredSnsSubscription,
  live: SnsSubscription | undefined,
  record: readonly Step[],
): Change<Step> {
  const base = {
    kind: 'sns-subscription',
    name: nameOf(topic, wanted),
    key: `${topic.arn}:${wanted.protocol}:${wanted.endpoint}`,
    group: { kind: 'target', name: topic.target },
    after: topic.create ? [changeId('sns-topic', topic.arn)] : [],
  } as const;
  if (live === undefined) {
    const subscribe: SnsSubscriptionStep = {
      call: 'sns.subscribe',
      arn: topic.arn,
      protocol: wanted.protocol,
      endpoint: wanted.endpoint,
      raw: wanted.raw,
    };
    const notes = needsConfirmation(wanted) ? ['stays pending until its receiver confirms it'] : [];
    const fields = wanted.raw ? [newSetting(RAW, true)] : [];
    // One that waits for its receiver is dropped by SNS itself after a while: it may be gone without anybody's doing.
    const asked = needsConfirmation(wanted) ? {} : { asked: askedOf(topic, wanted, undefined) };
    return change({ ...base, ...asked, action: 'create', fields, notes, steps: [...record, subscribe] });
  }
  if (live.arn === undefined) return change({ ...base, action: 'none' });
  const asked = askedOf(topic, wanted, live);
  if (live.raw === wanted.raw) return change({ ...base, action: 'none', asked });
  return change({
    ...base,
    asked,
    action: 'update',
    fields: [settingChange(RAW, { before: live.raw, after: wanted.raw })],
    steps: [
      {
        call: 'sns.setRaw',
        arn: topic.arn,
        protocol: wanted.protocol,
        endpoint: wanted.endpoint,
        raw: wanted.raw,
      },
    ],
  });
}

/** What gcx asks for of a subscription. Subscriptions have no tags: the list of the bus holds its note. */
function askedOf(
  { arn }: DeclaredTopic,
  { protocol, endpoint, raw }: DeclaredSnsSubscription,
  live: SnsSubscription | undefined,
): AskedOfKind {
  return askedInList({
    of: changeId('sns-subscription', `${arn}:${protocol}:${endpoint}`),
    isLive: live !== undefined,
    values: { raw: { wanted: raw, live: live?.raw } },
  });
}

/**
 * One that gcx made and that left the file.
 * @param record the steps that take it from the topic's record, once it is gone
 */
export function planRemoved(
  topic: PlannedTopic,
  gone: SnsSubscription,
  record: readonly Step[],
): Change<Step> {
  const unsubscribe: Step = {
    call: 'sns.unsubscribe',
    arn: topic.arn,
    protocol: gone.protocol,
    endpoint: gone.endpoint,
  };
  return change({
    kind: 'sns-subscription',
    name: nameOf(topic, gone),
    key: `${topic.arn}:${gone.protocol}:${gone.endpoint}`,
    group: { kind: 'target', name: topic.target },
    action: 'delete',
    reason: 'the subscriber left the file',
    steps: [unsubscribe, ...record],
  });
}

/** One that left the file before its receiver confirmed it. */
export function planUnconfirmed(topic: PlannedTopic, live: SnsSubscription): Change<Step> {
  return change({
    kind: 'sns-subscription',
    name: nameOf(topic, live),
    key: `${topic.arn}:${live.protocol}:${live.endpoint}`,
    group: { kind: 'target', name: topic.target },
    action: 'none',
    notes: ['left the file, and is not confirmed: pending until SNS drops it'],
  });
}

/** The record of subscriptions that ended without gcx: whoever subscribes the same receiver by hand should keep it. */
export function planForgotten(
  topic: PlannedTopic,
  count: number,
  steps: readonly Step[],
): readonly Change<Step>[] {
  if (count === 0 || steps.length === 0) return [];
  return [
    change({
      kind: 'sns-subscription',
      name: `${counted(count, 'subscription')} gone`,
      key: `${topic.arn}:gone`,
      group: { kind: 'target', name: topic.target },
      action: 'update',
      fields: [
        { kind: 'value', field: 'record of what gcx made', after: 'without what is gone', origin: 'file' },
      ],
      steps,
    }),
  ];
}

/**
 * Shows subscriptions that are not this project's, as unchanged lines of their own: those of other projects and environments
 * are called that, what is left people added by hand.
 * @param owners whose those are that gcx made for others
 */
export function withOthers(
  topic: PlannedTopic,
  changes: readonly Change<Step>[],
  others: readonly (readonly [hash: string, SnsSubscription])[],
  owners: ReadonlyMap<string, string>,
): readonly Change<Step>[] {
  const ownerOf = ([hash]: (typeof others)[number]) => owners.get(hash);
  const kept = [...new Set(others.map(ownerOf))].map((owner) => {
    const theirs = others.filter((each) => ownerOf(each) === owner);
    const whose = owner === undefined ? 'added by hand' : `of ${owner}`;
    const names = theirs.map(([, each]) => `${each.protocol} ${shortEndpoint(each)}`).join(', ');
    return change({
      kind: 'sns-subscription',
      name: `${theirs.length} ${whose}`,
      key: `${topic.arn}:${owner ?? 'by-hand'}`,
      group: { kind: 'target', name: topic.target },
      action: 'none',
      notes: [`${counted(theirs.length, 'subscription')} ${whose}: kept (${names})`],
    });
  });
  return [...changes, ...kept];
}
