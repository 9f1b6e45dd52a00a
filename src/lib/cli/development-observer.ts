import { jsonObjectIn } from '../base/json.js';
import { jsonText } from '../base/unprintable.js';
import type { DevelopmentObserver, DevelopmentOutcome } from '../features/development/index.js';
import type { TailEvent } from '../features/tail/index.js';
import { noticeMasked } from './masked-notice.js';
import {
  developmentEventText,
  developmentLogText,
  developmentResultText,
  developmentStartText,
  reloadText,
} from './render/development-text.js';
import { errorReportJson, errorReportText } from './render/error-report.js';
import { sweepText } from './render/tail-text.js';
import { notices, type TailHost } from './tail-observer.js';

/** Said where code cannot be built or started. */
const WAITING = 'Events wait until this is corrected.';

/** Events, what the handler logs of them and how they end on stdout; all else on stderr. */
export function textDevelopment({ line, notice, style, reader }: TailHost): DevelopmentObserver {
  let told = false;
  const show = (text: string) => {
    if (!told) told = noticeMasked({ text }, { json: false, notice });
    line(text);
  };
  return {
    ...notices(notice),
    swept: (swept) => {
      if (swept.removed.length > 0) notice(sweepText({ ...swept, running: [] }));
    },
    started: (start) => notice(developmentStartText(start, style, reader.time)),
    loaded: (reload) => notice(reloadText(reload)),
    broken: (report) => notice(`${errorReportText(report, style)}\n${WAITING}`),
    fileChanged: () => notice('The configuration file changed. Start this command again to use the changes.'),
    event: (event, queueName) => show(developmentEventText(event, queueName, reader, style)),
    log: (text) => show(developmentLogText(text, style)),
    handled: (_event, _queueName, result) => show(developmentResultText(result, style)),
  };
}

/** A stream of JSON lines on stdout: `start`, `loaded`, `broken`, `event` with all that it caused, and at last `end`. */
export function jsonDevelopment({ line, notice }: TailHost): DevelopmentObserver {
  let logged: unknown[] = [];
  const write = (kind: string, fields: object) => line(jsonText({ schemaVersion: 1, kind, ...fields }));
  return {
    ...notices(notice),
    swept: () => {},
    started: ({ apparatus, selection, ends, processor, handler, files, sandbox, secrets }) =>
      write('start', {
        processor,
        handler,
        files,
        sandbox,
        secrets,
        selection: selection.words,
        bus: apparatus.bus,
        rules: apparatus.rules,
        queue: apparatus.queueName,
        ends: ends.toISOString(),
      }),
    loaded: ({ files, milliseconds }) => write('loaded', { files, milliseconds: Math.round(milliseconds) }),
    broken: (report) => write('broken', errorReportJson(report)),
    fileChanged: () => write('file-changed', {}),
    event: () => {
      logged = [];
    },
    log: (text) => logged.push(jsonObjectIn(text) ?? text),
    handled: (event, queueName, result) => {
      write('event', { ...eventFields(event, queueName), ...result, logged });
      logged = [];
    },
  };
}

/** The last line of the stream. */
export function developmentDocument({ events, counts, reason, left }: DevelopmentOutcome): object {
  return { schemaVersion: 1, kind: 'end', events, counts, reason, left };
}

function eventFields(
  { id, time, eventType, queueId, conversationId }: TailEvent,
  queueName: string | undefined,
): object {
  return {
    id,
    time,
    eventType,
    ...(queueId === undefined
      ? {}
      : { queue: { id: queueId, ...(queueName === undefined ? {} : { name: queueName }) } }),
    ...(conversationId === undefined ? {} : { conversationId }),
  };
}
