import type { LogGroup } from '../../clients/aws/logs-model.js';
import type { SqsQueue } from '../../clients/aws/model.js';
import type { Tags } from '../../clients/aws/tags-model.js';
import type { LiveRule } from '../../engine/compile/index.js';
import type { LiveTopic } from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import type { ResolvedQueues } from '../../language/queues/resolved-queues.js';
import type { FoundEndpoint } from './found-endpoint.js';

/** A rule of a bus, whoever made it. */
export interface BusRule extends LiveRule {
  readonly arn: string;
  readonly tags: Tags;
  /** The AWS service or partner that manages it. */
  readonly managedBy?: string;
  /** Settings of the rule that gcx cannot keep, by AWS's name. */
  readonly unmanaged: readonly string[];
}

/** A bus with all its rules, and the topics and queues of the account that these send to. */
export interface BusContent {
  /** Full name. */
  readonly bus: string;
  readonly tags: Tags;
  /** By name. */
  readonly rules: readonly BusRule[];
  /** By ARN; null where there is none. */
  readonly topics: ReadonlyMap<string, LiveTopic | null>;
  /** By ARN; null where there is none. */
  readonly queues: ReadonlyMap<string, SqsQueue | null>;
  /** Log groups of the account that rules send to, by ARN. Absent: none, or they were not read. */
  readonly logGroups?: ReadonlyMap<string, LogGroup>;
  /** API destinations that rules send to, by ARN. Absent: none, or they were not read. */
  readonly endpoints?: ReadonlyMap<string, FoundEndpoint>;
}

/** A rule that an export leaves out. */
export interface LeftOut {
  readonly rule: string;
  readonly why: string;
}

/** Live rules as a file says them. */
export interface Exported {
  /** The file's settings with routes and targets from what is live. */
  readonly config: Config;
  /** The queues of the routes by id, as the live patterns name them. */
  readonly resolved: ResolvedQueues;
  readonly leftOut: readonly LeftOut[];
  /** Route → names of its live rules. */
  readonly rulesOf: ReadonlyMap<string, readonly string[]>;
  /** Target → why it is written by its ARN. Absent: none is. */
  readonly byArn?: ReadonlyMap<string, string>;
  /** Route → why it says something as it is live: its pattern, or the id of a queue. */
  readonly kept: ReadonlyMap<string, string>;
}
