import { expect, test } from 'vitest';
import { genesysEvent, linesOf, processorProject } from './processor-project.js';

const HANDLER = `import { appendFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(async ({ conversationId, body }) => {
  const tell = (what) => appendFileSync(process.env.OUT + '/' + conversationId, what + ' ' + body.number + '\\n');
  tell('begins');
  await wait(20);
  tell('ends');
  if (body.number === 3 && conversationId === 'two') throw new Error('The CRM does not answer.');
});
`;

test('invoke handles the events of a message group one after another, and none behind one that failed', async () => {
  const project = processorProject(HANDLER, '      messageGroup: $.detail.eventBody.conversationId\n');
  await project.done('apply --auto-approve');
  const numbered = (conversation: string, number: number) => {
    const { detail, ...event } = genesysEvent(conversation);
    const { eventBody, ...rest } = detail as { eventBody: object };
    return { ...event, detail: { ...rest, eventBody: { ...eventBody, number } } };
  };
  const numbers = [1, 2, 3, 4];
  project.write(
    'events.json',
    JSON.stringify(numbers.flatMap((number) => [numbered('one', number), numbered('two', number)])),
  );
  const { code, document } = await project.json('processor invoke sales --event events.json');
  const one = (upTo: number) =>
    numbers.slice(0, upTo).flatMap((number) => [`begins ${number}`, `ends ${number}`]);
  expect(linesOf(project, 'one')).toEqual(one(4));
  expect(linesOf(project, 'two')).toEqual(one(3));
  expect(code).toBe(1);
  expect(document.counts).toMatchObject({ received: 8, processed: 6, failed: 1, inProgress: 1 });
});
