import { isDeeperThan, isJsonObject, type JsonObject, type JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import { isImpersonal, isProgramName, MASKED, maskedUnknown } from '../../../language/events/index.js';
import { maskedDetail, maskedError } from '../masked-failure.js';
import type { SourceTexts } from '../source-texts.js';
import { isNoise, structured } from './log-line.js';

/** As large as counts and durations get; what is larger can be a telephone number. */
const LARGEST_COUNT = 1_000_000;

/** The lines of Lambda's own that it writes as text: `time, request id, level, what was said`, each after a tab. */
const PLAIN =
  /^(\d{4}-\d\d-\d\dT[\d:.]+Z\t(?:[0-9a-f-]{36}|undefined)\t(?:TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\t)([\s\S]*)$/;

/** A line of a stack, with a place in a file; or as the runtime writes one of the project's files. */
const PLACE =
  /^at (?:(?:(?:async |new )?[\w$.<>]+ \()?(?:file:|node:|\/|[A-Z]:\\)[^\s()]*:\d+:\d+\)?|(?:[\w.-]+\/)*[\w.-]+\.[cm]?[jt]sx?:\d+:\d+)$/;

/** Fields that Powertools puts into a line; their texts are names and ids. */
const POWERTOOLS: ReadonlySet<string> = new Set([
  ...['service', 'function_name', 'function_request_id', 'function_memory_size', 'xray_trace_id'],
  ...['cold_start', 'sampling_rate'],
]);

/**
 * A line of a processor's log without what may be of a person. Shown is what the handler and gcx's runtime were written to say,
 * under names that they have: a handler logs what it likes of its events.
 * @param names of the file's queues
 */
export function maskedLine(message: string, texts: SourceTexts, names: ReadonlySet<string>): string {
  const line = structured(message);
  if (line !== undefined)
    return JSON.stringify(
      isDeeperThan(line, Limits.eventLevels) ? { [MASKED]: MASKED } : maskedFields(line, texts, names),
    );
  if (isNoise(message)) return message;
  const [, head = '', said = message] = PLAIN.exec(message.trimEnd()) ?? [];
  return head + texts.masked(said);
}

function maskedFields(line: JsonObject, texts: SourceTexts, names: ReadonlySet<string>): JsonObject {
  const shownValue = (key: string, value: JsonValue): JsonValue => {
    // The time of a line of metrics (CloudWatch's embedded metric format), in ms.
    if (typeof value === 'number')
      return Math.abs(value) < LARGEST_COUNT || key === 'Timestamp' ? value : MASKED;
    if (Array.isArray(value)) return value.map((each: JsonValue) => shownValue(key, each));
    if (isJsonObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, each]) => shownField(name, each)));
    const shown = maskedUnknown(key, value);
    if (typeof value !== 'string' || shown !== MASKED) return shown;
    return names.has(value) || (POWERTOOLS.has(key) && isProgramName(value)) ? value : texts.masked(value);
  };
  const shownField = (key: string, value: JsonValue): readonly [string, JsonValue] =>
    texts.has(key) || POWERTOOLS.has(key) ? [key, shownValue(key, value)] : [MASKED, MASKED];
  return Object.fromEntries(
    Object.entries(line).map(([key, value]) => {
      const own = ownField(key, value, line, texts);
      return own === undefined ? shownField(key, value) : [key, own];
    }),
  );
}

/** A field that the runtime writes into its lines; undefined where it is none of these. */
function ownField(
  key: string,
  value: JsonValue,
  line: JsonObject,
  texts: SourceTexts,
): JsonValue | undefined {
  switch (key) {
    case 'timestamp':
    case 'requestId':
    case 'correlationId':
    case 'conversationId':
    case 'level':
    case 'processor':
    case 'eventType':
      return shownIf(value, (text) => isImpersonal(text) || isProgramName(text));
    case 'message':
      return typeof value === 'string' ? texts.masked(value) : undefined;
    case 'reason':
      return isOfDeadLetter(line) ? shownIf(value, isProgramName) : undefined;
    case 'detail':
      return isOfDeadLetter(line) && typeof value === 'string'
        ? maskedDetail(String(line['reason']), value, texts)
        : undefined;
    case 'at':
      return Array.isArray(value)
        ? value.map((place: JsonValue) => shownIf(place, (text) => PLACE.test(text)))
        : undefined;
    case 'error': {
      if (!isJsonObject(value)) return undefined;
      const { name, message, ...more } = value;
      const isError =
        typeof name === 'string' && typeof message === 'string' && Object.keys(more).length === 0;
      return isError ? maskedError({ name, message }, texts) : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether it is the line that the runtime writes of each event that it gives up. */
function isOfDeadLetter({ message }: JsonObject): boolean {
  return message === 'event dead-lettered';
}

function shownIf(value: JsonValue, isShown: (text: string) => boolean): JsonValue {
  return typeof value === 'string' && isShown(value) ? value : MASKED;
}
