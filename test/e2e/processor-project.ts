import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { JsonObject } from '../../src/lib/base/json.js';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { metricsOf } from '../../src/lib/sandbox/aws/logs/embedded-metrics.js';
import type { Sandbox } from '../../src/lib/sandbox/index.js';
import { head, Project } from './gcx.js';

export const ACD_END = 'v2.detail.events.conversation.{id}.acd.end';
export const ACD_START = 'v2.detail.events.conversation.{id}.acd.start';
/** Ids of queues of the sandbox's organisation. */
export const SALES_SUPPORT = '5affb229-7631-4992-b0ce-583505c6af07';
export const RETAIL_SALES = '77aa01bd-52c8-4f06-8b9a-0e3d7c164f25';

/** What the things of the processor `sales` of {@link processorProject} are called. */
export const Names = {
  queue: 'shop-sales',
  deadLetters: 'shop-sales-dead-letters',
  logGroup: '/aws/lambda/shop-sales',
} as const;

/** A project with a processor `sales`, to which all acd.end and acd.start events go; `settings` are lines of YAML. */
export function processorProject(handler: string, settings = ''): Project {
  const project = new Project();
  mkdirSync(join(project.folder, 'handlers'));
  project.write('handlers/sales.ts', handler);
  project.write(
    '.genesysrc.yml',
    `${head()}targets:
  ops: { sns: { create: shop-ops } }
  sales:
    processor:
      handler: ./handlers/sales.ts
      alarms: ops
      environment: { OUT: ${JSON.stringify(project.folder)} }
${settings}routes:
  left: { events: [conversation.acd.end, conversation.acd.start], targets: [sales] }
`,
  );
  return project;
}

/** The lines of a file that the handler wrote. */
export function linesOf(project: Project, file: string): readonly string[] {
  const path = join(project.folder, file);
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
}

/** What a test's event says beside the usual. */
export interface EventParts {
  readonly type?: string;
  /** Null: it names none. */
  readonly queueId?: string | null;
  /** Epoch ms. */
  readonly time?: number;
}

/** An event as Genesys Cloud sends it, of a conversation. */
export function genesysEvent(conversationId: string, parts: EventParts = {}): JsonObject {
  const { type = ACD_END, queueId = SALES_SUPPORT, time = Date.now() } = parts;
  return {
    version: '0',
    id: '9531985d-5d9d-49f8-9818-e811892f902b',
    'detail-type': type,
    source: 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/shop-prod',
    account: '111122223333',
    time: new Date(time).toISOString(),
    region: 'eu-west-1',
    resources: [],
    detail: {
      topicName: type.replace('{id}', conversationId),
      version: '2',
      eventBody: {
        eventTime: time,
        conversationId,
        mediaType: 'VOICE',
        ...(queueId === null ? {} : { queueId }),
      },
      metadata: { CorrelationId: '18f135d2-5f55-4203-b018-50c5a38fd547' },
    },
  };
}

/** Messages in an SQS queue, hidden ones too. */
export async function messagesIn(sandbox: Sandbox, queue: string): Promise<number> {
  const { Attributes = {} } = await sqsClient(sandbox).send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl(sandbox, queue), AttributeNames: ['All'] }),
  );
  return (
    Number(Attributes['ApproximateNumberOfMessages']) +
    Number(Attributes['ApproximateNumberOfMessagesNotVisible'])
  );
}

/** A client of the sandbox's SQS. */
export function sqsClient(sandbox: Sandbox): SQSClient {
  return new SQSClient({ ...sandbox.aws, maxAttempts: 1 });
}

export function queueUrl(sandbox: Sandbox, queue: string): string {
  return `${sandbox.aws.endpoint}/111122223333/${queue}`;
}

/** Lets time pass, over visibility time-outs and backoffs, until the processor's SQS queue is empty. */
export async function drain(sandbox: Sandbox): Promise<void> {
  await sandbox.settle();
  for (let receipts = 1; (await messagesIn(sandbox, Names.queue)) > 0; receipts++) {
    if (receipts > 10) throw new Error('The SQS queue of the processor does not get empty.');
    await sandbox.passTime(15 * 60_000);
    await sandbox.settle();
  }
}

/** The lines of the processor's log group. */
export async function logLines(sandbox: Sandbox): Promise<readonly string[]> {
  const lines = await createAws(sandbox.aws).logs.lines(Names.logGroup, 0);
  return (lines ?? []).map(({ message }) => message);
}

/** The counts of the processor's metrics over all event types. */
export async function countsOf(sandbox: Sandbox): Promise<Readonly<Record<string, number>>> {
  const sums = metricsOf(await logLines(sandbox)).filter(
    ({ unit, dimensions }) => unit === 'Count' && !('eventType' in dimensions),
  );
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum]));
}
