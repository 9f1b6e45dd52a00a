import { expect, test } from 'vitest';
import { processorProject } from './processor-project.js';

const HANDLER = `import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(async (event, { attempt, logger }) => {
  if (attempt === 1) throw new Error('The CRM does not answer.');
  logger.info('at last', { queue: event.queueName ?? 'of no name', ani: event.body['ani'] ?? '' });
});
`;

test('between two commands the sandbox catches up: logs tell of the second attempt, in 80 columns', async () => {
  const project = processorProject(HANDLER);
  await project.done('apply --auto-approve');
  await project.gcx("sandbox emit acd.end --queue 'Sales Support' --set ani=tel:+4915199887766");
  const first = await project.sandbox('processor logs sales');
  expect(first.stdout).toMatch(/ERROR {2}handler failed\n[\s\S]*error="Error: The CRM does not answer\."/);
  expect(first.stdout).toContain('at=handlers/sales.ts:3:28');
  expect(first.stdout).not.toContain('at last');

  await project.inside((sandbox) => sandbox.passTime(60_000));
  const second = await project.sandbox('processor logs sales');
  expect(second.stdout).toMatch(/INFO {3}at last\n[\s\S]*attempt=2/);
  expect(second.stdout).toMatch(/ani=\(masked\)/);
  expect(second.stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);

  const all = await project.sandbox('processor logs sales --all --show-personal-data');
  expect(all.stdout).toContain('ani=tel:+4915199887766');
  expect(all.stdout).toMatch(/ {2}duration [\d.]+ ms, memory \d+ of \d+ MB/);
  expect(all.stdout).not.toMatch(/RequestId: |_aws/);
  const raw = await project.sandbox('processor logs sales --raw');
  expect(raw.stdout).toMatch(/^START RequestId: [\s\S]*^REPORT RequestId: [^\n]*\tDuration: /m);
  const unknown = await project.sandbox('processor logs sale');
  expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('Did you mean sales?') });
});
