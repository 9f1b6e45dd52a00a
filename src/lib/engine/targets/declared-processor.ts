import { Limits } from '../../base/limits.js';
import type { Config, ProcessorTarget } from '../../language/config/model.js';
import { targetOfKind } from '../../language/config/targets-of-kind.js';
import { functionArn, logGroupArn, queueArn, roleArn, tableArn, topicArn } from '../../language/names/arn.js';
import { type ProcessorNames, processorNames, rolePath } from '../../language/names/processor-names.js';
import { PROCESSOR_MAX_RECEIVES } from '../../processor/contract/settings.js';
import type { DeclaredQueue } from './declared-queue.js';

/** Visibility time-out of a processor's SQS queue, as a multiple of the function's time-out: AWS's advice for event source mappings. */
const VISIBILITY_FACTOR = 6;

/**
 * A FIFO queue for many message groups (SQS developer guide, "High throughput for FIFO queues"). SQS moves nothing out of
 * it: that would need a FIFO dead-letter queue, which EventBridge refuses, and it would also move events that only waited for
 * one before them. The processor gives up what it cannot handle.
 */
const ORDERED = {
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
} as const;

function redriveTo(deadLetterTargetArn: string) {
  return { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: PROCESSOR_MAX_RECEIVES }) };
}

/** A processor that the file speaks of, with the names and ARNs of its things. */
export interface DeclaredProcessor {
  readonly target: ProcessorTarget;
  readonly names: ProcessorNames;
  readonly queueArn: string;
  readonly deadLetterQueueArn: string;
  readonly tableArn: string;
  readonly logGroupArn: string;
  readonly functionArn: string;
  /** Of the role that the function runs as: the file's, else the one that gcx makes where there is none. */
  readonly roleArn: string;
  /** Seconds for which a received message is hidden. */
  readonly visibilitySeconds: number;
  /** ARN of the SNS topic for its alarms. Absent: it has none. */
  readonly alarmTopicArn?: string;
}

/** A target's things on AWS. */
export function declaredProcessor(config: Config, target: ProcessorTarget): DeclaredProcessor {
  const names = processorNames(config, target);
  const topic = target.alarms === undefined ? undefined : targetOfKind(config, target.alarms, 'sns');
  return {
    target,
    names,
    queueArn: queueArn(config, names.queue),
    deadLetterQueueArn: queueArn(config, names.deadLetterQueue),
    tableArn: tableArn(config, names.table),
    logGroupArn: logGroupArn(config, names.logGroup),
    functionArn: functionArn(config, names.function),
    roleArn: target.executionRole ?? roleArn(config, rolePath(config), names.role),
    visibilitySeconds: VISIBILITY_FACTOR * target.timeoutSeconds + target.batch.windowSeconds,
    ...(topic === undefined ? {} : { alarmTopicArn: topicArn(config, topic.topicName, topic.account) }),
  };
}

/** A processor's two SQS queues: the one that the rules send to, and the one for what could not be handled. */
export function processorQueues(config: Config, processor: DeclaredProcessor): readonly DeclaredQueue[] {
  const common = { account: config.aws.account, target: processor.target.name, create: true } as const;
  const base = processor.names.function;
  const ordered = processor.target.messageGroup !== undefined;
  return [
    {
      ...common,
      arn: processor.deadLetterQueueArn,
      name: processor.names.deadLetterQueue,
      deadLetter: true,
      processor: { base, target: processor.target.name },
      attributes: {
        MessageRetentionPeriod: String(Limits.sqsRetentionSeconds),
        ...(ordered
          ? {}
          : {
              RedriveAllowPolicy: JSON.stringify({
                redrivePermission: 'byQueue',
                sourceQueueArns: [processor.queueArn],
              }),
            }),
      },
    },
    {
      ...common,
      arn: processor.queueArn,
      name: processor.names.queue,
      deadLetter: false,
      processor: { base, target: processor.target.name },
      attributes: {
        MessageRetentionPeriod: String(Limits.sqsRetentionSeconds),
        VisibilityTimeout: String(processor.visibilitySeconds),
        ...(ordered ? ORDERED : redriveTo(processor.deadLetterQueueArn)),
      },
    },
  ];
}
