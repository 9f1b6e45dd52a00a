import { PutEventsCommand, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  AddPermissionCommand,
  InvokeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, REGION, startAws } from './aws-server.js';
import { invoke, makeFunction, WITH_ROLE } from './lambda-zip.js';

let aws: AwsServer;

beforeAll(async () => {
  aws = await startAws({ seed: WITH_ROLE });
});

afterAll(async () => {
  await aws.close();
});

describe('a function with code', () => {
  it('is run: its event, its context, its answer and its log', async () => {
    const arn = await makeFunction(
      aws,
      'echo',
      `export const handler = async (event, context) => {
        console.log('got', event.word);
        process.stdout.write('{"plain":1}\\n');
        const { functionName, invokedFunctionArn, memoryLimitInMB, logGroupName } = context;
        const left = context.getRemainingTimeInMillis();
        return { word: event.word, functionName, invokedFunctionArn, memoryLimitInMB, logGroupName, inTime: left > 0 && left <= 3000 };
      };`,
    );
    const { value, error, log } = await invoke(aws, 'echo', { word: 'hello' });
    expect(value).toEqual({
      word: 'hello',
      functionName: 'echo',
      invokedFunctionArn: arn,
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/echo',
      inTime: true,
    });
    expect(error).toBeUndefined();
    const lines = log.split('\n');
    expect(lines[0]).toMatch(/^START RequestId: [\da-f-]{36} Version: \$LATEST$/);
    expect(lines[1]).toMatch(/^20\S+Z\t[\da-f-]{36}\tINFO\tgot hello$/);
    expect(lines[2]).toBe('{"plain":1}');
    expect(lines[3]).toMatch(/^END RequestId: /);
    expect(lines[4]).toMatch(/^REPORT RequestId: .*\tDuration: .*\tMemory Size: 128 MB\t.*\tInit Duration: /);
  });

  it('sees its own variables, those of Lambda, and none of this machine', async () => {
    await makeFunction(aws, 'environment', 'export const handler = async () => process.env;', {
      variables: {
        COLOUR: 'red',
        QUEUE: `http://localhost:1/${ACCOUNT}/inbox`,
        ELSEWHERE: 'http://localhost:1/other',
      },
    });
    const { value } = await invoke(aws, 'environment');
    const port = Number(new URL(aws.endpoint).port);
    expect(value).toMatchObject({
      COLOUR: 'red',
      QUEUE: `${aws.endpoint}/${ACCOUNT}/inbox`,
      ELSEWHERE: 'http://localhost:1/other',
      AWS_REGION: REGION,
      AWS_LAMBDA_FUNCTION_NAME: 'environment',
      AWS_ENDPOINT_URL: aws.endpoint,
      AWS_ACCESS_KEY_ID: `GCXSANDBOX${ACCOUNT}`,
      GENESYS_GCX_GENESYS_GATEWAY: JSON.stringify({ protocol: 'http', host: '127.0.0.1', port }),
    });
    expect(Object.keys(value as object).filter((name) => ['PATH', 'HOME', 'VITEST'].includes(name))).toEqual(
      [],
    );
  });

  it('keeps what its module holds between invocations, until it is changed', async () => {
    await makeFunction(
      aws,
      'counter',
      'let count = 0; export const handler = async () => [++count, process.env.STEP];',
    );
    expect((await invoke(aws, 'counter')).value).toEqual([1, null]);
    expect((await invoke(aws, 'counter')).value).toEqual([2, null]);
    await aws.lambda.send(
      new UpdateFunctionConfigurationCommand({
        FunctionName: 'counter',
        Environment: { Variables: { STEP: 'two' } },
      }),
    );
    expect((await invoke(aws, 'counter')).value).toEqual([1, 'two']);
  });

  it('runs in a few workers beside each other, each one invocation at a time', async () => {
    await makeFunction(
      aws,
      'beside',
      `const me = Math.random(); let running = 0;
      export const handler = async () => {
        running += 1;
        await new Promise((resolve) => setTimeout(resolve, 20));
        running -= 1;
        return { me, running };
      };`,
    );
    const answers = await Promise.all([1, 2, 3, 4].map(() => invoke(aws, 'beside')));
    const values = answers.map(({ value }) => value as { me: number; running: number });
    expect(new Set(values.map(({ me }) => me)).size).toBe(2);
    expect(values.map(({ running }) => running)).toEqual([0, 0, 0, 0]);
  });

  it('answers with what it threw, and what is wrong with its module', async () => {
    await makeFunction(
      aws,
      'throws',
      'export const handler = async () => { throw new TypeError("no good"); };',
    );
    const thrown = await invoke(aws, 'throws');
    expect(thrown.error).toBe('Unhandled');
    expect(thrown.value).toMatchObject({ errorType: 'TypeError', errorMessage: 'no good' });
    expect(thrown.log).toContain('\tERROR\tInvoke Error');

    await makeFunction(aws, 'nothing', 'export const other = 1;');
    expect((await invoke(aws, 'nothing')).value).toMatchObject({
      errorType: 'Runtime.HandlerNotFound',
      errorMessage: expect.stringContaining('index.handler is undefined or not exported'),
    });
    await makeFunction(aws, 'broken', 'import "no-such-package"; export const handler = () => {};');
    const broken = await invoke(aws, 'broken');
    expect(broken.error).toBe('Unhandled');
    expect(JSON.stringify(broken.value)).toContain('no-such-package');
  });

  it('that takes too long, or ends its process, fails; the next invocation has a new worker', async () => {
    await makeFunction(
      aws,
      'fragile',
      `let count = 0;
      export const handler = async (event) => {
        count += 1;
        if (event.how === 'exit') process.exit(3);
        if (event.how === 'crash') { setTimeout(() => { throw new Error('late'); }); await new Promise(() => {}); }
        if (event.how === 'spin') for (;;);
        return count;
      };`,
      { Timeout: 1 },
    );
    expect((await invoke(aws, 'fragile')).value).toBe(1);
    const exited = await invoke(aws, 'fragile', { how: 'exit' });
    expect(exited.value).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(
        /^RequestId: [\da-f-]{36} Error: Runtime exited with error: exit status 3$/,
      ),
    });
    expect((await invoke(aws, 'fragile', { how: 'crash' })).value).toMatchObject({
      errorMessage: expect.stringContaining('late'),
    });
    const spun = await invoke(aws, 'fragile', { how: 'spin' });
    expect(spun.value).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('Task timed out after 1.00 seconds'),
    });
    expect(spun.log).toContain('Task timed out after 1.00 seconds');
    expect((await invoke(aws, 'fragile')).value).toBe(1);
  });

  it('is run with an event of EventBridge, where its policy lets it in', async () => {
    const arn = await makeFunction(
      aws,
      'target',
      'const seen = []; export const handler = async (event) => { if (event.detail) seen.push(event["detail-type"]); return seen; };',
    );
    await aws.events.send(new PutRuleCommand({ Name: 'r', EventPattern: '{"source":["mine"]}' }));
    await aws.events.send(new PutTargetsCommand({ Rule: 'r', Targets: [{ Id: '1', Arn: arn }] }));
    const put = async (DetailType: string) => {
      await aws.events.send(
        new PutEventsCommand({ Entries: [{ Source: 'mine', DetailType, Detail: '{}' }] }),
      );
      await aws.cloud.settle();
    };
    await put('before');
    await aws.lambda.send(
      new AddPermissionCommand({
        FunctionName: 'target',
        StatementId: 'r',
        Action: 'lambda:InvokeFunction',
        Principal: 'events.amazonaws.com',
      }),
    );
    await put('after');
    expect((await invoke(aws, 'target')).value).toEqual(['after']);
  });

  it('runs later where nobody waits for it, and twice more where it fails', async () => {
    await makeFunction(aws, 'later', 'export const handler = async () => { throw new Error("again"); };');
    const { StatusCode } = await aws.lambda.send(
      new InvokeCommand({ FunctionName: 'later', InvocationType: 'Event', Payload: Buffer.from('{}') }),
    );
    expect(StatusCode).toBe(202);
    await aws.cloud.settle();
    const { invocations } = aws.cloud.inspect();
    expect(invocations[`arn:aws:lambda:${REGION}:${ACCOUNT}:function:later`]).toBe(3);
  });
});
