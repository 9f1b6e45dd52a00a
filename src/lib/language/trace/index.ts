/** Which rules an event reaches, and why it misses the others. Pure: no files, no network, no clock. */

export { maskedTrace } from './masked-trace.js';
export type {
  EventTrace,
  FilteredOut,
  Miss,
  NamedQueue,
  SentTarget,
  SubscriberFilter,
  TraceableEvent,
  TracedClause,
  TracedCondition,
  TraceEntry,
  TraceRule,
  TraceTarget,
} from './model.js';
export { queueWords } from './queue-sentence.js';
export { filteredWords, type KnownFilters, withFilters } from './subscriber-filters.js';
export { sumUp, type TraceSummary } from './sum-up.js';
export { traceTarget } from './target-words.js';
export { createTracer, type Tracer } from './tracer.js';
