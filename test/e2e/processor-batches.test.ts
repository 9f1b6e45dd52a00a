import { expect, test } from 'vitest';
import type { Sandbox } from '../../src/lib/sandbox/index.js';
import {
  countsOf,
  drain,
  genesysEvent,
  linesOf,
  messagesIn,
  Names,
  processorProject,
} from './processor-project.js';

// What is handled slowly is still in progress when its copy in the same batch is looked at.
const HANDLER = `import { appendFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(async ({ conversationId = '' }) => {
  if (conversationId.includes('slow')) await setTimeout(400);
  appendFileSync(\`\${process.env.OUT}/handled\`, \`\${conversationId}\\n\`);
});
`;
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:crm-AbCdEf';

/** What is counted while `work` runs. */
async function counted(sandbox: Sandbox, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await countsOf(sandbox);
  await work();
  const after = Object.entries(await countsOf(sandbox));
  return Object.fromEntries(
    after.map(([name, sum]) => [name, sum - (before[name] ?? 0)] as const).filter(([, more]) => more !== 0),
  );
}

test('copies of an event in one batch are handled once, and none of them comes again', async () => {
  const project = processorProject(HANDLER);
  await project.done('apply --auto-approve');
  await project.inside(async (sandbox) => {
    const event = genesysEvent('slow and doubled');
    const counts = await counted(sandbox, () =>
      Promise.all([event, event, event, genesysEvent('beside')].map((each) => sandbox.emit({ event: each }))),
    );
    // In progress would be one that has to come again: it uses up receipts and tells of another invocation.
    expect(counts).toEqual({ Received: 4, Processed: 2, Duplicate: 2 });
    expect(await messagesIn(sandbox, Names.queue)).toBe(0);
    expect([...linesOf(project, 'handled')].sort()).toEqual(['beside', 'slow and doubled']);
  });
});

test('events of an invocation that failed as a whole, or ran out of time, are no processed ones and come again', async () => {
  const project = processorProject(HANDLER, `      secrets: { CRM: "${SECRET}" }\n      timeout: 3s\n`);
  await project.done('apply --auto-approve');
  const failed = await project.inside(
    (sandbox) => counted(sandbox, () => sandbox.emit({ event: genesysEvent('no secret') })),
    { faults: ['secretsmanager:GetSecretValue:500'] },
  );
  expect(failed).toEqual({ Received: 1, Failed: 1 });

  await project.inside(async (sandbox) => {
    expect(await messagesIn(sandbox, Names.queue)).toBe(1);
    expect(linesOf(project, 'handled')).toEqual([]);
    expect(await counted(sandbox, () => drain(sandbox))).toEqual({ Received: 1, Processed: 1 });
    expect(linesOf(project, 'handled')).toEqual(['no secret']);
  });

  // Handled, but its key could not be completed before the time was up: nobody knows, so it comes again.
  const unfinished = await project.inside(
    (sandbox) => counted(sandbox, () => sandbox.emit({ event: genesysEvent('unfinished') })),
    { faults: ['dynamodb:UpdateItem:timeout'] },
  );
  expect(unfinished).toEqual({ Received: 1, Failed: 1 });
  await project.inside(async (sandbox) => {
    expect(await messagesIn(sandbox, Names.queue)).toBe(1);
    await drain(sandbox);
    expect(await countsOf(sandbox)).toMatchObject({ Processed: 2 });
  });
});
