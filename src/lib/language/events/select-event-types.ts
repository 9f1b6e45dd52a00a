import { catalogue } from './catalogue.js';
import { type ComparedEventType, compareWithLive } from './live-event-types.js';
import type { AvailableEventType, EventType, QueueLocation } from './model.js';

/** Which event types to list. */
export interface EventTypeSelection {
  /** All words must be in the name, the template or the description; case does not matter. */
  readonly search?: string;
  /** Short names that fit the search though they do not hold its words. Absent: none. */
  readonly meant?: readonly string[];
  /** Also event types that are not known to be available on EventBridge. */
  readonly all: boolean;
  /** What the live organization offers; absent: the catalog alone. */
  readonly live?: readonly AvailableEventType[];
}

/** One line of a list of event types. */
export interface ListedEventType {
  /** Short name; the template where the catalog does not know it. */
  readonly name: string;
  readonly template: string;
  readonly description: string;
  readonly transports: EventType['transports'];
  readonly queue: QueueLocation | 'unknown';
  /** What the live organization says; absent where it was not asked. */
  readonly live?: 'offered' | 'new' | 'missing';
}

/** A list of event types, and how many it leaves out. */
export interface EventTypeList {
  readonly eventTypes: readonly ListedEventType[];
  /** Event types that fit the search, but are not listed without `all`. */
  readonly hidden: number;
}

function listed(compared: ComparedEventType): ListedEventType {
  if (compared.kind === 'new') {
    const { template, transports, description } = compared;
    return {
      name: template,
      template,
      description: description ?? 'New: the catalog of this version of gcx does not have it.',
      transports,
      queue: 'unknown',
      live: 'new',
    };
  }
  const { name, template, description, queue } = compared.eventType;
  const transports = compared.kind === 'offered' ? compared.transports : compared.eventType.transports;
  return { name, template, description, transports, queue, live: compared.kind };
}

/** The event types that a list shows. */
export function selectEventTypes({ search, meant = [], all, live }: EventTypeSelection): EventTypeList {
  const candidates =
    live === undefined
      ? catalogue().all.map(
          ({ name, template, description, transports, queue }): ListedEventType => ({
            name,
            template,
            description,
            transports,
            queue,
          }),
        )
      : compareWithLive(live).map(listed);
  const words = (search ?? '').toLowerCase().split(/\s+/);
  const fitting = candidates.filter(({ name, template, description }) => {
    const text = `${name} ${template} ${description}`.toLowerCase();
    return meant.includes(name) || words.every((word) => text.includes(word));
  });
  const eventTypes = all ? fitting : fitting.filter(({ transports }) => transports === 'eventbridge');
  return { eventTypes, hidden: fitting.length - eventTypes.length };
}
