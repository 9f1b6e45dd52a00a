import type { Tags } from './tags-model.js';
import type { Sleep } from './wait.js';

/** A DynamoDB table. */
export interface DynamoTable {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  /** Name of the partition key where it is the whole key and a string. */
  readonly key?: string;
  /** True where its throughput is set, and what exceeds it is throttled. */
  readonly provisioned: boolean;
  /** Attribute of the TTL that is on (or is being turned on). */
  readonly ttl?: string;
  readonly tags: Tags;
}

/** Amazon DynamoDB as gcx uses it: tables only, never items. */
export interface DynamoApi {
  /** Undefined where there is none, or it is being deleted. */
  table(name: string): Promise<DynamoTable | undefined>;
  /** On demand, with a string as partition key; resolves when it is ACTIVE. */
  createTable(name: string, key: string, tags: Tags, sleep?: Sleep): Promise<void>;
  /** Resolves when it is ACTIVE again. AWS takes a few such changes of a table a day. */
  setOnDemand(name: string, sleep?: Sleep): Promise<void>;
  /**
   * Nothing where it is on already (DescribeTimeToLive first: a second update within an hour is refused). Waits while the table
   * changes.
   */
  enableTtl(name: string, attribute: string, sleep?: Sleep): Promise<void>;
  /** Waits while the table changes. */
  tag(arn: string, tags: Tags, remove: readonly string[], sleep?: Sleep): Promise<void>;
  /** Resolves when it is gone; nothing where there is none. */
  deleteTable(name: string, sleep?: Sleep): Promise<void>;
}
