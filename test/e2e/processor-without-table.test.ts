import { expect, test } from 'vitest';
import { genesysEvent, processorProject } from './processor-project.js';

const HANDLER = `import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(() => {});
`;

test('a processor that tells no duplicates has no table, and is run on this machine all the same', async () => {
  const project = processorProject(HANDLER, '      deduplicate: false\n');
  await project.done('apply --auto-approve');
  expect(project.holdings().tables).toEqual([]);
  const event = genesysEvent('c-1');
  project.write('events.json', JSON.stringify([event, event]));
  const { document } = await project.json('processor invoke sales --event events.json');
  expect(document.counts).toMatchObject({ received: 2, processed: 2, duplicate: 0 });
});
