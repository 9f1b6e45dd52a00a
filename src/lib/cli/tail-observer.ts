import type { Style } from '../base/terminal/style.js';
import { jsonText } from '../base/unprintable.js';
import type { Sweep, TailEvent, TailObserver, TailOutcome } from '../features/tail/index.js';
import { type TailReader, tailHeading, tailLine } from './render/tail-line.js';
import { sweepText, tailLeftText, tailStartText } from './render/tail-text.js';

/** Where a tail is shown. */
export interface TailHost {
  /** Writes a line to stdout. */
  readonly line: (text: string) => void;
  /** Writes to stderr. */
  readonly notice: (text: string) => void;
  readonly style: Style;
  /** Who reads the lines of {@link line}. */
  readonly reader: TailReader;
}

/** Events as lines on stdout; all else on stderr, so that a pipe gets the events alone. */
export function textObserver({ line, notice, style, reader }: TailHost): TailObserver {
  return {
    ...notices(notice),
    swept: (swept) => {
      if (swept.removed.length > 0) notice(sweepText({ ...swept, running: [] }));
    },
    started: (start) =>
      notice(`${tailStartText(start, style, reader.time)}\n\n${tailHeading(reader, Date.now())}`),
    event: (event, queueName, routes) => line(tailLine(event, { queueName, routes }, reader)),
  };
}

/** A stream of JSON lines on stdout, each with its `schemaVersion` and `kind`: `start`, `event` and at last `end`. */
export function jsonObserver({ line, notice }: TailHost): TailObserver {
  let swept: Sweep = { removed: [], running: [], newer: [] };
  const write = (kind: string, fields: object) => line(jsonText({ schemaVersion: 1, kind, ...fields }));
  return {
    ...notices(notice),
    swept: (found) => {
      swept = found;
    },
    started: ({ apparatus, selection, ends }) =>
      write('start', {
        selection: selection.words,
        bus: apparatus.bus,
        rules: apparatus.rules,
        queue: apparatus.queueName,
        ends: ends.toISOString(),
        expires: apparatus.expires.toISOString(),
        swept: swept.removed.map(({ name }) => name),
      }),
    event: (event, queueName, routes) => write('event', eventFields(event, queueName, routes)),
  };
}

/** The one document of `--sweep`. */
export function sweepDocument({ removed, running }: Sweep): object {
  const names = (things: Sweep['removed']) => things.map(({ name }) => name);
  return { schemaVersion: 1, kind: 'sweep', removed: names(removed), running: names(running) };
}

/** The last line of the stream. */
export function tailEndDocument({ events, reason, left }: TailOutcome, save: string | undefined): object {
  return { schemaVersion: 1, kind: 'end', events, reason, ...(save === undefined ? {} : { save }), left };
}

function eventFields(
  event: TailEvent,
  queueName: string | undefined,
  routes: readonly string[] | undefined,
): object {
  const { alias: _, queueId, event: whole, ...fields } = event;
  const queue =
    queueId === undefined
      ? {}
      : { queue: { id: queueId, ...(queueName === undefined ? {} : { name: queueName }) } };
  return { ...fields, ...queue, ...(routes === undefined ? {} : { routes }), event: whole };
}

/** What all that tails say of their beginning and end, on stderr. */
export function notices(notice: (text: string) => void): Pick<TailObserver, 'warning' | 'ending' | 'left'> {
  return {
    warning: (text) => notice(`Warning: ${text}`),
    ending: () => notice('Removing the temporary rules and SQS queue …'),
    left: (left) => notice(tailLeftText(left)),
  };
}
