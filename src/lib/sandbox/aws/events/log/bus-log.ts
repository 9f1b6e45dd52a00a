import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../../../base/json.js';
import type { Context } from '../../context.js';
import { deliverLog } from '../../logs/deliver-log.js';
import { type BusLogConfig, LOG_LEVELS } from './log-config.js';
import { RECORD_LEVELS, type RecordType } from './record-types.js';

/** First records come 60 to 150 s after the event (seen on AWS): the sandbox draws by the event's id. */
const FIRST_SECONDS = 60;
const SPREAD_SECONDS = 91;

/** What a record says beside what all say. `full`: only where events are logged in full. */
export interface RecordParts {
  readonly details: JsonObject;
  readonly full?: JsonObject;
  /** Of one rule and target. */
  readonly invocation?: string;
  readonly error?: JsonObject;
}

/** The log of one event on a bus. */
export interface EventLog {
  readonly write: (type: RecordType, parts: RecordParts) => void;
}

/** An event whose bus logs, or whose log nobody gets. */
export interface LoggedEvent {
  readonly id: string;
  readonly bus: string;
}

/** The log of an event; undefined where its bus logs nothing. */
export function eventLog({ id, bus: name }: LoggedEvent, context: Context): EventLog | undefined {
  const bus = context.state.buses.get(name);
  const config = bus?.log;
  if (bus === undefined || config === undefined || config.level === 'OFF') return undefined;
  const requestId = randomUUID();
  return {
    write: (type, { details, full, invocation, error }) => {
      const level = RECORD_LEVELS[type];
      if (!isLogged(level, config)) return;
      const now = context.now();
      const record: JsonObject = {
        resource_arn: bus.arn,
        event_bus_name: bus.name,
        message_timestamp_ms: now,
        event_id: id,
        request_id: requestId,
        ...(invocation === undefined ? {} : { invocation_id: invocation }),
        message_type: type,
        log_level: level,
        details: { ...details, ...(config.full ? full : {}) },
        ...(error === undefined ? {} : { error }),
      };
      const arrives = now + delaySeconds(id) * 1_000;
      deliverLog({ resourceArn: bus.arn, logType: `${level}_LOGS`, record, time: now, arrives }, context);
    },
  };
}

function isLogged(level: BusLogConfig['level'], { level: kept }: BusLogConfig): boolean {
  return LOG_LEVELS.indexOf(level) <= LOG_LEVELS.indexOf(kept);
}

function delaySeconds(id: string): number {
  const sum = [...id].reduce((total, character) => (total * 31 + character.charCodeAt(0)) % 65_521, 7);
  return FIRST_SECONDS + (sum % SPREAD_SECONDS);
}
