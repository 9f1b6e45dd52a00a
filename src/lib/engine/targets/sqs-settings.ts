import type { JsonObject } from '../../base/json.js';
import type { Config, SqsQueueSettings, SqsTarget } from '../../language/config/model.js';
import { targetOfKind } from '../../language/config/targets-of-kind.js';
import { queueArn } from '../../language/names/arn.js';

/**
 * Whether a target keeps dead letters: of EventBridge or of SNS, by `deadLetter` of a target or of a subscriber, or of the
 * consumers of an SQS queue, by `redrive`.
 */
export function keepsDeadLetters({ targets }: Pick<Config, 'targets'>, name: string): boolean {
  return Object.values(targets).some(
    (each) =>
      each.deadLetter === name ||
      (each.kind === 'sqs' && each.settings?.redrive?.deadLetter === name) ||
      (each.kind === 'sns' && each.subscribers.some(({ deadLetter }) => deadLetter === name)),
  );
}

/** ARN of the SQS queue that SQS moves the dead letters of a queue's consumers to; undefined where the file names none. */
export function redriveArn(config: Config, { settings }: SqsTarget): string | undefined {
  if (settings?.redrive === undefined) return undefined;
  const other = targetOfKind(config, settings.redrive.deadLetter, 'sqs');
  return other && queueArn(config, other.queueName, other.account);
}

/**
 * The attributes that the settings of the file are, as SQS writes them (SetQueueAttributes in its API reference); an empty
 * text takes one away.
 */
export function settingAttributes(
  { settings = {} }: SqsTarget,
  deadLettersTo: string | undefined,
): Readonly<Record<string, string>> {
  const { retentionSeconds, visibilitySeconds, delaySeconds, waitSeconds, maxMessageBytes } = settings;
  const { encryption, keyReuseSeconds, throughput, redrive } = settings;
  return {
    ...numbered('MessageRetentionPeriod', retentionSeconds),
    ...numbered('VisibilityTimeout', visibilitySeconds),
    ...numbered('DelaySeconds', delaySeconds),
    ...numbered('ReceiveMessageWaitTimeSeconds', waitSeconds),
    ...numbered('MaximumMessageSize', maxMessageBytes),
    ...numbered('KmsDataKeyReusePeriodSeconds', keyReuseSeconds),
    ...(encryption === undefined
      ? {}
      : { KmsMasterKeyId: '', SqsManagedSseEnabled: String(encryption === 'sse-sqs') }),
    ...(throughput === undefined ? {} : THROUGHPUT[throughput]),
    ...(redrive === undefined || deadLettersTo === undefined
      ? {}
      : {
          RedrivePolicy: JSON.stringify({
            deadLetterTargetArn: deadLettersTo,
            maxReceiveCount: redrive.maxReceives,
          }),
        }),
  };
}

/** The throughput of a FIFO queue: SQS takes perMessageGroupId only where deduplication is by message group, too. */
const THROUGHPUT = {
  perQueue: { DeduplicationScope: 'queue', FifoThroughputLimit: 'perQueue' },
  perMessageGroup: { DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' },
} as const;

function numbered(name: string, value: number | undefined): Readonly<Record<string, string>> {
  return value === undefined ? {} : { [name]: String(value) };
}

/** The settings as a file says them. */
export function settingsInFile(settings: SqsQueueSettings = {}): JsonObject {
  const { retentionSeconds, visibilitySeconds, delaySeconds, waitSeconds, maxMessageBytes } = settings;
  const { encryption, keyReuseSeconds, throughput, redrive } = settings;
  return {
    ...(retentionSeconds === undefined ? {} : { retention: retentionSeconds }),
    ...(visibilitySeconds === undefined ? {} : { visibility: visibilitySeconds }),
    ...(delaySeconds === undefined ? {} : { delay: delaySeconds }),
    ...(waitSeconds === undefined ? {} : { wait: waitSeconds }),
    ...(maxMessageBytes === undefined ? {} : { maxMessageSize: maxMessageBytes }),
    ...(encryption === undefined ? {} : { encryption }),
    ...(keyReuseSeconds === undefined ? {} : { keyReuse: keyReuseSeconds }),
    ...(throughput === undefined ? {} : { throughput }),
    ...(redrive === undefined ? {} : { redrive: { ...redrive } }),
  };
}
