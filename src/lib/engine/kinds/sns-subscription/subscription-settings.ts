import { canonicalJson, isJsonObject, type JsonValue, jsonObjectIn } from '../../../base/json.js';
import type { SubscriptionSettings } from '../../../clients/aws/model.js';
import { isLeftOut, isNotedAs } from '../../change/asked.js';
import type { ValueChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { thingName } from '../../change/value-words.js';
import type { DeclaredSnsSubscription } from '../../targets/declared.js';
import { patternWords } from '../rule/condition-words.js';

/** The settings of a subscription beside raw delivery, as fields and notes call them. */
export const SUBSCRIPTION_SETTINGS = ['dead letters', 'filter'] as const;

/** A setting of a subscription beside raw delivery. */
export type SubscriptionSetting = (typeof SUBSCRIPTION_SETTINGS)[number];

/** What a setting is, in one form for the file and for SNS; undefined: it is not set. */
export type SettingValues = Readonly<Partial<Record<SubscriptionSetting, JsonValue>>>;

/** What the file says of a subscription. */
export function wantedSettings({ deadLettersTo, filter }: DeclaredSnsSubscription): SettingValues {
  return {
    ...(deadLettersTo === undefined ? {} : { 'dead letters': deadLettersTo }),
    ...(filter === undefined ? {} : { filter }),
  };
}

/** What is set of a live subscription. */
export function liveSettings({
  RedrivePolicy = '',
  FilterPolicy,
  FilterPolicyScope,
}: SubscriptionSettings = {}): SettingValues {
  const filter = filterIn(FilterPolicy);
  return {
    ...(RedrivePolicy === '' ? {} : { 'dead letters': redriveTarget(RedrivePolicy) }),
    ...(filter === undefined ? {} : { filter: FilterPolicyScope === BODY ? filter : { attributes: filter } }),
  };
}

/** What a filter looks into: gcx's always at the event, which is the body of the message. */
const BODY = 'MessageBody';

/** A filter policy; undefined where there is none, which an empty one is, too. */
function filterIn(policy: string | undefined): JsonValue | undefined {
  const parsed = policy === undefined ? undefined : jsonObjectIn(policy);
  return parsed === undefined ? policy || undefined : Object.keys(parsed).length === 0 ? undefined : parsed;
}

/**
 * Settings that are taken away: those that gcx set, that the file says no more, and that nobody changed since.
 * @param noted the note of what gcx asked for when it last asked
 */
export function settingsTakenAway(
  wanted: SettingValues,
  live: SettingValues,
  noted: string | undefined,
): SettingValues {
  return Object.fromEntries(
    Object.entries(live).filter(
      ([name, value]) => !Object.hasOwn(wanted, name) && isNotedAs(noted, name, value),
    ),
  );
}

/** The attributes that make settings so; those that are taken away are empty texts. */
export function settingAttributes(values: SettingValues, away: SettingValues = {}): SubscriptionSettings {
  const { 'dead letters': queue, filter } = values;
  return {
    ...(queue === undefined ? {} : { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queue }) }),
    ...(queue === undefined && Object.hasOwn(away, 'dead letters') ? { RedrivePolicy: '' } : {}),
    // The scope first: SNS takes no nested policy on attributes.
    ...(filter === undefined ? {} : { FilterPolicyScope: BODY, FilterPolicy: JSON.stringify(filter) }),
    // A filter is taken away by an empty one.
    ...(filter === undefined && Object.hasOwn(away, 'filter') ? { FilterPolicy: '{}' } : {}),
  };
}

/** ARNs of the SQS queues that take what SNS cannot deliver. */
export function deadLettersIn({ RedrivePolicy = '' }: SubscriptionSettings = {}): readonly string[] {
  return RedrivePolicy === '' ? [] : [redriveTarget(RedrivePolicy)];
}

/** The settings of a subscription that is made. */
export function newSettings(values: SettingValues, account: string): readonly ValueChange[] {
  return Object.entries(values).map(([name, value]) => newSetting(wordsOf(name, account), value));
}

/**
 * The settings of a live subscription that change.
 * @param noted the note of what gcx last asked for; what it leaves out the file did not ask for
 */
export function changedSettings(
  live: SettingValues,
  wanted: SettingValues,
  away: SettingValues,
  { noted, account }: { readonly noted: string | undefined; readonly account: string },
): readonly ValueChange[] {
  return SUBSCRIPTION_SETTINGS.flatMap((name) => {
    const before = live[name];
    const after = wanted[name];
    const isAway = Object.hasOwn(away, name);
    if (!isAway && (after === undefined || canonicalJson(before ?? null) === canonicalJson(after))) return [];
    const change = settingChange(wordsOf(name, account), { before, after });
    return [isAway || isLeftOut(noted, name) ? { ...change, origin: 'file' } : change];
  });
}

function wordsOf(name: string, account: string): Setting<JsonValue> {
  if (name === 'filter') return { field: name, words: filterWords, unset: 'none' };
  return { field: name, words: (value) => thingName(String(value), account), unset: 'dropped' };
}

/** A filter as a file says it, as far as it looks into the event. */
function filterWords(value: JsonValue): string {
  return isJsonObject(value) ? patternWords(value) : String(value);
}

/** The ARN in a redrive policy; the whole text where it is none that gcx can read. */
function redriveTarget(policy: string): string {
  try {
    const parsed = JSON.parse(policy) as JsonValue;
    const target = isJsonObject(parsed) ? parsed['deadLetterTargetArn'] : undefined;
    return typeof target === 'string' ? target : policy;
  } catch {
    return policy;
  }
}
