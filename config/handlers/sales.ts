import { defineHandler } from 'genesys-gcx/processor';

// Called for each event of the processor "sales-processor" in .genesysrc.example.yml, once. What it throws has the event
// tried again; after some attempts it is kept in the processor's dead-letter queue.
export default defineHandler(async (event, { logger, metrics }) => {
  logger.info('A conversation left the queue', {
    conversation: event.conversationId ?? '',
    queue: event.queueName ?? event.queueId ?? '',
    wrapUpCode: event.wrapUpCode ?? '',
  });
  metrics.count('LeftQueue');
  const talked = event.body['connectedDurationMs'];
  if (typeof talked === 'number') metrics.milliseconds('Connected', talked);
});
