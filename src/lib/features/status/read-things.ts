import type { Aws } from '../../clients/aws/model.js';
import { parseArn } from '../../language/names/arn.js';
import type { Asked, MetricBook } from './metric-book.js';
import type { FunctionStatus, Presence, QueueStatus, TopicStatus } from './model.js';
import type { Reader } from './unseen.js';

/** A thing that was read, and whose numbers are told once the book was. @param now AWS's time, epoch ms */
export type Numbered<Thing> = (book: MetricBook, now: number) => Thing;

/** What things are read with. */
export interface ThingScope {
  readonly aws: Aws;
  /** The file's account: others' things are not looked at. */
  readonly account: string;
  readonly book: MetricBook;
  readonly reader: Reader;
}

/** Where a thing is. */
export interface Place {
  readonly name: string;
  readonly arn: string;
}

/** ms for which the newest number of an SQS queue counts: SQS sends one a minute while a queue is in use, and late. */
const LATEST_MS = 15 * 60_000;

/** An SQS queue: what waits by its attributes, the oldest by its metric, as no attribute tells it. */
export async function readQueue(scope: ThingScope, { name, arn }: Place): Promise<Numbered<QueueStatus>> {
  if (!isOwn(scope, arn)) return () => ({ name, arn, state: 'elsewhere' });
  const age = ask(scope, 'AWS/SQS', { QueueName: name }, 'Maximum')('ApproximateAgeOfOldestMessage');
  const read = await scope.reader.attempt(`SQS queue ${name}`, async () => ({
    found: await scope.aws.sqs.queue(name, undefined, {}),
  }));
  const state = presenceOf(read);
  const attribute = (key: string): number | undefined => {
    const text = read?.found?.attributes[key];
    return text === undefined || !/^\d+$/.test(text) ? undefined : Number(text);
  };
  const waiting = attribute('ApproximateNumberOfMessages');
  const numbers = {
    waiting,
    inFlight: attribute('ApproximateNumberOfMessagesNotVisible'),
    delayed: attribute('ApproximateNumberOfMessagesDelayed'),
    retentionSeconds: attribute('MessageRetentionPeriod'),
    movesOn: read?.found?.attributes['RedrivePolicy'] === undefined ? undefined : (true as const),
  };
  return (book, now) => {
    // Of a queue in which nothing waits any more, the last number is of what was fetched since.
    const oldestSeconds = waiting === 0 ? undefined : book.latest(age, now - LATEST_MS);
    return { name, arn, state, ...present({ ...numbers, oldestSeconds }) };
  };
}

/** An SNS topic, and who subscribes to it. */
export async function readTopic(scope: ThingScope, { name, arn }: Place): Promise<Numbered<TopicStatus>> {
  const { aws, reader } = scope;
  const own = isOwn(scope, arn);
  const of = own ? ask(scope, 'AWS/SNS', { TopicName: name }, 'Sum') : undefined;
  const asked = {
    published: of?.('NumberOfMessagesPublished'),
    delivered: of?.('NumberOfNotificationsDelivered'),
    failed: of?.('NumberOfNotificationsFailed'),
  };
  const read = own
    ? await reader.attempt(`SNS topic ${name}`, async () => ({ found: await aws.sns.topic(arn, {}) }))
    : undefined;
  const subscriptions =
    read?.found === undefined
      ? undefined
      : await reader.attempt(`the subscribers of SNS topic ${name}`, () => aws.sns.subscriptions(arn));
  const subscribers = subscriptions?.map((each) => ({
    protocol: each.protocol,
    endpoint: each.endpoint,
    confirmed: each.arn !== undefined,
  }));
  return (book) => ({
    name,
    arn,
    state: own ? presenceOf(read) : 'elsewhere',
    published: flowOf(book, asked.published),
    delivered: flowOf(book, asked.delivered),
    failed: flowOf(book, asked.failed),
    ...present({ subscribers }),
  });
}

/** A Lambda function. */
export async function readFunction(
  scope: ThingScope,
  { name, arn }: Place,
): Promise<Numbered<FunctionStatus>> {
  const own = isOwn(scope, arn);
  const of = own ? ask(scope, 'AWS/Lambda', { FunctionName: name }, 'Sum') : undefined;
  const asked = {
    invocations: of?.('Invocations'),
    errors: of?.('Errors'),
    throttles: of?.('Throttles'),
  };
  const read = own
    ? await scope.reader.attempt(`function ${name}`, async () => ({
        found: await scope.aws.lambda.functionArn(name),
      }))
    : undefined;
  return (book) => ({
    name,
    arn,
    state: own ? presenceOf(read) : 'elsewhere',
    invocations: flowOf(book, asked.invocations),
    errors: flowOf(book, asked.errors),
    throttles: flowOf(book, asked.throttles),
  });
}

function isOwn({ account }: ThingScope, arn: string): boolean {
  return parseArn(arn)?.account === account;
}

/** Puts metrics of one thing on the list. */
function ask(
  { book }: ThingScope,
  namespace: string,
  dimensions: Readonly<Record<string, string>>,
  statistic: 'Sum' | 'Maximum',
): (metric: string) => Asked {
  return (metric) => book.ask({ namespace, metric, dimensions, statistic });
}

function flowOf(book: MetricBook, asked: Asked | undefined) {
  return book.flow(...(asked === undefined ? [] : [asked]));
}

function presenceOf(read: { readonly found: unknown } | undefined): Presence {
  if (read === undefined) return 'unknown';
  return read.found === undefined ? 'missing' : 'there';
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without what is undefined. */
function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}
