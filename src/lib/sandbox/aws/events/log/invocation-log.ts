import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../../base/json.js';
import { parseArn } from '../../arn.js';
import type { Context } from '../../context.js';
import type { Failure } from '../../delivery/failure.js';
import type { RuleRecord, TargetRecord } from '../../event-records.js';
import type { EventLog } from './bus-log.js';
import type { RecordType } from './record-types.js';

/** What a bus logs of one delivery to a target. */
export interface InvocationLog {
  readonly id: string;
  /** What the target gets is known. */
  readonly begins: (input: string) => void;
  readonly attempt: () => void;
  /** An attempt went wrong. @param again Whether there may be another */
  readonly failed: (failure: Failure, again: boolean) => void;
  readonly succeeded: () => void;
  /** It is given up. @param buried Whether the dead-letter queue has it */
  readonly gaveUp: (failure: Failure, buried: boolean) => void;
}

/** The log of one delivery. @param ingested when the event came onto the bus, epoch milliseconds */
export function invocationLog(
  log: EventLog,
  ingested: number,
  rule: RuleRecord,
  target: TargetRecord,
  context: Context,
): InvocationLog {
  const id = randomUUID();
  let attempts = 0;
  let first = 0;
  let input = '';
  const base = (): JsonObject => ({
    rule_arn: rule.arn,
    ...(typeof target['RoleArn'] === 'string' ? { role_arn: target['RoleArn'] } : {}),
    target_arn: target.Arn,
  });
  const write = (type: RecordType, details: JsonObject, of: 'call' | 'end' | 'attempt', error?: JsonObject) =>
    log.write(type, {
      details: { ...base(), ...details },
      invocation: id,
      ...(of === 'attempt' ? {} : { full: { target_input: input, target_properties: '{}' } }),
      ...(error === undefined ? {} : { error }),
    });
  const attempted = (status: string): JsonObject => ({
    attempt_type: attempts === 1 ? 'FIRST' : 'RETRY',
    attempt_count: attempts,
    invocation_status: status,
    target_duration_ms: 0,
    target_response_body: '',
  });
  const ended = (status: string): JsonObject => ({
    total_attempts: attempts,
    final_invocation_status: status,
    ...(attempts > 1
      ? {}
      : {
          ingestion_to_start_latency_ms: Math.max(first - ingested, 0),
          ingestion_to_complete_latency_ms: Math.max(context.now() - ingested, 0),
        }),
    target_duration_ms: 0,
    target_response_body: '',
  });
  return {
    id,
    begins: (given) => {
      input = given;
      write('INVOCATION_START', { attempt_count: 1 }, 'call');
    },
    attempt: () => {
      attempts += 1;
      if (attempts === 1) first = context.now();
      write('INVOCATION_ATTEMPT_START', { attempt_count: attempts }, 'call');
    },
    failed: (failure, again) => {
      const error = errorOf(failure, target);
      if (failure.code === 'THROTTLING')
        write('INVOCATION_ATTEMPT_THROTTLE', attempted('THROTTLED'), 'attempt', error);
      else if (again)
        write('INVOCATION_ATTEMPT_RETRYABLE_FAILURE', attempted('RETRYABLE_FAILURE'), 'attempt', error);
      else write('INVOCATION_ATTEMPT_PERMANENT_FAILURE', attempted('PERMANENT_FAILURE'), 'attempt', error);
    },
    succeeded: () => {
      write('INVOCATION_ATTEMPT_SUCCESS', attempted('SUCCESS'), 'attempt');
      const success = { ingestion_to_success_latency_ms: Math.max(context.now() - ingested, 0) };
      write('INVOCATION_SUCCESS', { ...ended('SUCCESS'), ...success }, 'end');
    },
    gaveUp: (failure, buried) => {
      const error = errorOf(failure, target);
      write('INVOCATION_FAILURE', ended('FAILURE'), 'end', error);
      if (buried) write('INVOCATION_DLQ', ended('FAILURE'), 'end', error);
    },
  };
}

/** Which values AWS has in `invocation_status` and as `aws_service` was recorded nowhere [?]. */
function errorOf({ code, message, why }: Failure, target: TargetRecord): JsonObject {
  const text = message ?? why;
  const [, status] = /Status Code: (\d{3})/.exec(text) ?? [];
  const [, requestId] = /Request ID: ([\w-]+)/.exec(text) ?? [];
  const fallback: Readonly<Record<string, number>> = {
    NO_PERMISSIONS: 403,
    FAILED_TO_ASSUME_ROLE: 403,
    NO_RESOURCE: 404,
    THROTTLING: 429,
  };
  const known = status === undefined ? fallback[code] : Number(status);
  return {
    ...(known === undefined ? {} : { http_status_code: known }),
    error_message: text,
    aws_service: parseArn(target.Arn)?.service ?? 'events',
    ...(requestId === undefined ? {} : { request_id: requestId }),
  };
}
