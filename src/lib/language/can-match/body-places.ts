import { gcxCommand } from '../../base/hints/gcx-command.js';
import { catalogue, type EventType, type Field } from '../events/index.js';
import { type Place, perhaps, told } from './place.js';

/** Event types that a cure names. */
const SHOWN_EVENT_TYPES = 4;

/**
 * What can stand at a path within the body of an event type.
 * @param body where the body lies, e.g. `detail.eventBody`
 */
export function placeInBody(eventType: EventType, path: string, body: string): Place {
  const known = catalogue();
  const field = known.field(eventType, path);
  if (field !== undefined) return placeOfField(eventType, field);
  const names = path.split('.');
  for (let length = names.length - 1; length > 0; length--) {
    const above = known.field(eventType, names.slice(0, length).join('.'));
    if (above === undefined) continue;
    if (above.type === 'object' || above.type === 'map' || above.type === 'any') break;
    return belowValue(`${body}.${path}`, `${body}.${above.path}`);
  }
  return noBodyField(eventType, path, body);
}

function noBodyField(eventType: EventType, path: string, body: string): Place {
  const slip = fieldsInLowerCase(eventType).get(path.toLowerCase());
  const field = `${body}.${path}`;
  if (slip !== undefined) {
    return {
      kind: 'absent',
      certain: true,
      field,
      tell: () =>
        told(
          `Events of ${eventType.name} write ${slip}, not ${path}; upper and lower case count.`,
          `Write ${body}.${slip}.`,
        ),
    };
  }
  // That these name no queue, ever, is known of Genesys; of other fields only that they are not published.
  const queue = path === 'queueId' && eventType.queue === 'none';
  return {
    kind: 'absent',
    certain: queue,
    field,
    tell: () =>
      told(
        queue
          ? `Events of ${eventType.name} name no queue.`
          : `Genesys Cloud publishes no field ${path} of ${eventType.name}.`,
        whereElse(eventType, path),
      ),
  };
}

/** Which event types have a field; those of the same family first. */
function whereElse({ name }: EventType, path: string): string {
  const others = catalogue()
    .eventTypesWith(path)
    .map((each) => each.name);
  if (others.length === 0) return `"${gcxCommand('event-type show', name)}" lists the fields.`;
  const family = `${name.split('.')[0] ?? ''}.`;
  const alike = others.filter((each) => each.startsWith(family));
  const shown = [...new Set([...alike, ...others])].slice(0, SHOWN_EVENT_TYPES);
  return `Event types that have it: ${shown.join(', ')}${others.length > shown.length ? ', …' : ''}.`;
}

/** Every field of a body may be missing or null. */
function placeOfField(eventType: EventType, field: Field): Place {
  switch (field.type) {
    case 'string':
      // Genesys Cloud has been seen to send flowType in both cases.
      return { ...perhaps('text', field.enum), bothCases: /(^|\.)flowType$/.test(field.path) };
    case 'integer':
    case 'number':
      return perhaps('number');
    case 'boolean':
      return perhaps('boolean');
    case 'any':
      return perhaps('any');
    case 'object':
    case 'map':
      return { kind: 'object', nullable: true, fields: () => fieldsWithin(eventType, field.path) };
  }
}

function fieldsWithin(eventType: EventType, path: string): readonly string[] {
  return catalogue()
    .fields(eventType)
    .flatMap((field) => (field.path.startsWith(`${path}.`) ? [field.path.slice(path.length + 1)] : []));
}

/** A path that goes on below a value. */
export function belowValue(path: string, value: string): Place {
  return {
    kind: 'absent',
    certain: true,
    field: path,
    tell: () =>
      told(`${value} is a value, not an object: there is nothing within it.`, `Ask about ${value} itself.`),
  };
}

/** The fields of an event type's body that are not within others. */
export function topFields(eventType: EventType): readonly string[] {
  return catalogue()
    .fields(eventType)
    .flatMap(({ path }) => (path.includes('.') ? [] : [path]));
}

/** Whether some event type has a field of this path in its body. */
export function isBodyField(path: string): boolean {
  const known = catalogue();
  return known.all.some((eventType) => eventType.fieldsKnown && known.field(eventType, path) !== undefined);
}

const inLowerCase = new Map<string, ReadonlyMap<string, string>>();

/** The fields of an event type as they are written, by their paths in lower case; made once for each event type. */
function fieldsInLowerCase(eventType: EventType): ReadonlyMap<string, string> {
  const kept = inLowerCase.get(eventType.template);
  if (kept !== undefined) return kept;
  const fields = catalogue().fields(eventType);
  const made = new Map(fields.map(({ path }) => [path.toLowerCase(), path]));
  inLowerCase.set(eventType.template, made);
  return made;
}
