import { gcxCommand } from '../../../base/hints/gcx-command.js';
import {
  type EventFormat,
  listedEventTypes,
  namesGenesysEventTypes,
  PARTNER_FORMAT,
  shippedFormats,
} from '../../events/index.js';
import { quoted } from '../document/flow-text.js';
import { nearlyUuid } from '../document/nearly-uuid.js';
import type { Problem } from '../document/problems.js';
import { itemsOf, nodeAt, type SourceNode, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import type { NamedEventType } from './named-event-type.js';
import { queueNameSigns } from './queue-name-signs.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const KINDS = ['name', 'glob', 'id'] as const;

/** The format of a route, and all those of the file. */
export interface RouteFormat {
  readonly format: EventFormat;
  readonly formats: Readonly<Record<string, EventFormat>>;
}

/** Checks the queues of a route: each says one thing, none is there twice, and every event type carries a queue. */
export function checkQueues(
  context: CheckContext,
  path: ConfigPath,
  eventTypes: readonly NamedEventType[],
  { format, formats }: RouteFormat,
): void {
  const queues = nodeAt(context.root, path);
  if (queues === undefined) return;
  checkSelectors(context, path);
  if (!isNull(queues) && !carriesQueues(format)) {
    context.problems.atKey(path, formatWithoutQueue(format, formats));
    return;
  }
  for (const { eventType, path: at } of eventTypes) {
    if (isNull(queues)) continue;
    if (eventType.queueMayLack === true && eventType.queue === 'body')
      context.problems.at(at, queueMayLack(eventType.name));
    if (eventType.queue !== 'none') continue;
    context.problems.at(at, {
      code: 'event-type-without-queue',
      message: `${eventType.name} carries no queue, so with "queues" this route would never match it.`,
      fix: `Use ${carriers(context, eventType.name, format)}; or give ${eventType.name} its own route without "queues".`,
    });
  }
}

function queueMayLack(name: string): Problem {
  return {
    severity: 'warning',
    code: 'event-type-queue-may-lack',
    message: `Not every event of ${name} names a queue; with "queues" those that name none do not match this route.`,
    fix: `To have those, too, give ${name} its own route without "queues".`,
  };
}

/** Checks a list of queues by itself: each says one thing, and none is there twice. */
export function checkSelectors(context: CheckContext, path: ConfigPath): void {
  const seen = new Set<string>();
  for (const [index, item] of itemsOf(nodeAt(context.root, path)).entries()) {
    const key = checkSelector(context, [...path, index], item);
    if (key === undefined) continue;
    if (seen.has(key)) {
      context.problems.at([...path, index], {
        severity: 'warning',
        code: 'repeated',
        message: 'This queue is in the list twice.',
        fix: 'Remove one of them.',
      });
    }
    seen.add(key);
  }
}

/** What to say of a filter on queues where the events' format has none. */
export function formatWithoutQueue(
  format: EventFormat,
  formats: Readonly<Record<string, EventFormat>>,
): Problem {
  return {
    code: 'format-without-queue',
    message: `Events of the format ${format.name} do not say the id of a queue, so "queues" cannot filter them.`,
    fix: `Remove "queues"${filterByName(format)}. Formats with a queue: ${formatsWithQueue(formats)}.`,
  };
}

/** Whether events of a format can say the id of a queue. */
export function carriesQueues({ places }: EventFormat): boolean {
  return places.queueId !== undefined || places.topicName !== undefined;
}

/** What to do with a format that says only the queue's name. */
function filterByName({ places: { queueName, payload } }: EventFormat): string {
  if (queueName?.startsWith(`${payload}.`) !== true) return '';
  return `, or filter on the name that they say: where: { "${queueName.slice(payload.length + 1)}": NAME }`;
}

function formatsWithQueue(formats: Readonly<Record<string, EventFormat>>): string {
  const all = new Map([...shippedFormats(), ...Object.entries(formats)]);
  return [...all.values()]
    .filter(carriesQueues)
    .map((format) => {
      const listed = listedEventTypes(format)?.filter(({ queue }) => queue);
      return listed === undefined
        ? format.name
        : `${format.name} (${listed.map(({ name }) => name).join(', ')})`;
    })
    .join(', ');
}

function isNull(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** The event types that carry a queue; those of the same family first. */
function carriers({ catalogue }: CheckContext, name: string, format: EventFormat): string {
  if (!namesGenesysEventTypes(format)) {
    const listed = listedEventTypes(format)?.filter(({ queue }) => queue) ?? [];
    return listed.length === 0 ? `the format ${PARTNER_FORMAT}` : listed.map((each) => each.name).join(', ');
  }
  const family = name.split('.')[0] ?? '';
  const all = catalogue.all.filter(({ queue }) => queue !== 'none');
  const near = all.filter((each) => each.name.startsWith(`${family}.`)).map((each) => each.name);
  const names = near.length > 0 ? near : all.map((each) => each.name);
  return names.length > 10 ? `${names.slice(0, 10).join(', ')}, …` : names.join(', ');
}

/** @returns What the selector selects, for finding repeats; undefined where it is not whole. */
function checkSelector(
  { problems, root }: CheckContext,
  path: ConfigPath,
  item: SourceNode,
): string | undefined {
  const text = textOf(item);
  if (text !== undefined) {
    checkName(path, text);
    return selectorKey('name', text, undefined);
  }
  if (item.kind !== 'map') return undefined;
  const kinds = KINDS.filter((kind) => nodeAt(item, [kind]) !== undefined);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    // A map with foreign keys only is told by the schema.
    if (kind === undefined && nodeAt(item, ['division']) === undefined && item.entries.size > 0)
      return undefined;
    problems.at(path, {
      code: 'queue-selector',
      message:
        kind === undefined
          ? 'This does not say which queue.'
          : `This says ${kinds.join(' and ')}; one of them is enough.`,
      fix: 'Give name, glob or id: - { name: "Support", division: "Retail" }',
    });
    return undefined;
  }
  if (kind === 'id' && nodeAt(item, ['division']) !== undefined) {
    problems.atKey([...path, 'division'], {
      code: 'misplaced-key',
      message: 'An id names one queue; a division with it says nothing.',
      fix: 'Remove "division".',
    });
  }
  const value = textOf(nodeAt(item, [kind]));
  if (kind === 'name' && value !== undefined) checkName([...path, 'name'], value);
  const glob = kind === 'glob' ? nodeAt(item, ['glob']) : undefined;
  const signs = glob?.kind === 'scalar' ? queueNameSigns(value ?? '', glob) : undefined;
  if (signs !== undefined) problems.at([...path, 'glob'], signs);
  return value === undefined ? undefined : selectorKey(kind, value, textOf(nodeAt(item, ['division'])));

  function checkName(at: ConfigPath, name: string): void {
    const node = nodeAt(root, at);
    const signs = node?.kind === 'scalar' ? queueNameSigns(name, node) : undefined;
    if (UUID.test(name)) {
      problems.at(at, {
        code: 'queue-selector',
        message: 'This is the id of a queue, but its name is expected here.',
        fix: `Write { id: ${name} }.`,
        ...(at.at(-1) === 'name' ? {} : { replacement: `{ id: ${name} }` }),
      });
    } else if (nearlyUuid(name) !== undefined) {
      problems.at(at, {
        code: 'queue-selector',
        message: `This looks like a queue id, but has ${nearlyUuid(name)}, and is where a name is expected.`,
        fix: `"${gcxCommand('queue lookup', name)}" shows the queues whose ids are like it; then write { id: … }.`,
      });
    } else if (signs !== undefined) {
      problems.at(at, signs);
    } else if (name.includes('*')) {
      problems.at(at, {
        severity: 'warning',
        code: 'queue-selector',
        message: `"${name}" is taken as the exact name of a queue, with the * in it.`,
        fix: `For every queue that fits the pattern write { glob: "${name}" }.`,
        ...(at.at(-1) === 'name' ? {} : { replacement: `{ glob: ${quoted(name)} }` }),
      });
    } else if (name !== name.trim()) {
      problems.at(at, {
        severity: 'warning',
        code: 'queue-selector',
        message: 'This name begins or ends with a space.',
        fix: 'Remove the space, unless the name in Genesys Cloud has it too.',
        replacement: quoted(name.trim()),
      });
    }
  }
}

/** What a selector selects: two of the same key choose the same. Names are told apart by case, as Genesys Cloud's are; ids are not. */
function selectorKey(kind: (typeof KINDS)[number], value: string, division: string | undefined): string {
  return JSON.stringify([kind, kind === 'id' ? value.toLowerCase() : value, division ?? null]);
}
