import { defineHandler } from 'genesys-gcx/processor';

// Called for each event of a batch; one that throws comes again alone. Whatever version it came in, the body is version 2.
export default defineHandler((event, { logger, metrics }) => {
  const { queue_name: queue, handle_ms: handled } = event.body;
  if (typeof queue !== 'string') throw new Error('The event names no queue.');
  logger.info('loaded', { queue, schema: event.schemaVersion ?? '' });
  metrics.count('Loaded');
  if (typeof handled === 'number') metrics.milliseconds('Handled', handled);
});
