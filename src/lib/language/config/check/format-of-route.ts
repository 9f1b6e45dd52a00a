import {
  type EventFormat,
  type FormatDefinition,
  findFormat,
  partnerFormat,
  toEventFormat,
} from '../../events/index.js';
import { entriesOf, itemsOf, nodeAt, type SourceNode, textOf, toJson } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { fileFormatName } from '../schema/gateway-format.js';

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
  /** Undefined where nothing in the file says it: then it is `partner`. */
  readonly path: ConfigPath | undefined;
}

/** The format that a route names, else that of the file, else `partner`. */
export function formatOfRoute(
  root: SourceNode,
  route: string,
  declared: Readonly<Record<string, EventFormat>>,
): NamedFormat {
  return formatAt(root, ['routes', route, 'format'], declared) ?? formatOfFile(root, declared);
}

/** The format of the routes that name none: that of the file, that of a gateway where there is one, else `partner`. */
export function formatOfFile(root: SourceNode, declared: Readonly<Record<string, EventFormat>>): NamedFormat {
  const named = formatAt(root, ['genesys', 'format'], declared);
  if (named !== undefined) return named;
  const path = ['genesys', 'subscriptions'];
  const subscriptions = textOf(nodeAt(root, path));
  const name = fileFormatName(subscriptions === undefined ? {} : { subscriptions });
  return name === undefined
    ? { format: partnerFormat(), path: undefined }
    : { format: findFormat(name, declared), path };
}

function formatAt(
  root: SourceNode,
  path: ConfigPath,
  declared: Readonly<Record<string, EventFormat>>,
): NamedFormat | undefined {
  const node = nodeAt(root, path);
  if (node === undefined) return undefined;
  const name = textOf(node);
  return { format: name === undefined ? undefined : findFormat(name, declared), path };
}
