import type { LocalTime } from '../../base/local-time.js';
import { printable } from '../../base/terminal/printable.js';
import { cutToWidth, padEnd } from '../../base/terminal/width.js';
import type { TailEvent } from '../../features/tail/index.js';

/** Columns of the parts of a line. Whole ids: people copy them into `gcx why`. */
const CLOCK = 8;
const CONVERSATION = 36;
const MEDIA = 8;
const DIRECTION = 9;
/** On a terminal that is narrower, an event takes two lines. */
const ONE_LINE = 150;
const ROOMY = { eventType: 20, queue: 26 };
const GAP = '  ';

/** Where and when lines are read. */
export interface TailReader {
  /** Columns of the terminal; undefined where a program reads: then an event is always one line. */
  readonly columns: number | undefined;
  readonly time: LocalTime;
}

/** What is known of an event beside itself. */
export interface TailKnown {
  readonly queueName: string | undefined;
  /** The routes of the file that take it; undefined where nobody can say. */
  readonly routes: readonly string[] | undefined;
}

/** The heading above the events: as many lines as an event takes. */
export function tailHeading(reader: TailReader, now: number): string {
  const zone = reader.time.zone(now);
  return layOut(
    {
      utc: 'UTC',
      local: zone === 'UTC' ? '' : zone,
      eventType: 'EVENT',
      queue: 'QUEUE',
      conversation: 'CONVERSATION',
      media: 'MEDIA',
      direction: 'DIRECTION',
      routes: 'ROUTES',
    },
    reader,
  );
}

/** One event: time in UTC and here, event type, queue, conversation, media type, direction, and the routes that take it. */
export function tailLine(event: TailEvent, { queueName, routes }: TailKnown, reader: TailReader): string {
  const { alias, queueId = '', conversationId = '', mediaType = '', direction = '' } = event;
  const at = Date.parse(event.time);
  const isTime = !Number.isNaN(at);
  const isElsewhere = reader.time.zone(isTime ? at : Date.now()) !== 'UTC';
  const local = !isElsewhere ? '' : isTime ? reader.time.clock(at) : '?';
  return layOut(
    {
      utc: isTime ? new Date(at).toISOString().slice(11, 19) : event.time,
      local,
      eventType: alias,
      queue: queueName ?? queueId,
      conversation: conversationId,
      media: mediaType,
      direction,
      routes: routes === undefined ? '?' : routes.length === 0 ? 'none' : routes.join(', '),
    },
    reader,
  );
}

type Cells = Readonly<
  Record<'utc' | 'local' | 'eventType' | 'queue' | 'conversation' | 'media' | 'direction' | 'routes', string>
>;

function layOut(cells: Cells, { columns }: TailReader): string {
  const { utc, local, eventType, queue, conversation, media, direction, routes } = cells;
  if (columns === undefined || columns >= ONE_LINE)
    return row(
      [
        [utc, CLOCK],
        ...(local === '' ? [] : [[local, CLOCK] as const]),
        [eventType, ROOMY.eventType],
        [queue, ROOMY.queue],
        [conversation, CONVERSATION],
        [media, MEDIA],
        [direction, DIRECTION],
        [routes, undefined],
      ],
      columns,
    );
  const queueColumns = Math.max(8, Math.floor(columns / 4));
  return [
    row(
      [
        [utc, CLOCK],
        [eventType, Math.max(8, columns - CLOCK - CONVERSATION - 2 * GAP.length)],
        [conversation, CONVERSATION],
      ],
      columns,
    ),
    row(
      [
        [local, CLOCK],
        [queue, queueColumns],
        [media, MEDIA],
        [direction, DIRECTION],
        [routes, undefined],
      ],
      columns,
    ),
  ].join('\n');
}

/** Cells of these numbers of columns; one without a number takes what room is left. */
function row(
  cells: readonly (readonly [text: string, columns: number | undefined])[],
  columns: number | undefined,
): string {
  const text = cells
    .map(([text, width]) => (width === undefined ? printable(text) : cell(text, width)))
    .join(GAP)
    .trimEnd();
  return columns === undefined ? text : cutToWidth(text, columns);
}

/** A text cut or filled to exactly this many columns. */
function cell(text: string, columns: number): string {
  return padEnd(cutToWidth(printable(text), columns), columns);
}
