import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../base/json.js';
import type { Tags } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import { type Allowed, type Live, type ProcessorCode, TagKey } from '../kinds/index.js';

/** Attributes of an SQS queue that a plan depends on; the others (message counts, time stamps) change by themselves. */
const QUEUE_ATTRIBUTES = [
  'Policy',
  'MessageRetentionPeriod',
  'FifoQueue',
  'ContentBasedDeduplication',
  'KmsMasterKeyId',
];

/** Of a processor's SQS queue, these beside them. */
const PROCESSOR_QUEUE_ATTRIBUTES = ['VisibilityTimeout', 'RedrivePolicy', 'RedriveAllowPolicy'];

/** What a plan was asked for, beside what was read. */
export interface PlanBasis {
  readonly intent: 'apply' | 'destroy';
  readonly config: Config;
  readonly allow: Allowed;
  readonly sandbox: boolean;
}

/**
 * The digest of what a plan was made from: SHA-256 (hex) over what was read, without what changes by itself, and over
 * what was configured and allowed. A saved plan is stale when it is made again and its digest differs.
 */
export function digestOf(
  basis: PlanBasis,
  live: Live,
  queues: ResolvedQueues,
  code: ReadonlyMap<string, ProcessorCode> = new Map(),
): string {
  const { file: _fromWhereItIsRead, ...configured } = basis.config;
  const read = {
    asked: { intent: basis.intent, allow: basis.allow, sandbox: basis.sandbox, configured },
    integrations: live.integrations.map(({ id, intendedState, reportedState, config }) => ({
      id,
      intendedState,
      error: reportedState.code === 'ERROR',
      config: config === undefined ? null : { ...config, eventFilter: [...config.eventFilter].sort() },
    })),
    buses: [...live.buses.values()].map(({ name, bus, source }) => ({
      name,
      tags: bus?.tags ?? null,
      source: source?.state ?? null,
    })),
    rules: live.rules,
    foreignRules: live.foreignRules,
    archives: live.archives.map(({ events: _counted, ...archive }) => archive),
    topics: [...live.topics].map(([arn, topic]) => ({
      arn,
      policy: topic?.attributes['Policy'] ?? null,
      key: topic?.attributes['KmsMasterKeyId'] ?? null,
      tags: topic?.tags ?? null,
      subscriptions: topic?.subscriptions.map((each) => canonicalJson(plain(each))).sort() ?? null,
    })),
    queues: [...live.queues].map(([arn, queue]) => ({
      arn,
      tags: queue?.tags ?? null,
      attributes: queue && attributesOf(queue.tags).map((name) => queue.attributes[name] ?? null),
    })),
    functions: [...live.functions],
    keys: [...(live.keys ?? [])],
    ...(live.subscriptions === undefined
      ? {}
      : {
          subscriptions: [...live.subscriptions.eventTypes],
          gateway: { sending: live.subscriptions.sending ?? null, complete: live.subscriptions.complete },
        }),
    processors: [...(live.processors ?? [])].map(([base, { table, ...rest }]) => ({
      base,
      ...rest,
      table: table === undefined ? null : { ...table, status: null },
    })),
    code: [...code].map(([target, { codeSha256 }]) => [target, codeSha256]),
    resolved: queues,
  };
  return createHash('sha256')
    .update(canonicalJson(sortLists(plain(read))))
    .digest('hex');
}

function attributesOf(tags: Tags): readonly string[] {
  return tags[TagKey.processor] === undefined
    ? QUEUE_ATTRIBUTES
    : [...QUEUE_ATTRIBUTES, ...PROCESSOR_QUEUE_ATTRIBUTES];
}

/** A value as JSON would hold it. */
function plain(value: unknown): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}

/** Top-level lists in a fixed order: what services answer has none that means anything. */
function sortLists(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, list]: [string, JsonValue]) => [
      key,
      Array.isArray(list) ? list.map((item: JsonValue) => canonicalJson(item)).sort() : list,
    ]),
  );
}
