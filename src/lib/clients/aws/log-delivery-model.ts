import type { JsonObject } from '../../base/json.js';
import type { Tags } from './tags-model.js';

/** What sends logs of one type of one resource. */
export interface DeliverySource {
  readonly name: string;
  readonly arn: string;
  readonly resourceArn: string;
  /** As `ERROR_LOGS`. */
  readonly logType: string;
  readonly tags: Tags;
}

/** Where logs go. */
export interface DeliveryDestination {
  readonly name: string;
  readonly arn: string;
  /** ARN of the log group, without `:*`. */
  readonly resourceArn: string;
  readonly tags: Tags;
}

/** That the logs of a source go to a destination. */
export interface LogDelivery {
  readonly id: string;
  readonly arn: string;
  /** Name of the source. */
  readonly source: string;
  readonly destinationArn: string;
  readonly tags: Tags;
}

/** A resource policy of CloudWatch Logs in the account and region. */
export interface LogPolicy {
  readonly name: string;
  /** As JSON text. */
  readonly document: string;
}

/** Which deliveries are read: those of these sources, and those to this destination. */
export interface DeliveriesOf {
  readonly sources: readonly string[];
  readonly destinationArn?: string;
}

/**
 * The delivery of services' logs by CloudWatch Logs as gcx uses it. What changes a delivery waits while AWS says that another
 * change of it is under way.
 */
export interface LogDeliveriesApi {
  /** All pages. Tags only of those whose names begin so. */
  sources(tagged: string): Promise<readonly DeliverySource[]>;
  /** Undefined where there is none. */
  destination(name: string): Promise<DeliveryDestination | undefined>;
  /** All pages. */
  deliveries(of: DeliveriesOf): Promise<readonly LogDelivery[]>;
  putSource(name: string, resourceArn: string, logType: string, tags: Tags): Promise<void>;
  putDestination(name: string, groupArn: string, tags: Tags): Promise<void>;
  create(source: string, destinationArn: string, tags: Tags): Promise<void>;
  /** Nothing where there is none, as the two below. */
  delete(id: string): Promise<void>;
  deleteSource(name: string): Promise<void>;
  deleteDestination(name: string): Promise<void>;
}

/** The account's resource policies of CloudWatch Logs, not those of single log groups. */
export interface LogPoliciesApi {
  /** All pages. */
  list(): Promise<readonly LogPolicy[]>;
  /** Replaces the whole policy of that name. */
  put(name: string, document: JsonObject): Promise<void>;
  /** Nothing where there is none. */
  delete(name: string): Promise<void>;
}
