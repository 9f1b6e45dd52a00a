import { afterEach } from 'vitest';
import { type AwsOptions, createAws } from '../../../../src/lib/clients/aws/index.js';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import {
  type Received,
  type Reply,
  startServer,
  type TestServer,
  testRuntime,
} from '../../base/net/test-server.js';

/** Keys that must not appear in any message. */
export const secrets = {
  accessKeyId: 'AKIDTESTTESTTESTTEST',
  secretAccessKey: 'very-secret-access-key-of-the-test',
  sessionToken: 'very-secret-session-token-of-the-test',
};

/** A call as a test answers it: the action's name and its fields. */
export interface AwsRequest {
  /** `PutRule`, `GetCallerIdentity`; for Lambda, the method and path. */
  readonly action: string;
  /** JSON body, or the fields of a query-protocol form. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly received: Received;
}

/** An AWS that a test answers for, and gcx's client for it. */
export interface AwsSetup {
  readonly aws: Aws;
  readonly server: TestServer;
  readonly sleeps: readonly number[];
  /** Names of the calls so far. */
  calls(): readonly string[];
}

/** Starts a server that speaks AWS's JSON and query protocols. */
export async function awsSetup(
  answer: (request: AwsRequest, call: number) => Reply | Promise<Reply>,
  options: Pick<AwsOptions, 'requestTimeout'> = {},
): Promise<AwsSetup> {
  const calls: string[] = [];
  const server = await startServer((received) => {
    const request = parse(received);
    calls.push(request.action);
    return answer(request, calls.length);
  });
  const runtime = testRuntime();
  const aws = createAws(
    { region: 'eu-west-1', endpoint: `http://127.0.0.1:${server.port}`, credentials: secrets },
    { runtime, ...options },
  );
  return { aws, server, sleeps: runtime.sleeps, calls: () => calls };
}

function parse(received: Received): AwsRequest {
  const target = received.headers['x-amz-target'];
  if (typeof target === 'string') {
    return { action: target.split('.')[1] ?? '', input: JSON.parse(received.body), received };
  }
  const form = new URLSearchParams(received.body);
  const action = form.get('Action');
  if (action !== null) return { action, input: Object.fromEntries(form), received };
  const input: Record<string, unknown> = received.body === '' ? {} : JSON.parse(received.body);
  return { action: `${received.method} ${received.path}`, input, received };
}

/** An error of AWS's JSON protocol. */
export function jsonError(code: string, message: string, status = 400): Reply {
  return { status, headers: { 'x-amzn-requestid': 'req-1' }, json: { __type: code, message } };
}

/** An error of AWS's query protocol. */
export function xmlError(code: string, message: string, status = 400): Reply {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    text: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>req-2</RequestId></ErrorResponse>`,
  };
}

/** An answer of AWS's query protocol. */
export function xml(action: string, result: string): Reply {
  return {
    headers: { 'content-type': 'text/xml' },
    text: `<${action}Response><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>req-3</RequestId></ResponseMetadata></${action}Response>`,
  };
}

/** {@link awsSetup} for a file of tests; what it started ends with each test. */
export function useAws(): typeof awsSetup {
  const open: AwsSetup[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map(({ server }) => server.close()));
  });
  return async (answer) => {
    const started = await awsSetup(answer);
    open.push(started);
    return started;
  };
}

/** An error of AWS's REST protocol, as Lambda has it. */
export function restError(code: string, message: string, status: number): Reply {
  return {
    status,
    headers: { 'x-amzn-errortype': code, 'x-amzn-requestid': 'req-4' },
    json: { Message: message },
  };
}
