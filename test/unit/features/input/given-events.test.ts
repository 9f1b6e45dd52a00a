import { expect, test } from 'vitest';
import { sourceEvents } from '../../../../src/lib/features/input/given-events.js';

/** A host that is asked nothing: the events are given. */
const nobody = {
  findQueue: () => Promise.reject(new Error('asked for a queue')),
  genesys: () => Promise.reject(new Error('asked for Genesys Cloud')),
};

test('of events that a tail saved masked it is said that they are not what they were', async () => {
  const event = (ani: string) => JSON.stringify({ 'detail-type': 'x', detail: { eventBody: { ani } } });
  const masked = await sourceEvents({ event: event('(masked)') }, nobody);
  expect(masked.label).toBe('1 event saved with masked fields: conditions on these fields fail here');
  expect((await sourceEvents({ event: event('tel:+1') }, nobody)).label).toBeUndefined();
});
