import { beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/lib/sandbox/index.js';
import { SIGNED_CALL } from '../unit/sandbox/signed-call.js';
import {
  countsOf,
  drain,
  genesysEvent,
  linesOf,
  logLines,
  messagesIn,
  Names,
  processorProject,
} from './processor-project.js';

// What it does with an event, its conversation's name says. `naive` records the event first and handles it then, as
// handlers do that look after duplicates themselves.
const HANDLER = `// @ts-nocheck
${SIGNED_CALL}
import { appendFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { defineHandler } from 'genesys-gcx/processor';
const { env } = process;
const write = (file: string, line: string) => appendFileSync(\`\${env.OUT}/\${file}\`, \`\${line}\\n\`);

export default defineHandler(async ({ conversationId = '' }, { attempt }) => {
  write('began', conversationId);
  if (conversationId.includes('naive') && !(await recordFirst(conversationId))) return;
  if (conversationId.includes('hangs') && attempt === 1) await new Promise(() => {});
  if (conversationId.includes('throws') && attempt === 1) throw new Error('at first');
  await setImmediate();
  write('completed', conversationId);
});

async function recordFirst(id: string): Promise<boolean> {
  const item = JSON.stringify({
    TableName: env.GENESYS_GCX_TABLE,
    Item: { id: { S: id } },
    ConditionExpression: 'attribute_not_exists(id)',
  });
  const answer = await signedCall('dynamodb', 'DynamoDB_20120810.PutItem', item);
  const text = await answer.text();
  if (!answer.ok && !text.includes('ConditionalCheckFailed')) throw new Error(text);
  return answer.ok;
}
`;

/** A processor that handles one event after the other, so that the Nth call is a certain event's. */
const project = processorProject(HANDLER, '      concurrency: 1\n');

beforeAll(async () => {
  await project.done('apply --auto-approve');
});

/** Publishes events together: one batch takes all of them. */
async function publish(sandbox: Sandbox, ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => sandbox.emit({ event: genesysEvent(id) })));
}

/** How often the handler completed each event. */
function completions(ids: readonly string[], from = project): readonly number[] {
  const lines = linesOf(from, 'completed');
  return ids.map((id) => lines.filter((line) => line === id).length);
}

async function killedInvocations(sandbox: Sandbox): Promise<number> {
  return (await logLines(sandbox)).filter((line) => line.includes('signal: killed')).length;
}

/** When a worker is killed. */
interface Stage {
  readonly stage: string;
  readonly fault: string;
  /** Events whose keys are completed by then. */
  readonly done: number;
  /** Index of an event that is handled twice. */
  readonly twice?: number;
}

describe('a worker is killed while it handles a batch of five', () => {
  test.each<Stage>([
    { stage: 'before the key is written', fault: 'dynamodb:PutItem:kill-before:#2', done: 1 },
    { stage: 'after the key is written', fault: 'dynamodb:PutItem:kill-after:#2', done: 1 },
    // Its handler was through: no system can know, so it is handled once more.
    { stage: 'before the key is completed', fault: 'dynamodb:UpdateItem:kill-before:#2', done: 1, twice: 1 },
    { stage: 'after the key is completed', fault: 'dynamodb:UpdateItem:kill-after:#2', done: 2 },
    { stage: 'before the batch answer', fault: 'lambda:answer:kill:1', done: 5 },
  ])('$stage', async ({ stage, fault, done, twice }) => {
    const ids = [0, 1, 2, 3, 4].map((index) => `${stage} ${index}`);
    const run = async (sandbox: Sandbox): Promise<void> => {
      const before = { counts: await countsOf(sandbox), killed: await killedInvocations(sandbox) };
      await publish(sandbox, ids);
      expect(await killedInvocations(sandbox)).toBe(before.killed + 1);
      expect(await messagesIn(sandbox, Names.queue)).toBe(5);
      const handled = twice === undefined ? done : done + 1;
      expect(completions(ids)).toEqual(ids.map((_, index) => (index < handled ? 1 : 0)));

      await drain(sandbox);
      expect(completions(ids)).toEqual(ids.map((_, index) => (index === twice ? 2 : 1)));
      // What was completed before the kill is known, and not handled again. An invocation counts when it is through:
      // the one that died did only where nothing but its answer was lost.
      const after = await countsOf(sandbox);
      const more = (name: string) => (after[name] ?? 0) - (before.counts[name] ?? 0);
      const counted = done === 5 ? 10 : 5;
      expect([more('Duplicate'), more('Processed'), more('Received')]).toEqual([
        done,
        counted - done,
        counted,
      ]);
    };
    await project.inside(run, { faults: [fault] });
  });

  test('during the handler', async () => {
    const ids = ['first', 'hangs', 'third'];
    await project.inside(async (sandbox) => {
      const published = publish(sandbox, ids);
      await expect.poll(() => linesOf(project, 'began')).toContain('hangs');
      await sandbox.killWorkers('shop-sales');
      await published;
      expect(completions(ids)).toEqual([1, 0, 0]);
      await drain(sandbox);
      expect(completions(ids)).toEqual([1, 1, 1]);
    });
  });

  test('after its handler failed, before the message is put off', async () => {
    // The one that throws comes last: the next event would be handled while its message is put off, and the kill would
    // meet it anywhere.
    const ids = ['calm', 'calm too', 'throws'];
    await project.inside(
      async (sandbox) => {
        await publish(sandbox, ids);
        expect(await messagesIn(sandbox, Names.queue)).toBe(3);
        await drain(sandbox);
        expect(completions(ids)).toEqual([1, 1, 1]);
      },
      { faults: ['sqs:ChangeMessageVisibility:kill-before:1'] },
    );
  });

  test.each([
    { moment: 'before', letters: 1 },
    { moment: 'after', letters: 2 },
  ])('$moment a dead letter is sent', async ({ moment, letters }) => {
    const id = `beside a malformed one, ${moment}`;
    await project.inside(
      async (sandbox) => {
        const before = await messagesIn(sandbox, Names.deadLetters);
        const malformed = { ...genesysEvent(moment), detail: { topicName: moment } };
        await Promise.all([sandbox.emit({ event: malformed }), publish(sandbox, [id])]);
        await drain(sandbox);
        expect((await messagesIn(sandbox, Names.deadLetters)) - before).toBe(letters);
        expect(completions([id])).toEqual([1]);
      },
      { faults: [`sqs:SendMessage:kill-${moment}:1`] },
    );
  });
});

test('a copy that comes while the key of a dead worker is in progress waits until that is over', async () => {
  const ids = ['in progress'];
  const event = genesysEvent('in progress');
  await project.inside(
    async (sandbox) => {
      await sandbox.emit({ event });
      const before = await countsOf(sandbox);
      await sandbox.emit({ event });
      expect((await countsOf(sandbox))['InProgress']).toBe((before['InProgress'] ?? 0) + 1);
      expect(completions(ids)).toEqual([0]);
      await drain(sandbox);
      expect(completions(ids)).toEqual([1]);
      expect(await messagesIn(sandbox, Names.queue)).toBe(0);
    },
    { faults: ['dynamodb:PutItem:kill-after:1'] },
  );
});

test('a worker that dies each time leaves the event in the dead-letter queue, from where it can be sent back', async () => {
  const faults = ['dynamodb:PutItem:kill-before'];
  await project.inside(
    async (sandbox) => {
      await publish(sandbox, ['deadly']);
      await drain(sandbox);
    },
    { faults },
  );
  const { document } = await project.json('redrive sales --reason receiver-died --auto-approve');
  expect(document).toMatchObject({ outcome: 'done', sent: 1 });
  await project.inside(drain);
  expect(completions(['deadly'])).toEqual([1]);
});

test('while DynamoDB and SQS answer nothing but errors nothing is handled, and nothing is lost', async () => {
  const ids = ['patient 0', 'patient 1'];
  const letters = (sandbox: Sandbox) => messagesIn(sandbox, Names.deadLetters);
  const before = await project.inside(
    async (sandbox) => {
      const malformed = { ...genesysEvent('outage'), detail: { topicName: 'outage' } };
      await Promise.all([sandbox.emit({ event: malformed }), publish(sandbox, ids)]);
      expect(completions(ids)).toEqual([0, 0]);
      expect(await messagesIn(sandbox, Names.queue)).toBe(3);
      return letters(sandbox);
    },
    { faults: ['dynamodb:*:503', 'sqs:SendMessage:503', 'sqs:ChangeMessageVisibility:throttle'] },
  );
  const after = await project.inside(async (sandbox) => {
    await drain(sandbox);
    return letters(sandbox);
  });
  expect(completions(ids)).toEqual([1, 1]);
  expect(after - before).toBe(1);
});

test('a handler that records the event first, and handles it then, loses it by the same kill', async () => {
  const ids = ['naive 0', 'naive 1', 'naive 2'];
  await project.inside(
    async (sandbox) => {
      // The second PutItem of each event is the handler's own.
      await publish(sandbox, ids);
      await drain(sandbox);
      expect(linesOf(project, 'began').filter((id) => id === 'naive 1')).toHaveLength(2);
      expect(completions(ids)).toEqual([1, 0, 1]);
    },
    { faults: ['dynamodb:PutItem:kill-after:#4'] },
  );
});

test('several workers killed at all stages, with many events at once, lose none', async () => {
  const busy = processorProject(HANDLER, '      batch: { size: 10, window: 1s }\n');
  await busy.done('apply --auto-approve');
  const ids = Array.from({ length: 80 }, (_, index) => `${index % 7 === 0 ? 'throws' : 'calm'} ${index}`);
  await busy.inside(
    async (sandbox) => {
      await publish(sandbox, ids);
      await drain(sandbox);
      // Two can meet the same worker.
      expect(await killedInvocations(sandbox)).toBeGreaterThan(3);
      expect(Math.min(...completions(ids, busy))).toBe(1);
      expect(await messagesIn(sandbox, Names.deadLetters)).toBe(0);
    },
    {
      faults: [
        'dynamodb:PutItem:kill-before:#7',
        'dynamodb:PutItem:kill-after:#25',
        'dynamodb:UpdateItem:kill-before:#12',
        'dynamodb:UpdateItem:kill-after:#31',
        'lambda:answer:kill:#2',
        'lambda:answer:kill:#5',
      ],
    },
  );
});
