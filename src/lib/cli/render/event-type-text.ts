import { gcxCommand } from '../../base/hints/gcx-command.js';
import { textColumns } from '../../base/terminal/columns.js';
import { printable } from '../../base/terminal/printable.js';
import type { Style } from '../../base/terminal/style.js';
import { displayWidth, padEnd } from '../../base/terminal/width.js';
import { wrapLabelled, wrapText } from '../../base/terminal/wrap-text.js';
import { counted } from '../../base/words.js';
import type {
  Catalogue,
  EventType,
  EventTypeList,
  Field,
  ListedEventType,
} from '../../language/events/index.js';

/** Names that are longer stand on a line of their own. */
const nameColumns = 28;
/** An enum longer than this shows its first values. */
const shownValues = 24;
/** How deep `show` lists fields unless all are asked for. */
const shownLevels = 2;

function queueWord(eventType: ListedEventType): string {
  switch (eventType.queue) {
    case 'body':
    case 'topicName':
      return 'yes';
    case 'none':
      return '-';
    case 'unknown':
      return '?';
  }
}

/** What a list says of an event type besides its description: new or gone live, not or not known to reach EventBridge. */
function remarks(eventType: ListedEventType): string {
  if (eventType.live === 'missing') return ' [not offered by this organization]';
  const isNew = eventType.live === 'new' ? ' [new to gcx]' : '';
  switch (eventType.transports) {
    case 'eventbridge':
      return isNew;
    case 'other':
      return `${isNew} [not on EventBridge]`;
    case 'unknown':
      return isNew;
  }
}

/** What `gcx event-type list` prints: a line for each, what is left out, and how to see more. */
export function eventTypeListText(
  list: EventTypeList,
  asked: { readonly live: boolean },
  style: Style,
): string {
  const width = Math.min(
    nameColumns,
    Math.max(4, ...list.eventTypes.map(({ name }) => displayWidth(printable(name)))),
  );
  const heading = `${padEnd('NAME', width)}  QUEUE  DESCRIPTION`;
  const rows = list.eventTypes.flatMap((eventType) => {
    const name = printable(eventType.name);
    const queue = padEnd(queueWord(eventType), 5);
    const text = printable(eventType.description) + remarks(eventType);
    if (displayWidth(name) <= width)
      return wrapLabelled(`${padEnd(name, width)}  ${queue}  `, text, textColumns());
    return [name, ...wrapLabelled(`${' '.repeat(width)}  ${queue}  `, text, textColumns())];
  });
  const table = list.eventTypes.length === 0 ? [] : [style.bold(heading), ...rows, ''];
  return [...table, ...footer(list, asked.live)].join('\n');
}

function footer({ eventTypes, hidden }: EventTypeList, live: boolean): readonly string[] {
  const count = `${counted(eventTypes.length, 'event type')}.`;
  const more =
    hidden === 0 ? '' : ` ${hidden} more with --all: not available on EventBridge, or not known to be.`;
  const authority = live
    ? ' These are the ones that your organization offers.'
    : ' --live asks your organization.';
  const [first] = eventTypes;
  return [
    ...wrapText(`${count}${more}${authority}`, textColumns()),
    'QUEUE yes: a route can filter it by "queues".',
    ...(first === undefined ? [] : [`Fields of one: ${gcxCommand('event-type show', first.name)}`]),
  ];
}

function transportsText(eventType: EventType): string {
  switch (eventType.transports) {
    case 'eventbridge':
      return 'carries it';
    case 'unknown':
      return `not known; ${gcxCommand('event-type list', '--live')} asks your organization`;
    case 'other':
      return 'is not known to carry it; only other transports are';
  }
}

function queueText(eventType: EventType): string {
  switch (eventType.queue) {
    case 'body':
      return `detail.eventBody.queueId${eventType.queueMayLack === true ? ' (not in every event)' : ''}; filter with "queues"`;
    case 'topicName':
      return 'its id is in detail.topicName; filter with "queues"';
    case 'none':
      return 'none: a filter with "queues" is refused';
  }
}

function typeText(field: Field): string {
  const type = field.format ?? field.type;
  return field.array ? `${type}[]` : type;
}

function fieldLines(field: Field, pathWidth: number): readonly string[] {
  const head = `  ${padEnd(field.path, pathWidth)}  ${typeText(field)}`;
  const { enum: values } = field;
  if (values === undefined) return [head];
  const more = values.length > shownValues ? `, … (${values.length} values)` : '';
  return [
    head,
    ...wrapLabelled(' '.repeat(6), values.slice(0, shownValues).join(', ') + more, textColumns()),
  ];
}

function example(eventType: EventType, fields: readonly Field[]): readonly string[] {
  const filter = fields.find(({ path }) => path === 'mediaType')
    ? ['      where: { mediaType: [VOICE] }']
    : [];
  const queues = eventType.queue === 'none' ? [] : ['      queues: ["Sales Support"]'];
  return [
    '  routes:',
    '    my-route:',
    '      events:',
    `        - ${eventType.name}`,
    ...queues,
    ...filter,
    '      targets: [my-target]',
  ];
}

/** What `gcx event-type show` prints. */
export function eventTypeText(
  eventType: EventType,
  catalogue: Catalogue,
  asked: { readonly all: boolean },
  style: Style,
): string {
  const all = catalogue.fields(eventType);
  const fields = asked.all ? all : all.filter(({ path }) => path.split('.').length <= shownLevels);
  const hidden = all.length - fields.length;
  const pathWidth = Math.min(38, Math.max(0, ...fields.map(({ path }) => path.length)));
  const known = eventType.fieldsKnown
    ? fields.flatMap((field) => fieldLines(field, pathWidth))
    : ['  not published'];
  return [
    style.bold(eventType.name),
    ...wrapLabelled('  ', eventType.description, textColumns()),
    '',
    `  Template     ${eventType.template}`,
    `  EventBridge  ${transportsText(eventType)}`,
    `  Queue        ${queueText(eventType)}`,
    ...(eventType.alias === undefined ? [] : [`  Also called  ${eventType.alias} (in commands)`]),
    '',
    style.bold('Fields of detail.eventBody'),
    ...known,
    ...(hidden === 0 ? [] : [`  … ${hidden} more at deeper levels: --all`]),
    '',
    style.bold('In the file'),
    ...example(eventType, fields),
    '',
    `Sample: ${gcxCommand('event sample', eventType.name)}`,
  ].join('\n');
}
