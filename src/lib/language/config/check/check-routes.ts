import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { didYouMean, nearName } from '../../../base/name-difference.js';
import { orList } from '../../../base/words.js';
import {
  type EventFormat,
  type EventType,
  hasEventType,
  listedEventTypes,
  namesGenesysEventTypes,
  queueLocation,
} from '../../events/index.js';
import { quoted, scalar } from '../document/flow-text.js';
import { NameRules, nameProblem } from '../document/name-rules.js';
import type { Problem } from '../document/problems.js';
import { entriesOf, itemsOf, nodeAt, textOf } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';
import type { CheckContext } from './check-context.js';
import { checkPattern } from './check-pattern.js';
import { checkQueues } from './check-queues.js';
import { checkFormatWhere, checkWhere } from './check-where.js';
import { declaredFormats, formatOfRoute } from './format-of-route.js';
import type { NamedEventType } from './named-event-type.js';

/** Checks each route: its event types, and that its queues and conditions can be met by their events. */
export function checkRoutes(context: CheckContext): void {
  const routes = entriesOf(nodeAt(context.root, ['routes']));
  const formats = declaredFormats(context.root);
  for (const name of routes.keys()) {
    const path = ['routes', name];
    const problem = nameProblem(NameRules.route, name);
    if (problem !== undefined) context.problems.atKey(path, problem);
    const { format } = formatOfRoute(context.root, name, formats);
    // What an unknown format is like nobody knows: its route is checked when its name is right.
    if (format === undefined) continue;
    const events = [...path, 'events'];
    const eventTypes = namesGenesysEventTypes(format)
      ? checkEvents(context, events, format)
      : checkOwnEvents(context, events, format);
    checkPattern(context, path);
    checkQueues(context, [...path, 'queues'], eventTypes, { format, formats });
    checkFormatWhere(context, [...path, 'where'], format);
    checkWhere(context, [...path, 'where'], eventTypes);
  }
  if (routes.size === 0 && nodeAt(context.root, ['routes'])?.kind === 'map') {
    context.problems.atKey(['routes'], {
      severity: 'warning',
      code: 'no-routes',
      message: 'There is no route, so no event is sent anywhere.',
      fix: `Add one; "${gcxCommand('init')}" helps.`,
    });
  }
}

function checkEvents(
  { root, problems, catalogue }: CheckContext,
  path: ConfigPath,
  format: EventFormat,
): readonly NamedEventType[] {
  const found: NamedEventType[] = [];
  for (const [index, item] of itemsOf(nodeAt(root, path)).entries()) {
    const text = textOf(item);
    if (text === undefined || text.trim() === '') continue;
    const eventType = catalogue.find(text);
    if (eventType === undefined) {
      problems.at([...path, index], unknownEventType(catalogue, text));
      continue;
    }
    if (found.some((other) => other.eventType.template === eventType.template)) {
      problems.at([...path, index], {
        severity: 'warning',
        code: 'repeated',
        message: `The route names ${eventType.name} twice.`,
        fix: 'Remove one of them.',
      });
      continue;
    }
    if (eventType.transports === 'other') {
      problems.at([...path, index], {
        severity: 'warning',
        code: 'event-type-transport',
        message: `${eventType.name} is not known to reach EventBridge.`,
        fix: `"${gcxCommand('event-type list', '--live')}" asks your organization.`,
      });
    }
    const queue = queueLocation(format, eventType.template);
    found.push({ eventType: { ...eventType, queue }, path: [...path, index] });
  }
  return found;
}

/** The event types of a route whose format has names of its own. */
function checkOwnEvents(
  { root, problems }: CheckContext,
  path: ConfigPath,
  format: EventFormat,
): readonly NamedEventType[] {
  const found: NamedEventType[] = [];
  for (const [index, item] of itemsOf(nodeAt(root, path)).entries()) {
    const name = textOf(item);
    if (name === undefined || name.trim() === '') continue;
    if (!hasEventType(format, name)) {
      const listed = (listedEventTypes(format) ?? []).map((each) => each.name);
      const near = nearName(name, listed);
      problems.at([...path, index], {
        code: 'unknown-event-type',
        message: `The format ${format.name} has no event type "${name}".`,
        ...onlyOne(near.names),
        fix: near.names.length > 0 ? didYouMean(near, (each) => each) : `It has ${orList(listed)}.`,
      });
      continue;
    }
    if (found.some((other) => other.eventType.template === name)) {
      problems.at([...path, index], {
        severity: 'warning',
        code: 'repeated',
        message: `The route names ${name} twice.`,
        fix: 'Remove one of them.',
      });
      continue;
    }
    const eventType: EventType = {
      template: name,
      name,
      description: format.description,
      transports: 'unknown',
      queue: queueLocation(format, name),
      fieldsKnown: false,
    };
    found.push({ eventType, path: [...path, index] });
  }
  return found;
}

/** The edit where only one name can be meant. */
function onlyOne(names: readonly string[]): { readonly replacement?: string } {
  const [only, ...others] = names;
  return only === undefined || others.length > 0 ? {} : { replacement: yamlName(only) };
}

/** A name as YAML: one with braces needs quotes where it stands in a list in brackets. */
function yamlName(name: string): string {
  return /[{}]/.test(name) ? quoted(name) : scalar(name);
}

function unknownEventType(catalogue: CheckContext['catalogue'], text: string): Problem {
  const tutorial = catalogue.tutorial(text);
  if (tutorial !== undefined) {
    return {
      code: 'tutorial-event-type',
      message: `"${text}" is not an event type. ${tutorial.explanation}`,
      ...onlyOne(tutorial.instead),
      fix:
        tutorial.instead.length === 0
          ? `"${gcxCommand('event-type list')}" shows all.`
          : `Write ${orList(tutorial.instead)}.`,
    };
  }
  const same = nearName(
    text,
    catalogue.all.flatMap(({ name, template }) => [name, template]),
    0,
  );
  const near = same.names.length > 0 ? same : { names: catalogue.suggest(text).map(({ name }) => name) };
  const fix = near.names.length > 0 ? `${didYouMean(near, (each) => each)} ` : '';
  if (/^v2\.[A-Za-z0-9]+(\.([A-Za-z0-9_-]+|\{id\}))+$/.test(text)) {
    return {
      severity: 'warning',
      code: 'unknown-event-type',
      message: `gcx does not know the event type ${text}; it is checked against the list of your organization by "${gcxCommand('plan')}".`,
      fix: `${fix}"${gcxCommand('event-type list', '--live')}" shows what your organization has.`,
    };
  }
  return {
    code: 'unknown-event-type',
    message: `There is no event type "${text}".`,
    ...onlyOne(near.names),
    fix: `${fix}"${gcxCommand('event-type list')}" shows all.`,
  };
}
