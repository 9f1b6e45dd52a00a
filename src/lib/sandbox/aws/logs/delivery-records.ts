import type { TagMap } from '../tag-map.js';

/** What sends logs of one type: a resource of a service. */
export interface DeliverySourceRecord {
  readonly name: string;
  readonly arn: string;
  readonly resourceArn: string;
  readonly service: string;
  /** As `ERROR_LOGS`. */
  readonly logType: string;
  tags: TagMap;
}

/** Where logs go. The sandbox delivers to log groups. */
export interface DeliveryDestinationRecord {
  readonly name: string;
  readonly arn: string;
  resourceArn: string;
  outputFormat?: string;
  tags: TagMap;
}

/** That a source's logs go to a destination. */
export interface LogDeliveryRecord {
  readonly id: string;
  readonly arn: string;
  /** Name of its source. */
  readonly source: string;
  readonly destinationArn: string;
  tags: TagMap;
}
