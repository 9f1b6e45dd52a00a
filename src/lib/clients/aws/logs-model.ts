import type { BusRecord } from './bus-record.js';
import type { Tags } from './tags-model.js';

/** A log group of CloudWatch. */
export interface LogGroup {
  readonly name: string;
  readonly arn: string;
  /** Absent: for ever. */
  readonly retentionDays?: number;
  /** ARN of the KMS key that encrypts it. Absent: CloudWatch's own way. */
  readonly key?: string;
  readonly tags: Tags;
}

/** One line of a log. */
export interface LogLine {
  /** Epoch ms. */
  readonly time: number;
  readonly stream: string;
  readonly message: string;
  readonly id: string;
}

/** Which records of a bus's log are read. */
export interface WantedRecords {
  /** Epoch ms, as the one below. */
  readonly since: number;
  readonly until?: number;
  /** A text that must be in them, as an event's id. Absent: all. */
  readonly containing?: string;
}

/** Which lines of a log are looked for. */
export interface LogSearch {
  /** Epoch ms, the first and the last. */
  readonly from: number;
  readonly to: number;
  /** Letters' case counts. Absent: all lines. */
  readonly anyOf?: readonly string[];
}

/** Amazon CloudWatch Logs as gcx uses it. */
export interface LogsApi {
  /** Names of the first `Limits.listedNames` log groups of the account. */
  groupNames(): Promise<readonly string[]>;
  /** Undefined where there is none. */
  group(name: string): Promise<LogGroup | undefined>;
  /** The tags of a log group by its ARN, without `:*`; undefined where there is none. */
  groupTags(arn: string): Promise<Tags | undefined>;
  /** @param retentionDays 0: for ever. */
  createGroup(name: string, retentionDays: number, tags: Tags, key?: string): Promise<void>;
  /** Encrypts what comes from now on by a KMS key (ARN), or by none. What is there already stays readable by the old one. */
  setKey(name: string, key: string | undefined): Promise<void>;
  setRetention(name: string, retentionDays: number): Promise<void>;
  tag(arn: string, tags: Tags, remove: readonly string[]): Promise<void>;
  /** Nothing where there is none. */
  deleteGroup(name: string): Promise<void>;
  /** Lines since a time (epoch ms), oldest first, all pages; undefined where there is no such group. */
  lines(name: string, since: number): Promise<readonly LogLine[] | undefined>;
  /** What an event bus wrote there, oldest first, all pages; undefined where there is no such group. */
  busRecords(name: string, wanted: WantedRecords): Promise<readonly BusRecord[] | undefined>;
  /** Lines of a time (epoch ms) that hold one of the words, oldest first, all pages; undefined where there is no such group. */
  find(name: string, wanted: LogSearch): Promise<readonly LogLine[] | undefined>;
}
