import { expect, test } from 'vitest';
import { processorProject } from './processor-project.js';

const HANDLER = `import { defineHandler, DoNotRetry } from 'genesys-gcx/processor';
export default defineHandler(({ body }) => {
  if (body.ani === 'tel:+4915199887766') throw new TypeError('No customer ' + body.ani);
  if (body.ani === 'tel:+4915199887767') throw new DoNotRetry('No customer ' + body.ani);
});
`;

test('emit says what a processor made of the event: processed, failed with the error, or dead-lettered', async () => {
  const project = processorProject(HANDLER);
  await project.done('apply --auto-approve');
  const emit = async (number: string) => {
    const { code, stdout } = await project.gcx(`sandbox emit acd.end --set ani=tel:+491519988776${number}`);
    expect([code, stdout.includes('49151998')]).toEqual([0, false]);
    return /function:shop-sales {2}(.*)\n?/.exec(stdout)?.[1];
  };
  expect(await emit('5')).toBe('processed');
  expect(await emit('6')).toBe('failed at attempt 1: TypeError; it comes again');
  expect(await emit('7')).toBe('dead-lettered: do-not-retry (DoNotRetry)');
  const { stdout } = await project.gcx('sandbox emit acd.end --set ani=tel:+4915199887766 --json');
  expect(JSON.parse(stdout).events[0].handling).toMatchObject([
    { outcome: 'failed', attempts: 1, error: 'TypeError' },
  ]);
});
