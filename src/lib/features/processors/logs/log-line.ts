import { type JsonObject, jsonObjectIn } from '../../../base/json.js';

/** Whether a line is Lambda's own (START, END, REPORT, INIT_START) or carries metrics (CloudWatch's embedded metric format). */
export function isNoise(message: string): boolean {
  return /^(START|END|REPORT|INIT_START) /.test(message) || structured(message)?.['_aws'] !== undefined;
}

/** A line as JSON; undefined where it is none. */
export function structured(message: string): JsonObject | undefined {
  return message.startsWith('{') ? jsonObjectIn(message) : undefined;
}
