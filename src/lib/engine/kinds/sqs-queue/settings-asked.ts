import { type JsonValue, jsonObjectIn } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import type { SqsQueue } from '../../../clients/aws/model.js';
import type { SqsQueueSettings } from '../../../language/config/model.js';
import { isNotedAs } from '../../change/asked.js';
import { ASKED_TAG } from '../noted/asked-of.js';
import { KEY_ATTRIBUTE } from '../policies/key-attribute.js';
import { normalAttribute } from './attribute-value.js';

/** The settings of a live SQS queue that gcx asked for, as a file says them. */
export interface SettingsAsked {
  readonly key?: string;
  readonly settings: Omit<SqsQueueSettings, 'redrive'>;
  /** ARN of the SQS queue that messages are moved to, and after how many receives. */
  readonly redrive?: { readonly maxReceives: number; readonly arn: string };
}

/**
 * What a file has to say of a live queue so that gcx asks for the same: what it asked for by its note, as far as nobody
 * changed it since. A file without it would take these settings back.
 */
export function settingsAsked({ attributes, tags }: SqsQueue): SettingsAsked {
  const asked = (name: string): string | undefined => {
    const value = normalAttribute(name, attributes[name]);
    return value !== undefined && isNotedAs(tags[ASKED_TAG], name, value) ? value : undefined;
  };
  const count = (setting: keyof SqsQueueSettings, name: string): SqsQueueSettings => {
    const value = asked(name);
    return value === undefined ? {} : { [setting]: Number(value) };
  };
  const key = asked(KEY_ATTRIBUTE);
  const managed = asked('SqsManagedSseEnabled');
  const limit = asked('FifoThroughputLimit');
  const redrive = jsonObjectIn(asked('RedrivePolicy') ?? '') ?? {};
  const { deadLetterTargetArn: arn, maxReceiveCount } = redrive as Readonly<Record<string, JsonValue>>;
  const retention = count('retentionSeconds', 'MessageRetentionPeriod');
  return {
    ...(key === undefined ? {} : { key }),
    settings: {
      // The longest is what each dead-letter queue gets, and is not shortened where the file does not say it.
      ...(retention.retentionSeconds === Limits.sqsRetentionSeconds ? {} : retention),
      ...count('visibilitySeconds', 'VisibilityTimeout'),
      ...count('delaySeconds', 'DelaySeconds'),
      ...count('waitSeconds', 'ReceiveMessageWaitTimeSeconds'),
      ...count('maxMessageBytes', 'MaximumMessageSize'),
      ...(managed === undefined || key !== undefined
        ? {}
        : { encryption: managed === 'true' ? 'sse-sqs' : 'none' }),
      ...count('keyReuseSeconds', 'KmsDataKeyReusePeriodSeconds'),
      ...(limit === undefined ? {} : { throughput: limit === 'perQueue' ? 'perQueue' : 'perMessageGroup' }),
    },
    ...(typeof arn === 'string' ? { redrive: { maxReceives: Number(maxReceiveCount), arn } } : {}),
  };
}
