import { isJsonObject, type JsonObject, type JsonValue, jsonObjectIn } from '../../base/json.js';

/** Why a delivery failed, as the log of an event bus tells it. */
export interface BusRecordError {
  /** In the words of the target's service. */
  readonly message: string;
  /** Of HTTP. */
  readonly status?: number;
  readonly service?: string;
  readonly requestId?: string;
}

/**
 * A record in the log of an event bus. What is absent, AWS did not say: logs are best effort, so that a missing record
 * proves nothing (EventBridge user guide, event bus logs).
 */
export interface BusRecord {
  /** Epoch ms. */
  readonly time: number;
  /** `message_type`, as `INVOCATION_SUCCESS`; others than the documented ones may come. */
  readonly type: string;
  readonly level: string;
  readonly busArn: string;
  readonly eventId: string;
  /** The same for all that is told of one rule and target. Absent: before a rule matched. */
  readonly invocationId?: string;
  readonly ruleArn?: string;
  /** Of a match: all targets of the rule; else the one that it is about. */
  readonly targetArns: readonly string[];
  /** Of a match, in the order of {@link targetArns}. */
  readonly invocationIds: readonly string[];
  /** Tries so far. */
  readonly attempts?: number;
  /** Ms from the event's arrival on the bus until the target had it. */
  readonly latency?: number;
  readonly error?: BusRecordError;
  readonly source?: string;
  readonly detailType?: string;
  /** The event's `detail` as JSON text: only where the bus logs it in full. */
  readonly eventDetail?: string;
  /** What the target got, or was to get: only where the bus logs it in full. */
  readonly targetInput?: string;
  /** Names of what AWS left out, as the record was too large. */
  readonly dropped: readonly string[];
}

/** Reads one line of the log of an event bus; undefined for what is none, as a line that people put there. */
export function readBusRecord(line: string): BusRecord | undefined {
  const record = jsonObjectIn(line);
  if (record === undefined) return undefined;
  const { message_type: type, event_id: eventId, message_timestamp_ms: time } = record;
  if (typeof type !== 'string' || typeof eventId !== 'string' || typeof time !== 'number') return undefined;
  const details = objectIn(record, 'details');
  const target = textIn(details, 'target_arn');
  return {
    time,
    type,
    eventId,
    level: textIn(record, 'log_level') ?? '',
    busArn: textIn(record, 'resource_arn') ?? '',
    targetArns: target === undefined ? textsIn(details, 'target_arns') : [target],
    invocationIds: textsIn(details, 'invocation_ids'),
    dropped: textsIn(record, 'dropped_fields'),
    ...optional('invocationId', textIn(record, 'invocation_id')),
    ...optional('ruleArn', textIn(details, 'rule_arn')),
    ...optional('attempts', numberIn(details, 'total_attempts') ?? numberIn(details, 'attempt_count')),
    ...optional('latency', numberIn(details, 'ingestion_to_success_latency_ms')),
    ...optional('error', errorIn(record)),
    ...optional('source', textIn(details, 'source')),
    ...optional('detailType', textIn(details, 'detail_type')),
    ...optional('eventDetail', textIn(details, 'event_detail')),
    ...optional('targetInput', textIn(details, 'target_input')),
  };
}

function errorIn(record: JsonObject): BusRecordError | undefined {
  const error = record['error'];
  if (!isJsonObject(error)) return undefined;
  return {
    message: textIn(error, 'error_message') ?? '',
    ...optional('status', numberIn(error, 'http_status_code')),
    ...optional('service', textIn(error, 'aws_service')),
    ...optional('requestId', textIn(error, 'request_id')),
  };
}

function objectIn(from: JsonObject, name: string): JsonObject {
  const value = from[name];
  return isJsonObject(value) ? value : {};
}

function textIn(from: JsonObject, name: string): string | undefined {
  const value = from[name];
  return typeof value === 'string' ? value : undefined;
}

function numberIn(from: JsonObject, name: string): number | undefined {
  const value = from[name];
  return typeof value === 'number' ? value : undefined;
}

function textsIn(from: JsonObject, name: string): readonly string[] {
  const value = from[name];
  return Array.isArray(value) ? value.filter((each: JsonValue) => typeof each === 'string') : [];
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { readonly [Key in Name]?: Value } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]: Value });
}
