import {
  type EventFormat,
  type FormatDefinition,
  findFormat,
  partnerFormat,
  toEventFormat,
} from '../events/index.js';
import type { ConfigPath } from './model.js';
import { entriesOf, itemsOf, nodeAt, type SourceNode, textOf, toJson } from './source-node.js';

/** The keys of a format whose values are texts. */
const TEXT_KEYS = [
  'description',
  'detailType',
  'eventType',
  'topicName',
  'queueId',
  'queueName',
  'conversationId',
  'eventId',
  'time',
  'schemaVersion',
  'payload',
] as const satisfies readonly (keyof FormatDefinition)[];

/** The formats that a tree declares, as far as they can be read. */
export function declaredFormats(root: SourceNode): Readonly<Record<string, EventFormat>> {
  return Object.fromEntries(
    [...entriesOf(nodeAt(root, ['formats']))].map(([name, { value }]) => [name, readFormat(name, value)]),
  );
}

function readFormat(name: string, node: SourceNode): EventFormat {
  const texts = TEXT_KEYS.flatMap((key) => {
    const text = textOf(nodeAt(node, [key]));
    return text === undefined ? [] : [[key, text] as const];
  });
  const source = nodeAt(node, ['source']);
  return toEventFormat(name, {
    ...Object.fromEntries(texts),
    ...(source === undefined ? {} : { source: toJson(source) }),
    ...eventTypesAt(nodeAt(node, ['eventTypes'])),
  });
}

function eventTypesAt(node: SourceNode | undefined): Pick<FormatDefinition, 'eventTypes'> {
  if (textOf(node) === 'genesys') return { eventTypes: 'genesys' };
  if (node?.kind !== 'list') return {};
  const eventTypes = itemsOf(node).flatMap((item) => {
    const name = textOf(item) ?? textOf(nodeAt(item, ['name']));
    const queue = nodeAt(item, ['queue']);
    if (name === undefined) return [];
    return [{ name, queue: !(queue?.kind === 'scalar' && queue.value === false) }];
  });
  return { eventTypes };
}

/** The format of a route, and where the file names it. */
export interface NamedFormat {
  /** Undefined where there is no format of the name. */
  readonly format: EventFormat | undefined;
  /** Undefined where the file names none: then it is `partner`. */
  readonly path: ConfigPath | undefined;
}

/** The format that a route names, else that of the file, else `partner`. */
export function formatOfRoute(
  root: SourceNode,
  route: string,
  declared: Readonly<Record<string, EventFormat>>,
): NamedFormat {
  for (const path of [
    ['routes', route, 'format'],
    ['genesys', 'format'],
  ]) {
    const node = nodeAt(root, path);
    if (node === undefined) continue;
    const name = textOf(node);
    return { format: name === undefined ? undefined : findFormat(name, declared), path };
  }
  return { format: partnerFormat(), path: undefined };
}
