import type { LogLevel } from './log-config.js';

/**
 * The records of an event bus, each with the level from which on it is written (AWS's EventBridge user guide, event bus
 * logs; facts/observing.md).
 */
export const RECORD_LEVELS = {
  EVENT_INGEST_SUCCESS: 'INFO',
  EVENT_RECEIPT: 'TRACE',
  RULE_MATCH_START: 'TRACE',
  RULE_MATCH: 'INFO',
  NO_STANDARD_RULES_MATCHED: 'INFO',
  INVOCATION_START: 'INFO',
  INVOCATION_ATTEMPT_START: 'TRACE',
  INVOCATION_ATTEMPT_SUCCESS: 'TRACE',
  INVOCATION_ATTEMPT_RETRYABLE_FAILURE: 'ERROR',
  INVOCATION_ATTEMPT_PERMANENT_FAILURE: 'ERROR',
  INVOCATION_ATTEMPT_THROTTLE: 'ERROR',
  INVOCATION_SUCCESS: 'INFO',
  INVOCATION_FAILURE: 'ERROR',
  INVOCATION_DLQ: 'ERROR',
} as const satisfies Readonly<Record<string, Exclude<LogLevel, 'OFF'>>>;

/** A kind of record, as its `message_type` says. */
export type RecordType = keyof typeof RECORD_LEVELS;
