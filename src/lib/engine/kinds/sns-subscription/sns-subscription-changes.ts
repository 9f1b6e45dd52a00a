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
import {
  changedSettings,
  liveSettings,
  newSettings,
  type SettingValues,
  SUBSCRIPTION_SETTINGS,
  settingAttributes,
  settingsTakenAway,
  wantedSettings,
} from './subscription-settings.js';

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
  /** The note of what gcx asked for of a subscription, by its id; undefined where there is none. */
  readonly notedOf: (id: string) => string | undefined;
}

/** Whose subscription it is; with the topic, where the target does not say which. */
function nameOf(topic: PlannedTopic, each: Pick<SnsSubscription, 'protocol' | 'endpoint'>): string {
  const to = topic.isOneOfSeveral ? ` to ${topic.name}` : '';
  return `${each.protocol} ${shortEndpoint(each)}${to}`;
}

/**
 * A subscription that the file wants: made, set up, or left as it is.
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
  const settings = wantedSettings(wanted);
  const { arn } = topic;
  const { protocol, endpoint, raw } = wanted;
  if (live === undefined) {
    const set = settingAttributes(settings);
    const subscribe: SnsSubscriptionStep = {
      call: 'sns.subscribe',
      arn,
      protocol,
      endpoint,
      raw,
      ...(Object.keys(set).length === 0 ? {} : { settings: set }),
    };
    const notes = needsConfirmation(wanted) ? ['stays pending until its receiver confirms it'] : [];
    const fields = [...(raw ? [newSetting(RAW, true)] : []), ...newSettings(settings, topic.account)];
    // One that waits for its receiver is dropped by SNS itself after a while: it may be gone without anybody's doing.
    const asked = needsConfirmation(wanted) ? {} : { asked: askedOf(topic, wanted, undefined, {}) };
    return change({ ...base, ...asked, action: 'create', fields, notes, steps: [...record, subscribe] });
  }
  if (live.arn === undefined) return change({ ...base, action: 'none' });
  const now = liveSettings(live.settings);
  const away = takenAway(topic, wanted, live);
  const asked = askedOf(topic, wanted, live, away);
  const noted = topic.notedOf(idOf(arn, wanted));
  const changed = changedSettings(now, settings, away, { noted, account: topic.account });
  const isOtherRaw = live.raw !== raw;
  if (!isOtherRaw && changed.length === 0) return change({ ...base, action: 'none', asked });
  const steps: readonly SnsSubscriptionStep[] = [
    ...(isOtherRaw ? [{ call: 'sns.setRaw', arn, protocol, endpoint, raw } as const] : []),
    ...(changed.length === 0
      ? []
      : [
          {
            call: 'sns.setSubscription',
            arn,
            protocol,
            endpoint,
            settings: settingAttributes(settings, away),
          } as const,
        ]),
  ];
  const fields = [...(isOtherRaw ? [settingChange(RAW, { before: live.raw, after: raw })] : []), ...changed];
  return change({ ...base, asked, action: 'update', fields, steps });
}

/** The settings of a live subscription that gcx takes away, with their values. */
export function takenAway(
  topic: Pick<PlannedTopic, 'arn' | 'notedOf'>,
  wanted: DeclaredSnsSubscription,
  live: SnsSubscription,
): SettingValues {
  const noted = topic.notedOf(idOf(topic.arn, wanted));
  return settingsTakenAway(wantedSettings(wanted), liveSettings(live.settings), noted);
}

function idOf(
  topicArn: string,
  { protocol, endpoint }: Pick<SnsSubscription, 'protocol' | 'endpoint'>,
): string {
  return changeId('sns-subscription', `${topicArn}:${protocol}:${endpoint}`);
}

/** What gcx asks for of a subscription. Subscriptions have no tags: the list of the bus holds its note. */
function askedOf(
  { arn }: DeclaredTopic,
  wanted: DeclaredSnsSubscription,
  live: SnsSubscription | undefined,
  away: SettingValues,
): AskedOfKind {
  const settings = wantedSettings(wanted);
  const now = liveSettings(live?.settings);
  return askedInList({
    of: idOf(arn, wanted),
    isLive: live !== undefined,
    values: {
      raw: { wanted: wanted.raw, live: live?.raw },
      // The notes of subscriptions without such a setting stay as they are.
      ...Object.fromEntries(
        SUBSCRIPTION_SETTINGS.filter((name) => settings[name] !== undefined).map((name) => [
          name,
          { wanted: settings[name], live: now[name] },
        ]),
      ),
    },
    setBack: { ...away },
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
