import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import type { JsonObject } from '../../src/lib/base/json.js';
import { METRICS_NAMESPACE } from '../../src/lib/processor/contract/settings.js';
import { LOG_EVENTS_PER_GROUP } from '../../src/lib/sandbox/aws/logs/write-log.js';
import type { Sandbox } from '../../src/lib/sandbox/index.js';
import {
  countsOf,
  drain,
  genesysEvent,
  linesOf,
  logLines,
  Names,
  processorProject,
  queueUrl,
  sqsClient,
} from '../e2e/processor-project.js';

// Throws for three in ten of events and attempts, always the same ones; never at the fourth attempt.
const HANDLER = `import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(async ({ conversationId }, { attempt }) => {
  await setImmediate();
  const [chance = 0] = createHash('sha256').update(\`\${conversationId} \${attempt}\`).digest();
  if (attempt < 4 && chance < 77) throw new Error('by chance');
  appendFileSync(\`\${process.env.OUT}/completed\`, \`\${conversationId}\\n\`);
});
`;

/** How many events there are of each kind. */
interface Counts {
  readonly good: number;
  readonly duplicates: number;
  readonly stale: number;
  readonly malformed: number;
}

/** @param total of all events */
function countsFor(total: number): Counts {
  return { good: total * 0.7, duplicates: total * 0.2, stale: total * 0.05, malformed: total * 0.05 };
}

/** What is malformed, in turn, and what the dead-letter queue says of it. */
const KINDS_OF_MALFORMED: readonly (readonly [(name: string) => JsonObject | string, string])[] = [
  [(name) => `${name} is no JSON`, 'not JSON'],
  [(name) => `["${name}"]`, 'the event: not an object'],
  [(name) => withDetail(name, { topicName: name, version: '2' }), 'detail.eventBody: missing'],
  [(name) => withBody(name, { conversationId: 7 }), 'detail.eventBody.conversationId: not a string'],
  [(name) => withBody(name, { eventTime: 'yesterday' }), 'detail.eventBody.eventTime: not a time'],
];

function withDetail(name: string, detail: JsonObject): JsonObject {
  return { ...genesysEvent(name), detail };
}

function withBody(name: string, eventBody: JsonObject): JsonObject {
  return withDetail(name, { topicName: name, version: '2', eventBody });
}

/** All that is sent, in an order that looks like none: an event, or a text that is sent to the SQS queue. */
function everything(now: number, counts: Counts): readonly (JsonObject | string)[] {
  const good = Array.from({ length: counts.good }, (_, index) =>
    genesysEvent(`good-${index}`, { time: now }),
  );
  // Not so near the limit that a busy machine makes others too old, too.
  const old = (index: number) => genesysEvent(`stale-${index}`, { time: now - 3_600_000 });
  const all: readonly (JsonObject | string)[] = [
    ...good,
    ...good.slice(0, counts.duplicates),
    ...Array.from({ length: counts.stale }, (_, index) => old(index)),
    ...Array.from({ length: counts.malformed }, (_, index) => malformed(index)[0](`malformed-${index}`)),
  ];
  // A step that has no divisor in common with their number comes by each of them once.
  return all.map((_, index) => all[(index * 1_237) % all.length] ?? '');
}

function malformed(index: number) {
  const kind = KINDS_OF_MALFORMED[index % KINDS_OF_MALFORMED.length];
  if (kind === undefined) throw new Error('There are no kinds.');
  return kind;
}

/** Counts what SQS handed over, by the sandbox's own record; which keeps only the latest: look often. */
class HandedOver {
  private readonly receipts = new Map<string, number>();

  async look(sandbox: Sandbox): Promise<void> {
    for (const { by, eventId, attempts = 1 } of await sandbox.deliveries()) {
      if (by === 'lambda') this.receipts.set(eventId, attempts);
    }
  }

  get messages(): number {
    return this.receipts.size;
  }

  get total(): number {
    return [...this.receipts.values()].reduce((sum, each) => sum + each, 0);
  }
}

interface DeadLetter {
  readonly body: string;
  readonly reason: string | undefined;
  readonly detail: string | undefined;
}

async function deadLetters(sandbox: Sandbox): Promise<readonly DeadLetter[]> {
  const sqs = sqsClient(sandbox);
  const letters: DeadLetter[] = [];
  for (;;) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl(sandbox, Names.deadLetters),
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        VisibilityTimeout: 3_600,
        WaitTimeSeconds: 0,
      }),
    );
    if (Messages.length === 0) return letters;
    for (const { Body = '', MessageAttributes = {} } of Messages) {
      const text = (name: string) => MessageAttributes[name]?.StringValue;
      letters.push({ body: Body, reason: text('gcx-reason'), detail: text('gcx-detail') });
    }
  }
}

/**
 * Sends events of which some are sent twice, too old or malformed, to a handler that throws now and then; each ends once where it
 * should, and what the processor counts adds up.
 * @param total of events; each 1,000 takes some 10 s
 */
export async function processMany(total: number): Promise<void> {
  const counts = countsFor(total);
  const project = processorProject(HANDLER, '      maxEventAge: { of: 50m, then: deadLetter }\n');
  await project.done('apply --auto-approve');
  await project.inside(async (sandbox) => {
    const handedOver = new HandedOver();
    const sqs = sqsClient(sandbox);
    const all = everything(Date.now(), counts);
    expect(all).toHaveLength(total);
    for (let start = 0; start < all.length; start += 1_000) {
      await Promise.all(
        all
          .slice(start, start + 1_000)
          .map((event) =>
            typeof event === 'string'
              ? sqs.send(
                  new SendMessageCommand({ QueueUrl: queueUrl(sandbox, Names.queue), MessageBody: event }),
                )
              : sandbox.emit({ event }),
          ),
      );
      await sandbox.settle();
      await handedOver.look(sandbox);
    }
    await drain(sandbox);
    await handedOver.look(sandbox);
    expect(handedOver.messages).toBe(total);

    const completed = linesOf(project, 'completed');
    expect(new Set(completed).size).toBe(counts.good);
    expect(completed).toHaveLength(counts.good);
    expect(completed.every((id) => id.startsWith('good-'))).toBe(true);

    const letters = await deadLetters(sandbox);
    const named = (letter: DeadLetter) => /(?:malformed|stale)-\d+/.exec(letter.body)?.[0] ?? letter.body;
    expect(new Map(letters.map((letter) => [named(letter), `${letter.reason}: ${letter.detail}`]))).toEqual(
      new Map([
        ...Array.from(
          { length: counts.malformed },
          (_, index) => [`malformed-${index}`, `malformed: ${malformed(index)[1]}`] as const,
        ),
        ...Array.from(
          { length: counts.stale },
          (_, index) =>
            [`stale-${index}`, expect.stringMatching(/^too-old: (?:3[6-9]|[4-9]\d)\d\d s old/)] as const,
        ),
      ]),
    );
    expect(letters).toHaveLength(counts.malformed + counts.stale);

    const lines = await logLines(sandbox);
    // Else the oldest are gone, and their metrics with them.
    expect(lines.length).toBeLessThan(LOG_EVENTS_PER_GROUP);
    const { Received = 0, Failed = 0, InProgress = 0, ...rest } = await countsOf(sandbox);
    expect(rest).toEqual({
      Processed: counts.good,
      Duplicate: counts.duplicates,
      Stale: counts.stale,
      DeadLettered: counts.malformed,
    });
    expect(Failed).toBeGreaterThan(counts.good / 5);
    expect(counts.good + counts.duplicates + counts.stale + counts.malformed + Failed + InProgress).toBe(
      Received,
    );
    expect(Received).toBe(handedOver.total);

    // Whether a message ever waited too long depends on how long this took.
    expect((await rang(sandbox)).filter((name) => name !== 'oldest-message')).toEqual([
      'dead-letters',
      'failures',
    ]);
    expect(await measured(sandbox, ['Received', 'Processed', 'Failed'])).toEqual({
      Received,
      Processed: counts.good,
      Failed,
    });
  });
}

/** Which of the processor's alarms went off, by the ends of their names. */
async function rang(sandbox: Sandbox): Promise<readonly string[]> {
  const { AlarmHistoryItems = [] } = await watch(sandbox).send(
    new DescribeAlarmHistoryCommand({ HistoryItemType: 'StateUpdate' }),
  );
  const alarms = AlarmHistoryItems.filter(({ HistorySummary = '' }) => HistorySummary.endsWith('to ALARM'));
  return [...new Set(alarms.map(({ AlarmName = '' }) => AlarmName.replace('shop-sales-', '')))].sort();
}

/** The sums of the processor's metrics as CloudWatch has them. */
async function measured(
  sandbox: Sandbox,
  names: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const Dimensions = [{ Name: 'processor', Value: 'shop-sales' }];
  const { MetricDataResults = [] } = await watch(sandbox).send(
    new GetMetricDataCommand({
      StartTime: new Date(Date.now() - 3_600_000),
      EndTime: new Date(Date.now() + 86_400_000),
      MetricDataQueries: names.map((MetricName, index) => ({
        Id: `m${index}`,
        MetricStat: {
          Metric: { Namespace: METRICS_NAMESPACE, MetricName, Dimensions },
          Period: 60,
          Stat: 'Sum',
        },
      })),
    }),
  );
  return Object.fromEntries(
    MetricDataResults.map(({ Values = [] }, index) => [
      names[index],
      Values.reduce((all, one) => all + one, 0),
    ]),
  );
}

function watch(sandbox: Sandbox): CloudWatchClient {
  return new CloudWatchClient({ ...sandbox.aws, maxAttempts: 1 });
}
