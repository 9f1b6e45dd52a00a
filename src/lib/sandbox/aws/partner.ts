import type { Context } from './context.js';
import { SOURCE_LIFE_MILLISECONDS, sourceState, visibleSource } from './events/buses.js';
import { putPartnerEvent } from './events/put-events.js';
import type { PartnerSide } from './model.js';

/** The partner's side of an account's event sources. */
export function partnerSide(contextNow: () => Context): PartnerSide {
  return {
    createSource(name) {
      const context = contextNow();
      const existing = visibleSource(name, context);
      if (existing !== undefined) {
        existing.deleted = false;
        return;
      }
      const created = context.now();
      const expires = created + SOURCE_LIFE_MILLISECONDS;
      context.state.sources.set(name, { name, created, expires, deleted: false });
    },
    deleteSource(name) {
      const context = contextNow();
      const source = context.state.sources.get(name);
      if (source === undefined) return;
      if (sourceState(source, context) === 'PENDING') context.state.sources.delete(name);
      else source.deleted = true;
    },
    sourceState(name) {
      const context = contextNow();
      const source = visibleSource(name, context);
      return source === undefined ? undefined : sourceState(source, context);
    },
    putEvent: (sourceName, event) => putPartnerEvent(sourceName, event, contextNow()),
  };
}
