import type { JsonObject } from '../../../../base/json.js';
import { Constraints } from '../../constraints.js';
import { object, text } from '../../input.js';

/** Least of what is logged, with what is below it. */
export const LOG_LEVELS = ['OFF', 'ERROR', 'INFO', 'TRACE'] as const;
/** One of them. */
export type LogLevel = (typeof LOG_LEVELS)[number];
const DETAILS = ['NONE', 'FULL'] as const;

/** What a bus logs. */
export interface BusLogConfig {
  readonly level: LogLevel;
  /** Whether the events themselves are in the records. */
  readonly full: boolean;
}

/** The `LogConfig` of a call; undefined where it says none. @throws AwsError in the words of the model */
export function readLogConfig(input: JsonObject): BusLogConfig | undefined {
  const given = object(input, 'LogConfig');
  if (given === undefined) return undefined;
  const level = text(given, 'Level');
  const detail = text(given, 'IncludeDetail');
  new Constraints()
    .text('logConfig.includeDetail', detail, { oneOf: DETAILS })
    .text('logConfig.level', level, { oneOf: [...LOG_LEVELS].sort() })
    .check();
  return { level: LOG_LEVELS.find((each) => each === level) ?? 'OFF', full: detail === 'FULL' };
}

/** As EventBridge tells it (UpdateEventBus, recorded October 2026). */
export function shownLogConfig(config: BusLogConfig | undefined): JsonObject {
  if (config === undefined) return {};
  return { LogConfig: { IncludeDetail: config.full ? 'FULL' : 'NONE', Level: config.level } };
}
