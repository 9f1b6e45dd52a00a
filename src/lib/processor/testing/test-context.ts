import type { JsonObject } from '../../base/json.js';
import type { HandlerContext, HandlerLogger, HandlerMetrics } from '../runtime/handler.js';
import { InvocationMetrics } from '../runtime/metrics.js';
import { type GenesysReply, TestGenesys } from './test-genesys.js';

/** What a test gives a handler; everything is optional. */
export interface TestContextParts {
  /**
   * What Genesys Cloud answers, by method and path: `{ 'GET /api/v2/users/{id}': { name: 'Ann' } }`. `{id}` stands for any
   * one part of a path. A function is called with the call, and what it throws is thrown. Everything else is not found.
   */
  readonly genesys?: Readonly<Record<string, GenesysReply>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
  /** How many times the event was received. Default: 1 */
  readonly attempt?: number;
  /** Default: one that is never aborted. */
  readonly signal?: AbortSignal;
}

/** A line that a handler logged. */
export interface LoggedLine {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  readonly fields: JsonObject;
}

/** The context of a handler, which keeps what the handler does with it. */
export interface TestContext extends HandlerContext {
  /** With the calls so far, in `calls`. */
  readonly genesys: TestGenesys;
  /** What was logged, in order. */
  readonly logged: readonly LoggedLine[];
  /** The sum of each metric that was counted. */
  readonly counted: Readonly<Record<string, number>>;
  /** The durations of each metric, in ms. */
  readonly durations: Readonly<Record<string, readonly number[]>>;
}

/** A context for one call of a handler, without AWS and without Genesys Cloud. */
export function testContext(parts: TestContextParts = {}): TestContext {
  const { secrets = {}, attempt = 1, signal = new AbortController().signal } = parts;
  const logged: LoggedLine[] = [];
  const counted: Record<string, number> = {};
  const durations: Record<string, number[]> = {};
  const log =
    (level: LoggedLine['level']) =>
    (message: string, fields: JsonObject = {}) => {
      logged.push({ level, message, fields });
    };
  const logger: HandlerLogger = {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  };
  // What it refuses in AWS, such as a name that gcx uses itself, it refuses here.
  const { ofHandler } = new InvocationMetrics('test').of('test');
  const metrics: HandlerMetrics = {
    count(name, value = 1) {
      ofHandler.count(name, value);
      counted[name] = (counted[name] ?? 0) + value;
    },
    milliseconds(name, value) {
      ofHandler.milliseconds(name, value);
      durations[name] = [...(durations[name] ?? []), value];
    },
  };
  const genesys = new TestGenesys(parts.genesys ?? {}, signal);
  return { genesys, logger, metrics, secrets, attempt, signal, logged, counted, durations };
}
