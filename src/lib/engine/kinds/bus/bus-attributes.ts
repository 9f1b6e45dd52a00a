import type { DescribeEventBusResponse, DescribeEventSourceResponse } from '../../../clients/aws/answers.js';
import { type AttributeTable, none, ours, parts, people } from '../door/attributes.js';

/** What EventBridge answers of a bus (DescribeEventBus). */
export const busAttributes: AttributeTable<DescribeEventBusResponse> = {
  Name: none('a bus of another name is another bus'),
  Arn: none('it follows from the name'),
  Description: people(),
  KmsKeyIdentifier: people(
    'A key that EventBridge may not use: events are dropped, or go to the dead-letter queue of the bus.',
  ),
  DeadLetterConfig: parts({ Arn: people('Where what cannot be encrypted goes; without it that is lost.') }),
  Policy: people('A Deny in it keeps events out; a partner bus needs no statement.'),
  LogConfig: parts({ IncludeDetail: people(), Level: people() }),
  CreationTime: none('it says only when'),
  LastModifiedTime: none('it says only when'),
  ManagedBy: none('no service manages a partner bus of ours'),
};

/** What EventBridge answers of a partner event source (DescribeEventSource). */
export const eventSourceAttributes: AttributeTable<DescribeEventSourceResponse> = {
  Name: none('a source of another name is another source'),
  Arn: none('it follows from the name'),
  CreatedBy: none('Genesys Cloud makes it'),
  CreationTime: none('it says only when'),
  ExpirationTime: none('it follows from the state'),
  State: ours('While it is not ACTIVE, AWS drops every event that Genesys Cloud sends.'),
};
