import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  type AttributeValue,
  CreateTableCommand,
  DynamoDBClient,
  PutItemCommand,
  ScanCommand,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { isJsonObject, type JsonObject } from '../../../../src/lib/base/json.js';
import { partnerFormat } from '../../../../src/lib/language/events/formats/index.js';
import {
  type ProcessorSettings,
  ProcessorVariable,
} from '../../../../src/lib/processor/contract/settings.js';
import type { Handler } from '../../../../src/lib/processor/runtime/handler.js';
import { createLambdaHandler, type LambdaContext } from '../../../../src/lib/processor/runtime/runtime.js';
import { type Received, type Reply, startServer, type TestServer } from '../../base/net/test-server.js';
import { HAPPENED, sqsRecord } from './genesys-events.js';

/** A dead letter as the processor sent it. */
export interface DeadLetter {
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its AWSTraceHeader, which SQS does not count. */
  readonly traceHeader?: string;
}

/** What a test's Lambda has around it: DynamoDB (dynalite), SQS, Secrets Manager. */
export class LambdaWorld {
  readonly lines: JsonObject[] = [];
  readonly deadLetters: DeadLetter[] = [];
  /** Seconds by receipt handle. */
  readonly visibility = new Map<string, number>();
  /** What SQS answers to SendMessage instead, where it is set. */
  sendReply: Reply | undefined;
  /** Values by ARN. */
  secrets: Readonly<Record<string, string>> = {};
  /** Operations on DynamoDB, in order. */
  readonly calls: string[] = [];

  private constructor(
    private readonly dynamoServer: Server,
    readonly dynamo: DynamoDBClient,
    private readonly aws: () => TestServer,
    readonly table: string,
  ) {}

  static async open(): Promise<LambdaWorld> {
    const dynamoServer = dynalite({ createTableMs: 0 });
    await new Promise<void>((resolve) => dynamoServer.listen(0, '127.0.0.1', resolve));
    const { port } = dynamoServer.address() as AddressInfo;
    let world: LambdaWorld | undefined;
    const aws = await startServer((request) => world?.answer(request) ?? { status: 500 });
    Object.assign(process.env, {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${aws.port}`,
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${port}`,
      AWS_MAX_ATTEMPTS: '1',
      [ProcessorVariable.queueUrl]: `http://127.0.0.1:${aws.port}/111122223333/sales`,
      [ProcessorVariable.deadLetterQueueUrl]: `http://127.0.0.1:${aws.port}/111122223333/sales-dead-letters`,
    });
    const dynamo = new DynamoDBClient({});
    const table = 'handled';
    await dynamo.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    );
    // On a busy machine that is not at once.
    await waitUntilTableExists({ client: dynamo, maxWaitTime: 300, minDelay: 1 }, { TableName: table });
    process.env[ProcessorVariable.table] = table;
    world = new LambdaWorld(dynamoServer, dynamo, () => aws, table);
    const opened = world;
    dynamoServer.prependListener('request', ({ headers }) => {
      opened.calls.push(String(headers['x-amz-target']).replace(/^.*\./, ''));
    });
    return world;
  }

  async close(): Promise<void> {
    this.dynamo.destroy();
    await this.aws().close();
    this.dynamoServer.closeAllConnections();
    await new Promise((resolve) => this.dynamoServer.close(resolve));
  }

  private processors = 0;

  /** Settings of a processor that has handled nothing yet. */
  settings(own: Partial<ProcessorSettings> = {}): ProcessorSettings {
    this.processors++;
    return {
      schemaVersion: 1,
      processor: `sales-${this.processors}`,
      project: 'example',
      environment: 'test',
      genesysEnvironment: 'mypurecloud.ie',
      formats: [partnerFormat()],
      queueNames: {},
      deduplicate: { forSeconds: 432_000 },
      concurrency: 10,
      attempts: 5,
      secrets: {},
      migrations: [],
      ...own,
    };
  }

  /** A Lambda; its clock stands a second after {@link HAPPENED}. */
  lambda(settings: ProcessorSettings, handler: Handler, random = 0.5) {
    return createLambdaHandler(settings, handler, {
      now: () => HAPPENED + 1_000,
      random: () => random,
      write: (line) => this.lines.push(JSON.parse(line) as JsonObject),
    });
  }

  /** What DynamoDB holds of the processor whose settings were made last. */
  async itemsOfLast(): Promise<readonly Record<string, AttributeValue>[]> {
    const { Items = [] } = await this.dynamo.send(new ScanCommand({ TableName: this.table }));
    return Items.filter(({ id }) => id?.S?.startsWith(`sales-${this.processors}#`));
  }

  /** Changes these items, as if time had gone by, or a Lambda had died. */
  async rewriteItems(
    change: (item: Record<string, AttributeValue>) => Record<string, AttributeValue>,
  ): Promise<void> {
    for (const item of await this.itemsOfLast()) {
      await this.dynamo.send(new PutItemCommand({ TableName: this.table, Item: change(item) }));
    }
  }

  /** Forgets what was written and sent so far. */
  reset(): void {
    this.lines.length = 0;
    this.deadLetters.length = 0;
    this.calls.length = 0;
    this.visibility.clear();
    this.sendReply = undefined;
  }

  /** Lines of the log with a message. */
  logged(message: string): readonly JsonObject[] {
    return this.lines.filter((line) => line['message'] === message);
  }

  /** Sum of a metric over all that was written. */
  metric(name: string, eventType?: string): number {
    return this.lines
      .filter((line) => '_aws' in line && (eventType === undefined || line['eventType'] === eventType))
      .reduce((sum, line) => sum + Number(line[name] ?? 0), 0);
  }

  private answer({ headers, body }: Received): Reply {
    const input = JSON.parse(body) as JsonObject;
    switch (String(headers['x-amz-target'])) {
      case 'AmazonSQS.SendMessage':
        return this.sendReply ?? this.keepDeadLetter(input);
      case 'AmazonSQS.ChangeMessageVisibility':
        this.visibility.set(String(input['ReceiptHandle']), Number(input['VisibilityTimeout']));
        return { json: {} };
      case 'secretsmanager.GetSecretValue': {
        const value = this.secrets[String(input['SecretId'])];
        if (value === undefined) return { status: 400, json: { __type: 'ResourceNotFoundException' } };
        return { json: { ARN: input['SecretId'], SecretString: value } };
      }
      default:
        return { status: 400, json: { __type: 'UnknownOperationException' } };
    }
  }

  private keepDeadLetter({ MessageBody, MessageAttributes, MessageSystemAttributes }: JsonObject): Reply {
    const attributes = isJsonObject(MessageAttributes) ? MessageAttributes : {};
    const system = isJsonObject(MessageSystemAttributes) ? MessageSystemAttributes : {};
    const trace = isJsonObject(system['AWSTraceHeader']) ? system['AWSTraceHeader'] : {};
    const { StringValue: traceHeader } = trace;
    if (messageBytes(String(MessageBody), attributes) > MESSAGE_BYTES)
      return { status: 400, json: { __type: 'InvalidParameterValue', message: 'Message must be shorter' } };
    this.deadLetters.push({
      body: String(MessageBody),
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [
          name,
          String(isJsonObject(value) ? value['StringValue'] : ''),
        ]),
      ),
      ...(typeof traceHeader === 'string' ? { traceHeader } : {}),
    });
    const md5 = createHash('md5').update(String(MessageBody)).digest('hex');
    return { json: { MessageId: 'sent', MD5OfMessageBody: md5 } };
  }
}

/** What SQS takes: a message with its attributes. */
export const MESSAGE_BYTES = 1_048_576;

function messageBytes(body: string, attributes: JsonObject): number {
  const parts = Object.entries(attributes).flatMap(([name, attribute]) =>
    isJsonObject(attribute) ? [name, ...Object.values(attribute)] : [name],
  );
  return [body, ...parts].reduce<number>((sum, part) => sum + Buffer.byteLength(String(part)), 0);
}

/** The context of an invocation that has so many ms from now on. */
export function lambdaContext(milliseconds = 30_000): LambdaContext {
  const end = Date.now() + milliseconds;
  return { awsRequestId: 'request-1', getRemainingTimeInMillis: () => Math.max(0, end - Date.now()) };
}

/**
 * The context of an invocation whose events have so many ms: it keeps the whole margin for itself, as one with much
 * time does, so that a busy machine changes nothing.
 */
export function shortContext(milliseconds: number): LambdaContext {
  const end = Date.now() + milliseconds + 1_500;
  let calls = 0;
  return {
    awsRequestId: 'request-1',
    getRemainingTimeInMillis: () => (calls++ === 0 ? 60_000 : Math.max(0, end - Date.now())),
  };
}

/** The context of an invocation that has much time until it is cut: then its events have so many ms. */
export function contextToCut(): LambdaContext & { cut(milliseconds: number): void } {
  let end = Date.now() + 600_000;
  return {
    awsRequestId: 'request-1',
    getRemainingTimeInMillis: () => Math.max(0, end - Date.now()),
    cut: (milliseconds) => {
      end = Date.now() + milliseconds + 1_500;
    },
  };
}

/** An SQS batch of bodies; records are taken as they are. */
export function batch(...bodies: readonly unknown[]): JsonObject {
  return {
    Records: bodies.map((body) => (isJsonObject(body) && 'receiptHandle' in body ? body : sqsRecord(body))),
  };
}
