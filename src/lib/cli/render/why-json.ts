import type { Why } from '../../features/why/index.js';

/** What `gcx why CONVERSATION` prints under `--json`. */
export interface WhyDocument extends Omit<Why, 'events'> {
  readonly schemaVersion: 1;
  readonly events: readonly (Omit<Why['events'][number], 'at'> & { readonly at: string })[];
}

/** An answer as `--json` prints it: times as ISO 8601. */
export function whyDocument({ events, ...why }: Why): WhyDocument {
  return {
    schemaVersion: 1,
    ...why,
    events: events.map((event) => ({ ...event, at: new Date(event.at).toISOString() })),
  };
}
