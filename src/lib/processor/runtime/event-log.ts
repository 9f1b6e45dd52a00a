import type { JsonObject, JsonValue } from '../../base/json.js';
import { describeError } from './describe-error.js';
import type { GenesysEvent, HandlerLogger } from './handler.js';
import { withoutSecrets } from './hidden-secrets.js';

const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
type Level = (typeof LEVELS)[number];

/**
 * Names that a handler's fields do not take at the top of a line, beside those of gcx's own fields: a top-level `_aws`
 * makes the line a metric (CloudWatch's embedded metric format specification), and `toJSON` another document.
 */
const RESERVED: ReadonlySet<string> = new Set(['_aws', 'toJSON', 'fields']);

/** Where lines go: one JSON document each. */
export type WriteLine = (line: string) => void;

/**
 * The function's log: JSON lines. Neither bodies nor participants are ever written, only what the handler logs itself, and no
 * value of a secret.
 * The level is Lambda's own (AWS_LAMBDA_LOG_LEVEL) or Powertools' (POWERTOOLS_LOG_LEVEL), INFO where there is none.
 */
export class EventLog implements HandlerLogger {
  private readonly least: number;

  constructor(
    private readonly write: WriteLine,
    private readonly now: () => number,
    private readonly fields: JsonObject,
    least?: number,
  ) {
    this.least = least ?? leastLevel(process.env);
  }

  /** A log whose lines have further fields. */
  with(fields: JsonObject): EventLog {
    return new EventLog(this.write, this.now, { ...this.fields, ...fields }, this.least);
  }

  debug(message: string, fields?: JsonObject): void {
    this.line('DEBUG', message, fields);
  }

  info(message: string, fields?: JsonObject): void {
    this.line('INFO', message, fields);
  }

  warn(message: string, fields?: JsonObject): void {
    this.line('WARN', message, fields);
  }

  error(message: string, fields?: JsonObject): void {
    this.line('ERROR', message, fields);
  }

  private line(level: Level, message: string, fields: JsonObject | undefined): void {
    if (LEVELS.indexOf(level) < this.least) return;
    const timestamp = new Date(this.now()).toISOString();
    const own = { level, timestamp, message, ...this.fields };
    this.write(text(() => ({ ...own, ...besides(own, fields) })) ?? JSON.stringify(own, asJson));
  }
}

/** The further fields of a line; those called as gcx's own are kept apart, in `fields`. */
function besides(own: JsonObject, further: JsonObject = {}): JsonObject {
  const [free, apart]: [[string, JsonValue][], [string, JsonValue][]] = [[], []];
  for (const entry of Object.entries(further))
    (RESERVED.has(entry[0]) || Object.hasOwn(own, entry[0]) ? apart : free).push(entry);
  return Object.fromEntries(apart.length === 0 ? free : [...free, ['fields', Object.fromEntries(apart)]]);
}

/** What the lines about an event have: what it is, and what to find it by in Genesys Cloud. */
export function eventFields(event: GenesysEvent, attempt: number): JsonObject {
  return {
    eventType: event.eventType,
    ...(event.conversationId === undefined ? {} : { conversationId: event.conversationId }),
    ...(event.correlationId === undefined ? {} : { correlationId: event.correlationId }),
    attempt,
  };
}

/** A line; undefined where it cannot be one, as with a circle: no reason for an event to fail. */
function text(line: () => JsonObject): string | undefined {
  try {
    return JSON.stringify(line(), asJson);
  } catch {
    return undefined;
  }
}

/** What handlers in JavaScript may log and JSON does not know, and texts without secrets. */
function asJson(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value);
  if (typeof value === 'bigint') return value.toString();
  return value instanceof Error ? describeError(value) : value;
}

function leastLevel(environment: NodeJS.ProcessEnv): number {
  const told = (
    environment['POWERTOOLS_LOG_LEVEL'] ??
    environment['AWS_LAMBDA_LOG_LEVEL'] ??
    ''
  ).toUpperCase();
  const level = { TRACE: 'DEBUG', FATAL: 'ERROR', CRITICAL: 'ERROR' }[told] ?? told;
  const index = (LEVELS as readonly string[]).indexOf(level);
  return told === 'SILENT' ? LEVELS.length : index === -1 ? LEVELS.indexOf('INFO') : index;
}
