import { didYouMean, nearName } from '../../../base/name-difference.js';
import {
  type EventFormat,
  eventTypePath,
  findFormat,
  namesGenesysEventTypes,
  PARTNER_FORMAT,
  shippedFormats,
  tellsByDetailType,
} from '../../events/index.js';
import { InvalidPattern, parsePattern } from '../../patterns/index.js';
import { entriesOf, itemsOf, nodeAt, textOf, toJson } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import { PER_EVENT_TYPE } from '../schema/gateway-format.js';
import type { CheckContext } from './check-context.js';
import { declaredFormats, formatOfRoute } from './format-of-route.js';

/** Checks the formats that the file declares, that those it names exist, and that their events can reach its bus. */
export function checkFormats(context: CheckContext): void {
  const declared = declaredFormats(context.root);
  const used = new Set<string>();
  const routes = entriesOf(nodeAt(context.root, ['routes']));
  for (const path of [
    ['genesys', 'format'],
    ...[...routes.keys()].map((name) => ['routes', name, 'format']),
  ]) {
    const name = textOf(nodeAt(context.root, path));
    if (name === undefined || name.trim() === '') continue;
    used.add(name);
    if (findFormat(name, declared) === undefined) unknownFormat(context, path, name, declared);
  }
  for (const [name, format] of Object.entries(declared)) {
    checkDeclared(context, name, format);
    if (used.has(name)) continue;
    context.problems.atKey(['formats', name], {
      severity: 'warning',
      code: 'unused-format',
      message: `No route has the format "${name}".`,
      fix: `Name it: genesys: { format: ${name} }, or format: ${name} in a route.`,
    });
  }
  checkBus(context, declared);
}

function unknownFormat(
  { problems }: CheckContext,
  path: ConfigPath,
  name: string,
  declared: Readonly<Record<string, EventFormat>>,
): void {
  const names = [...Object.keys(declared), ...shippedFormats().keys()];
  problems.at(path, {
    code: 'unknown-format',
    message: `There is no event format "${name}".`,
    fix: didYouMean(nearName(name, names)) || `There are ${names.join(', ')}; "formats" declares others.`,
  });
}

function checkDeclared({ root, problems }: CheckContext, name: string, format: EventFormat): void {
  const path = ['formats', name];
  if (nodeAt(root, path)?.kind !== 'map') return;
  if (shippedFormats().has(name)) {
    problems.atKey(path, {
      code: 'format-name-taken',
      message: `gcx brings a format called "${name}" already.`,
      fix: 'Give yours another name, and name that in genesys.format or the routes.',
    });
  }
  checkSource();
  const { eventType, queueId, topicName, payload } = format.places;
  if (!tellsByDetailType(format) && eventType === undefined) {
    problems.atKey(path, {
      code: 'format-event-type',
      message: `Nothing in the format "${name}" tells one event type from another.`,
      fix: 'Specify where the event type is: eventType: detail.…, or detailType: "{eventType}" where it is the detail-type.',
    });
  }
  if (topicName !== undefined && !namesGenesysEventTypes(format)) {
    problems.atKey([...path, 'topicName'], {
      code: 'misplaced-key',
      message: "A topic's name is of use only where the event types are Genesys Cloud's.",
      fix: 'Add eventTypes: genesys, or remove topicName.',
    });
  }
  const at = eventTypePath(format);
  if (queueId !== undefined && liesWithin(queueId, at)) {
    problems.at([...path, 'queueId'], {
      code: 'format-places',
      message: `The queue's id (${queueId}) and the event type (${at}) cannot both be there.`,
      fix: 'Correct one of the two.',
    });
  }
  if (liesWithin(payload, at)) {
    problems.at([...path, 'payload'], {
      code: 'format-places',
      message: `The payload (${payload}) lies within the event type (${at}).`,
      fix: 'Correct one of the two.',
    });
  }
  const seen = new Set<string>();
  for (const [index, item] of itemsOf(nodeAt(root, [...path, 'eventTypes'])).entries()) {
    const each = textOf(item) ?? textOf(nodeAt(item, ['name']));
    if (each === undefined) continue;
    if (seen.has(each)) {
      problems.at([...path, 'eventTypes', index], {
        severity: 'warning',
        code: 'repeated',
        message: `The format lists ${each} twice.`,
        fix: 'Remove one of them.',
      });
    }
    seen.add(each);
  }

  function checkSource(): void {
    const at = [...path, 'source'];
    const node = nodeAt(root, at);
    if (node === undefined || format.source === PARTNER_FORMAT) return;
    const fix =
      'Write a text such as com.acme.relay, an operator such as { prefix: com.acme. }, or a list of these; leave it out for any source.';
    if (format.source === undefined || format.source.length === 0) {
      problems.at(at, { code: 'format-source', message: 'This names no source.', fix });
      return;
    }
    const plain = format.source.find((each) => typeof each !== 'string' && typeof each !== 'object');
    try {
      if (plain === undefined) parsePattern(JSON.stringify({ source: format.source }));
      else {
        const message = `A source is a text, and ${JSON.stringify(plain)} is none.`;
        problems.at(at, { code: 'format-source', message, fix });
      }
    } catch (error) {
      if (!(error instanceof InvalidPattern)) throw error;
      const message = `EventBridge does not take ${JSON.stringify(toJson(node))} as a source: ${error.reason.replace(/\.$/, '')}.`;
      problems.at(at, { code: 'format-source', message, fix });
    }
  }
}

/** Whether a path is another or lies within it. */
function liesWithin(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`);
}

/** Genesys Cloud's partner event bus carries Genesys Cloud's own events only: a relay's come on a bus of the company's. */
function checkBus({ root, problems }: CheckContext, declared: Readonly<Record<string, EventFormat>>): void {
  if (nodeAt(root, ['genesys'])?.kind !== 'map' || nodeAt(root, ['aws'])?.kind !== 'map') return;
  const bus = nodeAt(root, ['aws', 'bus']);
  const partnerBus = textOf(bus)?.startsWith('aws.partner/') === true;
  if (bus !== undefined && !partnerBus) return;
  // The check of subscriptions says that a gateway needs a bus.
  if (bus === undefined && textOf(nodeAt(root, ['genesys', 'subscriptions'])) === PER_EVENT_TYPE) return;
  const told = new Set<string>();
  for (const route of entriesOf(nodeAt(root, ['routes'])).keys()) {
    const { format, path } = formatOfRoute(root, route, declared);
    if (path === undefined || format === undefined || format.source === PARTNER_FORMAT) continue;
    if (told.has(path.join('\n'))) continue;
    told.add(path.join('\n'));
    problems.at(path, {
      code: 'format-bus',
      message: `Events of the format ${format.name} come on a bus of your company's own; ${partnerBus ? "a partner event bus carries Genesys Cloud's own events only" : 'which one is not said'}.`,
      fix: `Name the bus that they are put on: aws: { bus: NAME }${nodeAt(root, ['genesys', 'integration']) === undefined ? '' : ', and remove genesys.integration'}.`,
    });
  }
}
