import type { JsonObject } from '../../base/json.js';
import type { BusLogConfig } from './events/log/log-config.js';
import type { TagMap } from './tag-map.js';

/** An EventBridge target in the API's form. */
export type TargetRecord = JsonObject & { readonly Id: string; readonly Arn: string };

/** A rule with its targets. */
export interface RuleRecord {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  pattern?: string;
  schedule?: string;
  state: string;
  description?: string;
  role?: string;
  readonly managedBy?: string;
  tags: TagMap;
  /** By id, in the order they were first put. */
  targets: TargetRecord[];
}

/** An event bus. */
export interface BusRecord {
  readonly name: string;
  readonly arn: string;
  readonly source?: string;
  description?: string;
  readonly created: number;
  /** Epoch milliseconds; absent: as it was made. */
  modified?: number;
  /** What it logs; absent: nobody ever said. */
  log?: BusLogConfig;
  /** ARN of the KMS key that encrypts it. Absent: AWS's own. */
  key?: string;
  /** ARN of the SQS queue for what a key does not let EventBridge encrypt: kept and shown, and nothing is sent there. */
  deadLetterArn?: string;
  /** Its policy's text. */
  policy?: string;
  tags: TagMap;
}

/** A partner event source; ACTIVE where a bus is made of it. */
export interface SourceRecord {
  readonly name: string;
  readonly created: number;
  expires: number;
  /** The partner took it back; it shows as DELETED while its bus stands. */
  deleted: boolean;
  /** Its receiver deactivated it; it shows as PENDING while its bus stands. */
  deactivated?: boolean;
  /** Epoch milliseconds before which it is still PENDING although its bus stands. */
  activeFrom?: number;
}

/** An archive of a bus, with the events in it. */
export interface ArchiveRecord {
  readonly name: string;
  readonly arn: string;
  readonly bus: string;
  description?: string;
  pattern?: string;
  /** 0: for ever. */
  retentionDays: number;
  /** ARN of the KMS key that encrypts it. Absent: AWS's own. */
  key?: string;
  /** Why the last change failed, where it did. */
  failed?: { readonly state: 'CREATE_FAILED' | 'UPDATE_FAILED'; readonly reason: string };
  readonly created: number;
  /** Oldest first; the time in each and when it came in (epoch milliseconds; absent in what an older gcx saved). */
  events: { readonly time: number; readonly ingested?: number; readonly event: JsonObject }[];
}

/** A replay of an archive. */
export interface ReplayRecord {
  readonly name: string;
  readonly arn: string;
  readonly archiveArn: string;
  readonly description?: string;
  readonly busArn: string;
  readonly filterArns: readonly string[];
  /** Seconds since the epoch, as in the API. */
  readonly eventStart: number;
  readonly eventEnd: number;
  /** Epoch milliseconds, as the two below. */
  readonly started: number;
  /** When it is over. */
  readonly ends: number;
  cancelled?: number;
  /** When its archive was deleted before it had begun. */
  failed?: number;
}
