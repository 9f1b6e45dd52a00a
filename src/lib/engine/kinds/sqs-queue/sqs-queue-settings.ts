import type { QueueAttributeName } from '../../../clients/aws/answers.js';
import type { ValueChange } from '../../change/model.js';
import { newSetting, type Setting, settingChange } from '../../change/setting.js';
import { durationText, flatLines, thingName } from '../../change/value-words.js';
import { KEY_ATTRIBUTE } from '../policies/keys-reading.js';

/** The attributes of an SQS queue that gcx sets, as a person calls them. */
export const SET_ATTRIBUTES = [
  'FifoQueue',
  'ContentBasedDeduplication',
  'KmsMasterKeyId',
  'MessageRetentionPeriod',
  'VisibilityTimeout',
  'RedrivePolicy',
  'RedriveAllowPolicy',
] as const satisfies readonly QueueAttributeName[];

type SetAttribute = (typeof SET_ATTRIBUTES)[number];

/** What SQS gives a queue of which nothing is said (CreateQueue in SQS's API reference). */
const AWS_RETENTION_SECONDS = 345_600;

const seconds = (value: string) => durationText(Number(value));
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
  };
}

/** An attribute of a live queue that changes; undefined is "not set". */
export function attributeChange(
  name: string,
  values: { readonly before: string | undefined; readonly after: string },
  account: string,
): ValueChange {
  return settingChange(settingOf(name, account), values);
}

/** What a new queue is like: what gcx sets, and how long it keeps what nobody reads and how it is encrypted. */
export function newQueueSettings(
  attributes: Readonly<Record<string, string>>,
  account: string,
): readonly ValueChange[] {
  const { MessageRetentionPeriod = String(AWS_RETENTION_SECONDS), ...rest } = attributes;
  // A new queue is encrypted with keys of SQS's own where no key is named (SqsManagedSseEnabled).
  const encryption: readonly ValueChange[] =
    rest[KEY_ATTRIBUTE] === undefined ? [{ kind: 'value', field: 'encryption', after: 'by SQS' }] : [];
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
