/** Kinds of what a processor has beside its SQS queues and alarms, in the order in which it is made. */
export const CORE_KINDS = ['table', 'role', 'log-group', 'function', 'event-source-mapping'] as const;

/** Kinds of what a processor has beside its SQS queues. */
export const PROCESSOR_KINDS: readonly string[] = [...CORE_KINDS, 'alarm'];
