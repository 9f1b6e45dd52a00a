import { type JsonObject, jsonObjectIn } from '../../../base/json.js';

/** Whether a line is Lambda's own (START, END, REPORT, INIT_START) or carries metrics (CloudWatch's embedded metric format). */
export function isNoise(message: string): boolean {
  return /^(START|END|REPORT|INIT_START) /.test(message) || structured(message)?.['_aws'] !== undefined;
}

/**
 * Which lines of a log are told: those of the handler and of the runtime of gcx (`own`); also the report and the metrics of
 * each invocation (`reports`); all that is in the log (`all`).
 */
export type LinesTold = 'own' | 'reports' | 'all';

/** Whether a line is among those that are told. */
export function isTold(message: string, lines: LinesTold): boolean {
  if (lines === 'all') return true;
  return lines === 'reports' ? !/^(START|END|INIT_START) /.test(message) : !isNoise(message);
}

/** What Lambda reports at the end of an invocation. Durations in ms, memory in MB; as text, as Lambda writes them. */
export interface InvocationReport {
  readonly duration: string;
  readonly memorySize?: string;
  readonly maxMemoryUsed?: string;
  /** Only of an invocation for which an execution environment was started. */
  readonly initDuration?: string;
  /** `timeout` or `error`; absent: the invocation ended well. */
  readonly status?: string;
}

/**
 * The REPORT line of Lambda, read; undefined for any other line. Its form is in the AWS documentation:
 * https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export function invocationReport(message: string): InvocationReport | undefined {
  if (!message.startsWith('REPORT ')) return undefined;
  const field = (name: string): string | undefined =>
    new RegExp(`\\t${name}: (\\d+(?:\\.\\d+)?|[a-z]+)\\b`).exec(message)?.[1];
  const duration = field('Duration');
  if (duration === undefined) return undefined;
  const memorySize = field('Memory Size');
  const maxMemoryUsed = field('Max Memory Used');
  const initDuration = field('Init Duration');
  const status = field('Status');
  return {
    duration,
    ...(memorySize === undefined ? {} : { memorySize }),
    ...(maxMemoryUsed === undefined ? {} : { maxMemoryUsed }),
    ...(initDuration === undefined ? {} : { initDuration }),
    ...(status === undefined ? {} : { status }),
  };
}

/** A line as JSON; undefined where it is none. */
export function structured(message: string): JsonObject | undefined {
  return message.startsWith('{') ? jsonObjectIn(message) : undefined;
}
