import { parseDuration } from './document/duration.js';
import type { SqsQueueSettings } from './model.js';
import type { TargetContent } from './schema/schema.js';

/** The settings of an SQS queue that checked content says; undefined where it says none. */
export function toSqsSettings(content: NonNullable<TargetContent['sqs']>): SqsQueueSettings | undefined {
  const { retention, visibility, delay, wait, maxMessageSize, keyReuse } = content;
  const { encryption, throughput, redrive } = content;
  const settings: SqsQueueSettings = {
    ...inSeconds('retentionSeconds', retention),
    ...inSeconds('visibilitySeconds', visibility),
    ...inSeconds('delaySeconds', delay),
    ...inSeconds('waitSeconds', wait),
    ...(maxMessageSize === undefined ? {} : { maxMessageBytes: maxMessageSize }),
    ...(encryption === undefined ? {} : { encryption }),
    ...inSeconds('keyReuseSeconds', keyReuse),
    ...(throughput === undefined ? {} : { throughput }),
    ...(redrive === undefined ? {} : { redrive }),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}

function inSeconds(name: keyof SqsQueueSettings, written: string | number | undefined): SqsQueueSettings {
  const seconds = written === undefined ? undefined : parseDuration(written);
  return seconds === undefined ? {} : { [name]: seconds };
}
