import { GcxError } from '../../../base/gcx-error.js';
import { meantName } from '../../../base/name-difference.js';
import type { EventFormat, OwnEventType } from './model.js';

/** The event types that a format lists as its own; undefined where it takes any, or Genesys's. */
export function listedEventTypes({ eventTypes }: EventFormat): readonly OwnEventType[] | undefined {
  return eventTypes === 'genesys' ? undefined : eventTypes;
}

/** Whether a format of a relay's own event types has one of this name. */
export function hasEventType(format: EventFormat, name: string): boolean {
  return listedEventTypes(format)?.some((each) => each.name === name) ?? true;
}

/**
 * An event type of a format with event types of its own, as a command was given it.
 * @throws GcxError where the format lists others
 */
export function requireFormatEventType(format: EventFormat, name: string): string {
  if (hasEventType(format, name)) return name;
  const listed = (listedEventTypes(format) ?? []).map((each) => each.name);
  throw new GcxError({
    code: 'unknown-event-type',
    what: `The format ${format.name} has no event type "${name.slice(0, 200)}".`,
    fix: meantName(name, listed, `It has ${listed.join(', ')}.`),
  });
}
