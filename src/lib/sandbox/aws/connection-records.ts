import type { JsonObject } from '../../base/json.js';

/** How a connection lets EventBridge in at an endpoint. */
export type AuthorizationType = 'API_KEY' | 'BASIC' | 'OAUTH_CLIENT_CREDENTIALS';

/** A connection of EventBridge. What is secret of it is in the secret alone. */
export interface ConnectionRecord {
  readonly name: string;
  readonly arn: string;
  /** Epoch milliseconds, as all times below. */
  readonly created: number;
  description?: string;
  type: AuthorizationType;
  state: 'AUTHORIZED' | 'AUTHORIZING' | 'DEAUTHORIZED' | 'DEAUTHORIZING' | 'DELETING';
  /** Why it is in its state. */
  reason?: string;
  modified: number;
  /** Absent: never. */
  authorized?: number;
  /** `AuthParameters` as DescribeConnection shows them: without what is secret. */
  parameters?: JsonObject;
  /** ARN of the secret. */
  secretArn?: string;
  /** When a state that passes is over; it is over sooner, once it was read. */
  settles?: number;
  /** When the authorization endpoint was last asked for a token. */
  asked?: number;
}

/** An API destination of EventBridge. */
export interface DestinationRecord {
  readonly name: string;
  readonly arn: string;
  /** Epoch milliseconds, as the other time. */
  readonly created: number;
  modified: number;
  description?: string;
  /** Absent: the connection was deleted. */
  connectionArn?: string;
  endpoint: string;
  method: string;
  /** Invocations a second. */
  rate: number;
}
