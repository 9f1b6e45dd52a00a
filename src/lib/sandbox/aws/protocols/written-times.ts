import { isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';

/** CloudWatch's members that are times, or lists of them: seconds in AWS JSON, ISO 8601 in the query protocol. */
const TIMES = /Timestamps?$/;

/** An answer of CloudWatch with its times as the query protocol writes them. */
export function withWrittenTimes(answer: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, written(name, value)]));
}

function written(name: string, value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map((each: JsonValue) => written(name, each));
  if (isJsonObject(value)) return withWrittenTimes(value);
  return typeof value === 'number' && TIMES.test(name) ? new Date(value * 1_000).toISOString() : value;
}
