import { parseDuration } from './document/duration.js';
import type {
  DeduplicationPolicy,
  EventAgePolicy,
  ProcessorFilter,
  ProcessorTarget,
  TargetCommon,
} from './model.js';
import { toQueueSelector } from './normalise-queue.js';
import { retentionDays } from './schema/schema-archive.js';
import { type ProcessorContent, ProcessorDefaults } from './schema/schema-processor.js';

/**
 * A processor with its defaults filled in.
 * @param named the name of an event type in full
 */
export function toProcessor(
  content: ProcessorContent,
  common: TargetCommon,
  named: (event: string) => string,
): ProcessorTarget {
  const { maxEventAge, batch } = content;
  const deduplicate = toDeduplication(content.deduplicate);
  return {
    ...common,
    kind: 'processor',
    handler: content.handler,
    ...(content.name === undefined ? {} : { physicalName: content.name }),
    ...(content.only === undefined ? {} : { only: toFilter(content.only, named) }),
    ...(deduplicate === undefined ? {} : { deduplicate }),
    ...(maxEventAge === undefined ? {} : { maxEventAge: toAgePolicy(maxEventAge) }),
    ...(content.messageGroup === undefined ? {} : { messageGroup: content.messageGroup }),
    batch:
      content.messageGroup === undefined
        ? {
            size: batch?.size ?? ProcessorDefaults.batchSize,
            windowSeconds: seconds(batch?.window, ProcessorDefaults.batchWindowSeconds),
          }
        : { size: batch?.size ?? ProcessorDefaults.orderedBatchSize, windowSeconds: 0 },
    concurrency: content.concurrency ?? ProcessorDefaults.concurrency,
    memoryMb: content.memory ?? ProcessorDefaults.memoryMb,
    timeoutSeconds: seconds(content.timeout, ProcessorDefaults.timeoutSeconds),
    ...(content.runtime === undefined ? {} : { runtime: content.runtime }),
    ...toFunctionSettings(content),
    architecture: content.architecture ?? ProcessorDefaults.architecture,
    logRetentionDays:
      content.logs?.retention === undefined
        ? ProcessorDefaults.logRetentionDays
        : (retentionDays(content.logs.retention) ?? ProcessorDefaults.logRetentionDays),
    ...(content.role === undefined ? {} : { executionRole: content.role }),
    environment: content.environment ?? {},
    ...toSecrets(content.secrets ?? {}),
    ...(content.permissions === undefined || content.permissions.length === 0
      ? {}
      : { permissions: content.permissions }),
    migrations: (content.migrations ?? []).map(({ from, to, move }) => ({ from, to, move: move ?? {} })),
    ...(content.alarms === undefined ? {} : { alarms: content.alarms }),
  };
}

function toFunctionSettings({
  maximumConcurrency,
  reservedConcurrency,
  ephemeralStorage,
  tracing,
  vpc,
  metrics,
}: ProcessorContent) {
  const distinct = (ids: readonly string[]) => [...new Set(ids)].sort();
  return {
    ...(maximumConcurrency === undefined ? {} : { maximumConcurrency }),
    ...(reservedConcurrency === undefined ? {} : { reservedConcurrency }),
    ...(ephemeralStorage === undefined ? {} : { storageMb: ephemeralStorage }),
    ...(tracing === undefined ? {} : { tracing }),
    ...(vpc === undefined
      ? {}
      : { vpc: { subnets: distinct(vpc.subnets), securityGroups: distinct(vpc.securityGroups) } }),
    ...(metrics?.namespace === undefined ? {} : { metricsNamespace: metrics.namespace }),
  };
}

function toSecrets(
  content: NonNullable<ProcessorContent['secrets']>,
): Pick<ProcessorTarget, 'secrets' | 'secretKeys'> {
  const all = Object.entries(content).map(([name, value]) =>
    typeof value === 'string' ? { name, arn: value, key: undefined } : { name, ...value },
  );
  const keys = [...new Set(all.flatMap(({ key }) => key ?? []))];
  return {
    secrets: Object.fromEntries(all.map(({ name, arn }) => [name, arn])),
    ...(keys.length === 0 ? {} : { secretKeys: keys }),
  };
}

/** Absent only where the file turns it off: an event that comes twice is the rule, not the exception. */
function toDeduplication(content: ProcessorContent['deduplicate']): DeduplicationPolicy | undefined {
  if (content === false) return undefined;
  const key = typeof content?.key === 'string' ? [content.key] : content?.key;
  return {
    forSeconds: seconds(content?.for, ProcessorDefaults.deduplicateSeconds),
    ...(key === undefined ? {} : { key }),
  };
}

function toAgePolicy(content: NonNullable<ProcessorContent['maxEventAge']>): EventAgePolicy {
  // biome-ignore lint/suspicious/noThenProperty: the word of the file; a policy is never awaited
  return { ofSeconds: seconds(content.of, 0), then: content.then ?? 'deadLetter' };
}

function toFilter(
  only: NonNullable<ProcessorContent['only']>,
  named: (event: string) => string,
): ProcessorFilter {
  return {
    ...(only.events === undefined ? {} : { events: [...new Set(only.events.map(named))] }),
    ...(only.queues === undefined ? {} : { queues: only.queues.flatMap(toQueueSelector) }),
    withoutQueue: only.withoutQueue ?? false,
  };
}

function seconds(text: string | number | undefined, fallback: number): number {
  return text === undefined ? fallback : (parseDuration(text) ?? fallback);
}
