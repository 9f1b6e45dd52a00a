import { readHours } from '../names/hours.js';
import { parseDuration } from './document/duration.js';
import type { Expectation, PipeAlarms } from './model.js';
import type { FileContent, RouteContent } from './schema/schema.js';

/** Seconds that a message may wait in an SQS queue where the file does not say. */
const OLDEST_SECONDS = 900;

/** Whom alarms of the pipe are told, with what goes without saying. */
export function toAlarms(content: NonNullable<FileContent['alarms']>): PipeAlarms {
  const { to, owner, runbook, oldest } = content;
  return {
    to,
    ...(owner === undefined ? {} : { owner }),
    ...(runbook === undefined ? {} : { runbook }),
    oldestSeconds: (oldest === undefined ? undefined : parseDuration(oldest)) ?? OLDEST_SECONDS,
  };
}

/** What a route is to see. */
export function toExpectation(content: NonNullable<RouteContent['expect']>): Expectation {
  const { atLeast = 1, within, hours: text } = content;
  const hours = text === undefined ? undefined : readHours(text);
  return {
    atLeast,
    withinSeconds: parseDuration(within) ?? 0,
    ...(hours === undefined || 'problem' in hours ? {} : { hours }),
  };
}
