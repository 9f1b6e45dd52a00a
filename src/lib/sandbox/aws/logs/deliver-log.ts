import type { JsonObject } from '../../../base/json.js';
import type { Context } from '../context.js';
import { evaluatePolicy } from '../policies/evaluate.js';
import type { LogGroupRecord } from '../processor-records.js';
import type { DeliverySourceRecord } from './delivery-records.js';
import { logStatements } from './resource-policies.js';
import { appendLines, makeStream } from './write-log.js';

/** Stream into which an event bus logs (seen on AWS, October 2026). */
const BUS_STREAM = 'EventBridgeEventBusLogs';

/** A record that a service sends by the deliveries of its resource. */
export interface SentRecord {
  readonly resourceArn: string;
  readonly logType: string;
  readonly record: JsonObject;
  /** Epoch milliseconds, as the one below. */
  readonly time: number;
  /** When it can be read. */
  readonly arrives: number;
}

/**
 * Writes a record to every log group that a delivery leads to from its resource and log type, where a resource policy lets
 * the delivery in. Elsewhere it is lost without notice: logs are best effort.
 */
export function deliverLog(sent: SentRecord, context: Context): void {
  const { deliverySources, deliveryDestinations, logDeliveries, logGroups } = context.state;
  const sources = [...deliverySources.values()].filter(
    ({ resourceArn, logType }) => resourceArn === sent.resourceArn && logType === sent.logType,
  );
  for (const source of sources) {
    for (const delivery of logDeliveries.values()) {
      if (delivery.source !== source.name) continue;
      const destination = [...deliveryDestinations.values()].find(
        ({ arn }) => arn === delivery.destinationArn,
      );
      const group = [...logGroups.values()].find(({ arn }) => arn === destination?.resourceArn);
      if (group === undefined || !isLetIn(group, source, context)) continue;
      makeStream(group, BUS_STREAM, sent.arrives);
      const line = { time: sent.time, message: JSON.stringify(sent.record) };
      appendLines(group, BUS_STREAM, [line], sent.arrives);
    }
  }
}

/** Whether a resource policy lets a source's records into a log group: by the source's ARN, as seen on AWS. */
export function isLetIn(
  group: Pick<LogGroupRecord, 'arn'>,
  source: Pick<DeliverySourceRecord, 'arn'>,
  context: Context,
): boolean {
  const statements = logStatements(group.arn, context);
  return ['logs:CreateLogStream', 'logs:PutLogEvents'].every(
    (action) =>
      evaluatePolicy(statements, {
        principal: { kind: 'service', name: 'delivery.logs.amazonaws.com' },
        action,
        resource: `${group.arn}:log-stream:${BUS_STREAM}`,
        context: { 'aws:SourceArn': source.arn, 'aws:SourceAccount': context.account },
      }).allowed,
  );
}
