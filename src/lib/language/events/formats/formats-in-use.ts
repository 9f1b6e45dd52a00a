import type { EventFormat } from './model.js';
import { partnerFormat } from './shipped-formats.js';

/** A format that routes of a file have, with the event types that they name in it. */
export interface FormatInUse {
  readonly format: EventFormat;
  readonly eventTypes: ReadonlySet<string>;
}

/** The formats of some routes, each once. */
export function formatsInUse(
  routes: readonly { readonly events: readonly string[]; readonly format?: EventFormat }[],
): readonly FormatInUse[] {
  const found = new Map<string, { format: EventFormat; eventTypes: Set<string> }>();
  for (const { events, format = partnerFormat() } of routes) {
    const entry = found.get(format.name) ?? { format, eventTypes: new Set<string>() };
    for (const event of events) entry.eventTypes.add(event);
    found.set(format.name, entry);
  }
  return [...found.values()];
}
