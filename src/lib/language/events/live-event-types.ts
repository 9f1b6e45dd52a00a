import { catalogue } from './catalogue.js';
import { transportsOf } from './catalogue-data.js';
import type { AvailableEventType, EventType } from './model.js';

/** An event type as the catalog and the live organization know it. */
export type ComparedEventType =
  /** Offered by the organization, and in the catalog; transports as the organization says, else as the catalog does. */
  | { readonly kind: 'offered'; readonly eventType: EventType; readonly transports: EventType['transports'] }
  /** In the catalog, but not offered by the organization. */
  | { readonly kind: 'missing'; readonly eventType: EventType }
  /** Offered by the organization, but unknown to the catalog: to be named by its template. */
  | {
      readonly kind: 'new';
      readonly template: string;
      readonly description?: string;
      readonly transports: EventType['transports'];
    };

/** The catalog beside what the live organization offers: the catalog's order, then what is new to it. */
export function compareWithLive(live: readonly AvailableEventType[]): readonly ComparedEventType[] {
  const offered = new Map(live.map((eventType) => [eventType.template, eventType]));
  const { all, find } = catalogue();
  const known = all.map((eventType): ComparedEventType => {
    const found = offered.get(eventType.template);
    if (found === undefined) return { kind: 'missing', eventType };
    const said = transportsOf(found.transports);
    return { kind: 'offered', eventType, transports: said === 'unknown' ? eventType.transports : said };
  });
  const added = [...offered.values()]
    .filter(({ template }) => find(template) === undefined)
    .map(
      ({ template, description, transports }): ComparedEventType => ({
        kind: 'new',
        template,
        ...(description === undefined ? {} : { description }),
        transports: transportsOf(transports),
      }),
    )
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  return [...known, ...added];
}

/** What an event type is called: its short name, or its template where the catalog does not know it. */
function nameOf(compared: ComparedEventType): string {
  return compared.kind === 'new' ? compared.template : compared.eventType.name;
}
