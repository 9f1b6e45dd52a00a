import { didYouMean, meantName, nearName } from '../../../base/name-difference.js';
import { orList } from '../../../base/words.js';
import { type EventFormat, hasEventType, namesGenesysEventTypes, queueLocation } from '../../events/index.js';
import { entriesOf, itemsOf, nodeAt, type SourceNode, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { canChoose, selectorText } from './check-filter-queues.js';
import { carriesQueues, checkSelectors, formatWithoutQueue } from './check-queues.js';
import { declaredFormats, formatOfRoute } from './format-of-route.js';

/** A route that sends to a processor, as far as its filter is concerned. */
interface Sender {
  readonly name: string;
  readonly format: EventFormat;
  /** The names of its event types as its format has them; undefined where a pattern says which. */
  readonly events: readonly string[] | undefined;
  /** The queues that it lets through; undefined: all, or those that a pattern says. */
  readonly queues: readonly SourceNode[] | undefined;
}

/** Checks that the filter of a processor can be met, and that it lies within what the routes to it let through. */
export function checkProcessorFilter(context: CheckContext, target: ConfigPath): void {
  const { root, problems } = context;
  const path = [...target, 'processor', 'only'];
  const only = nodeAt(root, path);
  if (only?.kind !== 'map') return;
  const queues = nodeAt(only, ['queues']);
  checkSelectors(context, [...path, 'queues']);
  if (nodeAt(only, ['withoutQueue']) !== undefined && queues === undefined) {
    problems.atKey([...path, 'withoutQueue'], {
      severity: 'warning',
      code: 'misplaced-key',
      message: 'Without "queues" every event is handled, whether it names a queue or not.',
      fix: 'Remove withoutQueue, or add queues.',
    });
  }
  const senders = sendersOf(context, String(target.at(-1)));
  // That nothing sends to it is said where targets are looked up; a route with a problem is told first.
  if (senders === undefined || senders.length === 0) return;
  const chosen = checkEvents(context, [...path, 'events'], senders);
  if (queues?.kind !== 'list') return;
  if (checkCarriesQueue(context, path, senders, chosen)) checkWithin(context, [...path, 'queues'], senders);
}

/** The routes that name a target; undefined where the format of one is unknown. */
function sendersOf({ root, catalogue }: CheckContext, target: string): readonly Sender[] | undefined {
  const formats = declaredFormats(root);
  const senders: Sender[] = [];
  for (const [name, { value }] of entriesOf(nodeAt(root, ['routes']))) {
    if (!itemsOf(nodeAt(value, ['targets'])).some((item) => textOf(item) === target)) continue;
    const { format } = formatOfRoute(root, name, formats);
    if (format === undefined) return undefined;
    const hasPattern = nodeAt(value, ['pattern']) !== undefined;
    const queues = nodeAt(value, ['queues']);
    const events = itemsOf(nodeAt(value, ['events'])).flatMap((item) => {
      const text = textOf(item);
      return text === undefined ? [] : [named(catalogue, format, text)];
    });
    senders.push({
      name,
      format,
      events: hasPattern ? undefined : events,
      queues: hasPattern || queues?.kind !== 'list' ? undefined : itemsOf(queues),
    });
  }
  return senders;
}

function named(catalogue: CheckContext['catalogue'], format: EventFormat, event: string): string {
  return namesGenesysEventTypes(format) ? (catalogue.find(event)?.template ?? event) : event;
}

/** Whether gcx knows what an event type of a format is like. */
function isKnown(catalogue: CheckContext['catalogue'], format: EventFormat, event: string): boolean {
  return namesGenesysEventTypes(format) ? catalogue.find(event) !== undefined : hasEventType(format, event);
}

/** @returns The event types that are left, by route; undefined where a pattern says which. */
function checkEvents(
  { root, problems, catalogue }: CheckContext,
  path: ConfigPath,
  senders: readonly Sender[],
): ReadonlyMap<Sender, readonly string[] | undefined> {
  const items = itemsOf(nodeAt(root, path));
  const texts = items.map((item) => textOf(item));
  const seen = new Set<string>();
  for (const [index, text] of texts.entries()) {
    if (text === undefined || text.trim() === '') continue;
    const name = catalogue.find(text)?.template ?? text;
    if (seen.has(name)) {
      problems.at([...path, index], {
        severity: 'warning',
        code: 'repeated',
        message: 'This event type is in the list twice.',
        fix: 'Remove one of them.',
      });
    }
    seen.add(name);
    if (senders.some(({ events, format }) => events?.includes(named(catalogue, format, text)) !== false))
      continue;
    const sent = senders.flatMap(({ events = [] }) =>
      events.map((each) => catalogue.find(each)?.name ?? each),
    );
    const misspelt = !senders.some(({ format }) => isKnown(catalogue, format, text));
    const meant = misspelt ? meantName(text, sent, '') : '';
    problems.at([...path, index], {
      code: 'filter-event-type',
      message: `No route that sends here has the event type ${text}, so it never comes.`,
      fix:
        meant ||
        `Remove it, or add it to the "events" of ${orList(senders.map((each) => each.name))}. They have ${[...new Set(sent)].join(', ')}.`,
    });
  }
  return new Map(
    senders.map((sender) => {
      const wanted = texts.flatMap((text) =>
        text === undefined ? [] : [named(catalogue, sender.format, text)],
      );
      const { events } = sender;
      return [sender, items.length === 0 ? events : events?.filter((event) => wanted.includes(event))];
    }),
  );
}

/** Checks that what is to be filtered by queue says its queue. @returns Whether it does. */
function checkCarriesQueue(
  { root, problems, catalogue }: CheckContext,
  path: ConfigPath,
  senders: readonly Sender[],
  chosen: ReadonlyMap<Sender, readonly string[] | undefined>,
): boolean {
  const withoutQueue = nodeAt(root, [...path, 'withoutQueue']);
  const handled = withoutQueue?.kind === 'scalar' && withoutQueue.value === true;
  const mute = senders.filter(({ format }) => !carriesQueues(format));
  const [first] = mute;
  if (first !== undefined && (!handled || mute.length === senders.length)) {
    problems.atKey([...path, 'queues'], formatWithoutQueue(first.format, declaredFormats(root)));
    return false;
  }
  if (handled) return true;
  const lost = new Set<string>();
  for (const { format, events } of senders.map((sender) => ({ ...sender, events: chosen.get(sender) }))) {
    for (const event of events ?? []) {
      if (isKnown(catalogue, format, event) && queueLocation(format, event) === 'none')
        lost.add(catalogue.find(event)?.name ?? event);
    }
  }
  if (lost.size === 0) return true;
  problems.atKey([...path, 'queues'], {
    code: 'event-type-without-queue',
    message: `${orList([...lost])} ${lost.size === 1 ? 'carries' : 'carry'} no queue, so with "queues" this processor would never handle ${lost.size === 1 ? 'it' : 'them'}.`,
    fix: 'Write withoutQueue: true to handle what names no queue, or name the others in "events".',
  });
  return false;
}

/** Checks each queue that no route can let through, as far as it can be told without asking Genesys Cloud. */
function checkWithin({ root, problems }: CheckContext, path: ConfigPath, senders: readonly Sender[]): void {
  const routed = senders.flatMap(({ queues }) => queues ?? []);
  if (senders.some(({ queues }) => queues === undefined)) return;
  for (const [index, item] of itemsOf(nodeAt(root, path)).entries()) {
    if (routed.some((other) => canChoose(item, other))) continue;
    const text = selectorText(item);
    const routes = senders.map(({ name }) => name);
    problems.at([...path, index], {
      code: 'filter-queue',
      message: `No route that sends here lets the queue ${JSON.stringify(text)} through, so its events do not arrive.`,
      fix:
        didYouMean(nearName(text, routed.map(selectorText)), (name) => JSON.stringify(name)) ||
        `Remove it, or add it to the "queues" of ${orList(routes)}.`,
    });
  }
}
