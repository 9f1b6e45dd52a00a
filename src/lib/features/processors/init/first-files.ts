/** A handler to begin with. */
export function handlerText(processor: string): string {
  return `import { defineHandler } from 'genesys-gcx/processor';

// Called for each event that reaches the processor ${processor}. What it throws has the event tried again, and kept in
// the dead-letter queue after some attempts; \`throw new DoNotRetry(reason)\` puts it there at once.
export default defineHandler(async (event, { logger, metrics }) => {
  logger.info('handled', {
    conversation: event.conversationId ?? '',
    queue: event.queueName ?? '',
  });
  metrics.count('Handled');
});
`;
}

/** A test of {@link handlerText}, for vitest. @param module the handler as the test imports it, e.g. `./sales.js` */
export function testText(module: string): string {
  return `import { sampleEvent, testContext } from 'genesys-gcx/processor/testing';
import { expect, test } from 'vitest';
import handler from '${module}';

test('an event is handled', async () => {
  const context = testContext({ genesys: { 'GET /api/v2/conversations/{id}': { participants: [] } } });
  await handler(sampleEvent('conversation.acd.end', { queueName: 'Sales Support' }), context);
  expect(context.logged).toMatchObject([{ message: 'handled', fields: { queue: 'Sales Support' } }]);
  expect(context.counted).toEqual({ Handled: 1 });
});
`;
}
