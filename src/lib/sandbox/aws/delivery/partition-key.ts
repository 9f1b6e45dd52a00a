import { randomUUID } from 'node:crypto';
import { isJsonObject, type JsonObject } from '../../../base/json.js';
import { atJsonPath } from '../../../language/events/input/index.js';
import type { TargetRecord } from '../event-records.js';

/**
 * The partition key that EventBridge gives the record of an event (recorded 2026-09-19, kinesis_targets.json): what the
 * path finds in the event, as JSON; `{}` where it finds nothing; without a path a new one for each delivery.
 * @param id Of the event.
 */
export function partitionKeyFor(target: TargetRecord, event: JsonObject, id: string): string {
  const parameters = target['KinesisParameters'];
  const path = isJsonObject(parameters) ? parameters['PartitionKeyPath'] : undefined;
  if (typeof path !== 'string') return `${id}_${randomUUID()}`;
  return JSON.stringify(atJsonPath(event, path) ?? {});
}
