import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/lib/base/json.js';
import type { Sandbox } from '../../src/lib/sandbox/index.js';
import { documentOf, type Holdings, names } from './gcx.js';
import {
  ACD_END,
  ACD_START,
  countsOf,
  drain,
  type EventParts,
  genesysEvent,
  linesOf,
  Names,
  processorProject,
  RETAIL_SALES,
} from './processor-project.js';

const handler = (word: string) => `import { appendFileSync } from 'node:fs';
import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler((event, { logger }) => {
  if (event.mediaType === '${word}') throw new Error('no such customer');
  appendFileSync(\`\${process.env.OUT}/handled\`, \`\${event.conversationId} \${event.queueName}\\n\`);
  logger.info('handled', { queue: event.queueName ?? '' });
});
`;
const project = processorProject(
  handler('VOICE'),
  '      only: { queues: ["Sales Support"], events: [conversation.acd.end] }\n      maxEventAge: { of: 1h }\n',
);

/** What the sandbox holds before anything is applied. */
let empty: Holdings;

const SIMULATION: readonly EventParts[] = [
  {},
  { queueId: RETAIL_SALES },
  { type: ACD_START },
  { queueId: null },
];

/** The four events of a simulation and a malformed one, of conversations that are called so. */
function simulation(conversation: string, mediaType: string): readonly JsonObject[] {
  return [
    ...SIMULATION.map((parts, index) => {
      const event = genesysEvent(`${conversation}-${index}`, parts);
      return withBody(event, { mediaType });
    }),
    { ...genesysEvent(conversation), detail: { topicName: 'v2.detail', version: '2' } },
  ];
}

function withBody(event: JsonObject, more: JsonObject): JsonObject {
  const detail = event['detail'] as JsonObject;
  return { ...event, detail: { ...detail, eventBody: { ...(detail['eventBody'] as JsonObject), ...more } } };
}

async function publish(sandbox: Sandbox, events: readonly JsonObject[]): Promise<void> {
  for (const event of events) await sandbox.emit({ event });
}

test('the four events of a queue filter, and a malformed one, end where they should', async () => {
  await project.inside(async () => {});
  empty = project.holdings();
  await project.done('apply --auto-approve');
  const counts = await project.inside(async (sandbox) => {
    await publish(sandbox, simulation('published', 'MESSAGE'));
    return countsOf(sandbox);
  });
  expect(counts).toEqual({ Received: 5, Processed: 1, Filtered: 3, DeadLettered: 1 });
  expect(linesOf(project, 'handled')).toEqual(['published-0 Sales Support']);
});

test('so they do as a list that is given to the bundle on this machine', async () => {
  project.write('events.json', JSON.stringify(simulation('invoked', 'MESSAGE')));
  const counted = {
    received: 5,
    duplicate: 0,
    filtered: 3,
    stale: 0,
    failed: 0,
    deadLettered: 1,
    inProgress: 0,
  };
  const invoked = await project.json('processor invoke sales --event events.json');
  expect(invoked).toMatchObject({
    code: 0,
    document: { processor: 'sales', counts: { ...counted, processed: 1 } },
  });
  expect(linesOf(project, 'handled')).toEqual(['published-0 Sales Support', 'invoked-0 Sales Support']);
  const again = await project.json('processor invoke sales --event events.json');
  expect(again.document.counts).toEqual({ ...counted, processed: 0, duplicate: 1 });
});

test('whatever it is given on this machine it says what became of it', async () => {
  const sns = {
    Sns: { Message: JSON.stringify(withBody(genesysEvent('by SNS'), { mediaType: 'MESSAGE' })) },
  };
  const sqs = {
    messageId: 'one',
    eventSource: 'aws:sqs',
    body: JSON.stringify(withBody(genesysEvent('by SQS'), { mediaType: 'VOICE' })),
  };
  project.write('odd.json', JSON.stringify(['text', null, { Records: [sns, sqs] }]));
  const { code, document } = await project.json('processor invoke sales --event odd.json');
  expect(code).toBe(1);
  expect(document).toMatchObject({
    counts: { received: 4, processed: 1, failed: 1, deadLettered: 2 },
    error: { type: 'EventsFailed' },
  });
  expect(linesOf(project, 'handled').at(-1)).toBe('by SNS Sales Support');
});

test('what its handler cannot handle is tried again, logged, and dead-lettered in the end', async () => {
  const counts = await project.inside(async (sandbox) => {
    const late = genesysEvent('late', { time: Date.now() - 7_200_000 });
    await publish(sandbox, [
      ...simulation('poison', 'VOICE').slice(0, 1),
      withBody(late, { mediaType: 'CHAT' }),
    ]);
    await drain(sandbox);
    return countsOf(sandbox);
  });
  expect(counts).toEqual({ Received: 11, Processed: 1, Filtered: 3, Stale: 1, Failed: 4, DeadLettered: 2 });
  const logs = await project.sandbox('processor logs sales --since 1d --json');
  expect(logs).toMatchObject({ code: 0, stderr: '' });
  const lines = logs.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.at(-1)).toMatchObject({ schemaVersion: 1, kind: 'end' });
  const failed = lines.filter(({ message }) => message?.message === 'handler failed');
  expect(failed.map(({ message }) => message)).toEqual(
    [1, 2, 3, 4, 5].map((attempt) =>
      expect.objectContaining({ level: 'ERROR', attempt, conversationId: 'poison-0', eventType: ACD_END }),
    ),
  );
});

test('dead letters are shown by reason, and handled once the handler is mended', async () => {
  const shown = await project.json('redrive sales --dry-run');
  expect(shown).toMatchObject({
    code: 0,
    document: {
      outcome: 'shown',
      groups: [
        {
          reason: 'malformed',
          count: 5,
          eventTypes: [ACD_END],
          example: 'the event: not an object',
        },
        { reason: 'handler-failed', count: 1, example: expect.stringContaining('no such customer') },
        { reason: 'too-old', count: 1, example: expect.stringMatching(/^(?:7[2-9]|[89]\d)\d\d s old/) },
      ],
    },
  });

  project.write('handlers/sales.ts', handler('nothing'));
  const planned = await project.sandbox('plan --detailed-exitcode');
  expect(planned).toMatchObject({ code: 2, stdout: expect.stringContaining('handlers/sales.ts changed') });
  await project.done('apply --auto-approve');
  const converged = await project.sandbox('plan --detailed-exitcode');
  expect(converged, converged.stdout).toMatchObject({ code: 0 });

  const sent = await project.json(
    'redrive sales --reason handler-failed --reason too-old --rate 100/s --auto-approve',
  );
  expect(sent).toMatchObject({ code: 0, document: { outcome: 'done', sent: 2, left: 5 } });
  await project.inside(drain);
  // Hours later by the sandbox's clock: of what was sent back the age is not judged.
  expect(linesOf(project, 'handled').slice(-2).sort()).toEqual([
    'late Sales Support',
    'poison-0 Sales Support',
  ]);
});

test('destroy keeps what is dead-lettered; with --force it leaves nothing', async () => {
  const refused = await project.sandbox('destroy --auto-approve --json');
  expect(refused.code).toBe(5);
  expect(JSON.stringify(documentOf(refused))).toContain(`${Names.deadLetters} holds about 5 messages`);
  const held = project.holdings();
  expect(names(held.queues)).toEqual([Names.queue, Names.deadLetters]);
  for (const kind of Object.keys(held) as (keyof Holdings)[]) {
    if (kind !== 'subscriptions') expect(held[kind].length, kind).toBeGreaterThan(empty[kind].length);
  }
  await project.done('destroy --auto-approve --force');
  expect(project.holdings()).toEqual(empty);
});
