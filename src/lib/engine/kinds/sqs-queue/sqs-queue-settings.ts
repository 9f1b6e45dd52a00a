import type { QueueAttributeName } from '../../../clients/aws/answers.js';
import type { ValueChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { durationText, flatLines, thingName } from '../../change/value-words.js';
import { KEY_ATTRIBUTE } from '../policies/key-attribute.js';
import { sameAttribute } from './attribute-value.js';

const SSE = 'SqsManagedSseEnabled';

/** The attributes of an SQS queue that gcx sets, as a person calls them. */
export const SET_ATTRIBUTES = [
  'FifoQueue',
  'ContentBasedDeduplication',
  'KmsMasterKeyId',
  'MessageRetentionPeriod',
  'VisibilityTimeout',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'MaximumMessageSize',
  'SqsManagedSseEnabled',
  'KmsDataKeyReusePeriodSeconds',
  'DeduplicationScope',
  'FifoThroughputLimit',
] as const satisfies readonly QueueAttributeName[];

type SetAttribute = (typeof SET_ATTRIBUTES)[number];

/** Those that stand in each note of what gcx asked for, also where it does not; the others only where it asks for them. */
export const FIRST_NOTED: ReadonlySet<SetAttribute> = new Set(SET_ATTRIBUTES.slice(0, 7));

/** What SQS gives a queue of which nothing is said (CreateQueue in SQS's API reference). */
export const AWS_RETENTION_SECONDS = 345_600;

const seconds = (value: string) => durationText(Number(value));
const bySqs = (value: string | undefined) => (value === 'false' ? 'none' : 'by SQS');
const yes = (value: string) => (value === 'true' ? 'on' : 'off');

function settingsOf(account: string): Readonly<Record<SetAttribute, Omit<Setting<string>, 'field'>>> {
  return {
    FifoQueue: { label: 'FIFO', words: yes },
    ContentBasedDeduplication: { label: 'content-based deduplication', words: yes },
    KmsMasterKeyId: { label: 'encryption', words: (key) => thingName(key, account), unset: 'by SQS' },
    MessageRetentionPeriod: { label: 'retention', words: seconds },
    VisibilityTimeout: { label: 'visibility time-out', words: seconds },
    RedrivePolicy: {
      label: 'dead letters',
      words: (policy) => redriveWords(policy, account),
      unset: 'kept in the queue',
    },
    RedriveAllowPolicy: {
      label: 'takes dead letters of',
      words: (policy) => allowWords(policy, account),
      unset: 'any queue',
    },
    DelaySeconds: { label: 'delay', words: seconds },
    ReceiveMessageWaitTimeSeconds: { label: 'wait for messages', words: seconds },
    MaximumMessageSize: { label: 'largest message', words: (bytes) => `${bytes} bytes` },
    SqsManagedSseEnabled: { label: 'encryption', words: bySqs },
    KmsDataKeyReusePeriodSeconds: {
      label: 'data key of KMS used again',
      words: (time) => `for ${seconds(time)}`,
    },
    DeduplicationScope: {
      label: 'deduplication',
      words: (scope) => (scope === 'queue' ? 'in the queue' : 'in each message group'),
    },
    FifoThroughputLimit: {
      label: 'throughput',
      words: (limit) => (limit === 'perQueue' ? 'per queue' : 'per message group'),
    },
  };
}

/**
 * The attributes of a live queue that change; an empty text is "not set".
 * @param set those that are set, the ones that stay among them
 */
export function attributeChanges(
  live: Readonly<Record<string, string>>,
  set: Readonly<Record<string, string>>,
  account: string,
): readonly ValueChange[] {
  const differs = (name: string) => !sameAttribute(name, live[name], set[name] ?? '');
  const names = Object.keys(set).filter(differs);
  return (
    names
      // How it is encrypted is one setting to a person: with a key, by SQS, or not.
      .filter((name) => name !== SSE || !names.includes(KEY_ATTRIBUTE))
      .map((name) => {
        const setting = settingOf(name, account);
        const withoutKey = live[KEY_ATTRIBUTE] ? set : live;
        const unset = name === KEY_ATTRIBUTE ? { unset: bySqs(withoutKey[SSE]) } : {};
        return settingChange({ ...setting, ...unset }, { before: live[name], after: set[name] || undefined });
      })
  );
}

/** What a new queue is like: what gcx sets, and how long it keeps what nobody reads and how it is encrypted. */
export function newQueueSettings(
  attributes: Readonly<Record<string, string>>,
  account: string,
): readonly ValueChange[] {
  const { MessageRetentionPeriod = String(AWS_RETENTION_SECONDS), [SSE]: sse, ...rest } = attributes;
  // A new queue is encrypted with keys of SQS's own where no key is named (SqsManagedSseEnabled).
  const encryption: readonly ValueChange[] =
    rest[KEY_ATTRIBUTE] === undefined ? [{ kind: 'value', field: 'encryption', after: bySqs(sse) }] : [];
  return [
    ...Object.entries({ MessageRetentionPeriod, ...rest }).map(([name, value]) =>
      newSetting(settingOf(name, account), value),
    ),
    ...encryption,
  ];
}

function settingOf(field: string, account: string): Setting<string> {
  const known: Readonly<Record<string, Omit<Setting<string>, 'field'>>> = settingsOf(account);
  return { field, ...(known[field] ?? { words: (value) => value }) };
}

function redriveWords(policy: string, account: string): string {
  const { deadLetterTargetArn, maxReceiveCount } = parsed(policy);
  if (typeof deadLetterTargetArn !== 'string') return looseText(policy);
  const times = Number(maxReceiveCount);
  return `to ${thingName(deadLetterTargetArn, account)} after ${times === 1 ? '1 receive' : `${times} receives`}`;
}

function allowWords(policy: string, account: string): string {
  const { redrivePermission, sourceQueueArns } = parsed(policy);
  if (redrivePermission === 'allowAll') return 'any queue';
  if (redrivePermission === 'denyAll') return 'no queue';
  return Array.isArray(sourceQueueArns)
    ? sourceQueueArns.map((arn) => thingName(String(arn), account)).join(', ')
    : looseText(policy);
}

function looseText(policy: string): string {
  const { ...all } = parsed(policy);
  return Object.keys(all).length === 0 ? policy : flatLines(all as Record<string, string>).join(', ');
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
