import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { expect } from 'vitest';
import {
  type AwsCloud,
  type AwsCloudOptions,
  createAwsCloud,
} from '../../../../src/lib/sandbox/aws/index.js';
import type { Exchange } from '../../../harness/aws-models/exchange.js';
import { judgeAnswer } from '../../../harness/aws-models/judge.js';

process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

export const ACCOUNT = '111122223333';
export const REGION = 'eu-west-1';

/** The SDK's clients against one local AWS. */
export interface AwsClients {
  readonly events: EventBridgeClient;
  readonly sns: SNSClient;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  readonly sts: STSClient;
  readonly tagging: ResourceGroupsTaggingAPIClient;
}

interface CallerOptions {
  readonly accessKeyId?: string;
  readonly region?: string;
}

function configurationOf(
  endpoint: string,
  { accessKeyId = 'AKIASANDBOX', region = REGION }: CallerOptions = {},
) {
  return {
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey: 'secret' },
    maxAttempts: 1,
  };
}

/** A local AWS behind a plain HTTP server. */
export interface AwsServer extends AwsClients {
  readonly cloud: AwsCloud;
  readonly endpoint: string;
  clients(options?: CallerOptions): AwsClients;
  /** A client of another service. */
  open<T extends { destroy(): void }>(
    Client: new (configuration: ReturnType<typeof configurationOf>) => T,
    options?: CallerOptions,
  ): T;
  close(): Promise<void>;
}

/** Starts a local AWS on a free port. */
export async function startAws(options: Partial<AwsCloudOptions> = {}): Promise<AwsServer> {
  const cloud = createAwsCloud({ account: ACCOUNT, region: REGION, ...options });
  const faults = new Set<string>();
  const server = serve(cloud, (exchange) => {
    for (const fault of judgeAnswer(exchange)) faults.add(fault);
  });
  // A test may pause for longer than Node keeps a connection: the SDK would meet the one that is just being closed.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made: AwsClients[] = [];
  const others: { destroy(): void }[] = [];
  const clients: AwsServer['clients'] = (options) => {
    const configuration = configurationOf(endpoint, options);
    const set: AwsClients = {
      events: new EventBridgeClient(configuration),
      sns: new SNSClient(configuration),
      sqs: new SQSClient(configuration),
      lambda: new LambdaClient(configuration),
      sts: new STSClient(configuration),
      tagging: new ResourceGroupsTaggingAPIClient(configuration),
    };
    made.push(set);
    return set;
  };
  return {
    ...clients(),
    cloud,
    endpoint,
    clients,
    open: (Client, options) => {
      const client = new Client(configurationOf(endpoint, options));
      others.push(client);
      return client;
    },
    close: async () => {
      await cloud.close();
      for (const client of others) client.destroy();
      for (const set of made) for (const client of Object.values(set)) client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      expect([...faults], 'what AWS’s own models say of the answers of this sandbox').toEqual([]);
    },
  };
}

function serve(cloud: AwsCloud, heard: (exchange: Exchange) => void): Server {
  return createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(incoming.headers)) {
      if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    const method = incoming.method ?? 'GET';
    const response = await cloud.handle({
      method,
      path: url.pathname,
      query: url.searchParams,
      headers,
      body,
    });
    heard({ method, url: incoming.url ?? '/', headers, body, answer: response });
    outgoing.writeHead(response.status, response.headers).end(response.bytes ?? response.body);
  });
}

/** How a call failed: the code and message that the SDK saw. */
export async function failure(
  call: Promise<unknown>,
): Promise<{ code: string; message: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    const seen = error as Error & { Code?: string; $metadata?: { httpStatusCode?: number } };
    return { code: seen.Code ?? seen.name, message: seen.message, status: seen.$metadata?.httpStatusCode };
  }
  throw new Error('The call did not fail.');
}
