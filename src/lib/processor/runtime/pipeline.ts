import type { ProcessorSettings } from '../contract/settings.js';
import type { EventLog } from './event-log.js';
import type { HandleOnce } from './handled-events.js';
import type { GenesysEvent, Handler } from './handler.js';
import type { ContextOf } from './handler-tools.js';
import type { InvocationTime } from './invocation-time.js';
import type { InvocationMetrics } from './metrics.js';
import type { Outcome } from './outcome.js';
import type { Recognise } from './recognise.js';
import type { SqsQueues } from './sqs-queues.js';

/** The event type of what tells none, in metrics. */
export const UNKNOWN_EVENT_TYPE = 'unknown';

/** What the handling of events needs, for one invocation. */
export interface Pipeline {
  readonly settings: ProcessorSettings;
  readonly handler: Handler;
  readonly recognise: Recognise;
  readonly passes: (event: GenesysEvent) => boolean;
  /** Absent: duplicates are handled again. */
  readonly handleOnce?: HandleOnce;
  readonly queues: Pick<SqsQueues, 'sendDeadLetter' | 'comeAgainIn'>;
  readonly time: InvocationTime;
  readonly log: EventLog;
  readonly metrics: InvocationMetrics;
  readonly contextOf: ContextOf;
  /** Versions that were warned of in this invocation. */
  readonly warnedOf: Set<string>;
  readonly now: () => number;
  readonly random: () => number;
}

/** What became of an event. */
export interface EventResult {
  readonly outcome: Outcome;
  readonly eventType: string;
  /** Milliseconds after which its message is to come again; absent: when its visibility time-out ends. */
  readonly againIn?: number;
}
