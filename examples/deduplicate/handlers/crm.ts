import { defineHandler } from 'genesys-gcx/processor';
import { finishedConversation } from './finished-conversation.js';

// Called once for each event, however often it comes. The event says that an agent has finished; who that was, who called and how
// it was wrapped up is asked of Genesys Cloud. What is thrown here has the event tried again later.
export default defineHandler(async (event, { genesys, logger, metrics, signal }) => {
  if (event.conversationId === undefined) throw new Error('The event names no conversation.');
  const found = await genesys.get(`/api/v2/conversations/${event.conversationId}`);
  const finished = finishedConversation(found, event.body['userId']);
  const url = process.env['CRM_URL'] ?? '';
  if (url !== '') {
    const response = await fetch(url, {
      method: 'POST',
      // The CRM can leave out what it knows by this key: a Lambda may die between this call and the note that it is done.
      headers: { 'content-type': 'application/json', 'idempotency-key': event.key },
      body: JSON.stringify(finished),
      signal,
    });
    if (!response.ok) throw new Error(`The CRM answered ${response.status}.`);
  }
  logger.info('told the CRM', {
    queue: event.queueName ?? '',
    wrapUp: finished.wrapUp,
    agent: finished.agent,
  });
  metrics.count('ToldCrm');
});
