import { afterEach, expect, test } from 'vitest';
import { QueueBook } from '../../../../src/lib/features/queues/queue-book.js';
import { queueSentence } from '../../../../src/lib/language/trace/queue-sentence.js';
import { type FakeOrganization, fakeOrganization, queue } from '../../clients/genesys/fake-organization.js';

const [old, anew] = [queue(1, 'Sales Support'), queue(2, 'Sales Support')];
let organization: FakeOrganization | undefined;
afterEach(() => organization?.server.close());

test('Genesys Cloud is asked first, and an id that is gone has no name', async () => {
  organization = await fakeOrganization([anew]);
  const gone = queue(3, 'Billing');
  const book = new QueueBook({ certain: [], cached: [old, gone] }, organization.genesys);
  expect(await book.find('Sales Support')).toMatchObject({ id: anew.id });
  expect(book.nameOf(old.id)).toBeUndefined();
  expect(await book.learn([old.id, anew.id, gone.id])).toMatchObject({ found: [], gone: [old.id, gone.id] });
  // Nor where no other queue has its name by now.
  expect(book.nameOf(gone.id)).toBeUndefined();
  expect(book.nameOf(anew.id)).toBe('Sales Support');
});

test('a cached name that is another by now is learned anew; one that is nobody’s is not found', async () => {
  organization = await fakeOrganization([{ ...old, name: 'Sales EMEA' }]);
  const book = new QueueBook({ certain: [], cached: [old] }, organization.genesys);
  expect(await book.learn([old.id])).toMatchObject({ found: [{ name: 'Sales EMEA' }], gone: [] });
  expect(book.nameOf(old.id)).toBe('Sales EMEA');
  await expect(book.find('Sales Support')).rejects.toThrow('Sales Support');
});

test('where Genesys Cloud does not answer the cache is what is left', async () => {
  organization = await fakeOrganization([anew]);
  await organization.server.close();
  const book = new QueueBook({ certain: [], cached: [old] }, organization.genesys);
  organization = undefined;
  expect(await book.find('Sales Support')).toMatchObject({ id: old.id });
  expect(await book.learn([old.id])).toEqual({ found: [], gone: [] });
  expect(book.isCachedOnly(old.id)).toBe(true);
});

test('without Genesys Cloud a cached id does not keep the name that the command line gives to another', () => {
  const given = { ...anew, division: { id: '', name: '' } };
  const book = new QueueBook({ certain: [given], cached: [old, queue(3, 'Billing')] });
  expect(book.nameOf(old.id)).toBeUndefined();
  expect(book.nameOf(queue(3, '').id)).toBe('Billing');
});

test('no call left Sales Support, not Sales Support', () => {
  const event = { 'detail-type': 'v2.detail.events.conversation.{id}.acd.end', detail: { eventBody: {} } };
  const other = { ...queue(1, 'Sales Support'), id: '5affb229-7631-4992-b0ce-583505c6af07' };
  expect(queueSentence(event, other, [anew])).toBe(
    'The conversation left Sales Support (5affb229), not Sales Support (00000000).',
  );
  expect(queueSentence(event, other, [queue(4, 'Billing')])).toBe(
    'The conversation left Sales Support, not Billing.',
  );
});
