/** A handler to begin with. */
export function handlerText(processor: string): string {
  return `import { defineHandler } from 'genesys-gcx/processor';

// Called for each event that reaches the processor ${processor}. What it throws has the event tried again, and kept in
// the dead-letter queue after some attempts; \`throw new DoNotRetry(reason)\` puts it there at once.
export default defineHandler(async (event, { logger, metrics }) => {
  logger.info('handled', {
    eventType: event.eventType,
    conversation: event.conversationId ?? '',
    queue: event.queueName ?? '',
  });
  metrics.count('Handled');
});
`;
}

/** A test of {@link handlerText}, for vitest. @param module the handler as the test imports it, e.g. `./sales.js` */
export function testText(module: string): string {
  return `import type { GenesysEvent, HandlerContext } from 'genesys-gcx/processor';
import { expect, test } from 'vitest';
import handler from '${module}';

const event: GenesysEvent = {
  eventType: 'v2.detail.events.conversation.{id}.acd.end',
  format: 'partner',
  key: 'one',
  conversationId: '2a32e58c-97a3-4ba2-9a1b-7d3f4ee5e3d1',
  queueId: '7f3c1a52-0a5e-4a2b-8a53-0d8a8b0f5c11',
  queueName: 'Sales Support',
  mediaType: 'VOICE',
  time: Date.UTC(2026, 0, 1),
  body: {},
  raw: {},
};

/** What the handler gets in AWS, with logs and metrics kept instead of sent. */
function contextFor(said: string[]): HandlerContext {
  const say = (text: string) => {
    said.push(text);
  };
  return {
    genesys: { get: async () => ({}), request: async () => ({}) },
    logger: { debug: say, info: say, warn: say, error: say },
    metrics: { count: say, milliseconds: say },
    secrets: {},
    attempt: 1,
    signal: new AbortController().signal,
  };
}

test('an event is handled', async () => {
  const said: string[] = [];
  await handler(event, contextFor(said));
  expect(said).toEqual(['handled', 'Handled']);
});
`;
}
