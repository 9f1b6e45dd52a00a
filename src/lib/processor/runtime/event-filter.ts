import type { ProcessorSettings } from '../contract/settings.js';
import type { GenesysEvent } from './handler.js';

/** Prepares the processor's own filter: which events it handles. */
export function eventFilter(only: ProcessorSettings['only']): (event: GenesysEvent) => boolean {
  const events = only?.events === undefined ? undefined : new Set(only.events);
  const queues = only?.queues === undefined ? undefined : new Set(only.queues);
  return ({ eventType, queueId }) => {
    if (events !== undefined && !events.has(eventType)) return false;
    if (queues === undefined) return true;
    return queueId === undefined ? only?.withoutQueue === true : queues.has(queueId);
  };
}
