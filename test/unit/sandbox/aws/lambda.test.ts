import {
  AddPermissionCommand,
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  GetPolicyCommand,
  InvokeCommand,
  ListFunctionsCommand,
  ListVersionsByFunctionCommand,
  RemovePermissionCommand,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const ARN = `arn:aws:lambda:${REGION}:${ACCOUNT}:function:crm-sync`;

let aws: AwsServer;

beforeAll(async () => {
  aws = await startAws({
    seed: {
      functions: [
        { name: 'crm-sync', qualifiers: ['live', '7'], tags: { team: 'crm' } },
        { name: 'broken', behaviour: { kind: 'throws' } },
        { name: 'busy', behaviour: { kind: 'throttles', times: 1 } },
        { name: 'full' },
      ],
    },
  });
});

afterAll(async () => {
  await aws.close();
});

const permit = (
  FunctionName: string,
  StatementId: string,
  more: { Qualifier?: string; SourceArn?: string; Principal?: string } = {},
) =>
  aws.lambda.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId,
      Action: 'lambda:InvokeFunction',
      Principal: 'events.amazonaws.com',
      ...more,
    }),
  );

describe('functions', () => {
  it('are found by name, partial ARN and ARN, with or without an alias', async () => {
    for (const FunctionName of ['crm-sync', `${ACCOUNT}:function:crm-sync`, ARN]) {
      const { Configuration, Tags } = await aws.lambda.send(new GetFunctionCommand({ FunctionName }));
      expect(Configuration).toMatchObject({
        FunctionArn: ARN,
        State: 'Active',
        LastUpdateStatus: 'Successful',
      });
      expect(Tags).toEqual({ team: 'crm' });
    }
    const alias = await aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName: `${ARN}:live` }));
    expect(alias.FunctionArn).toBe(`${ARN}:live`);
    const page = await aws.lambda.send(new ListFunctionsCommand({ MaxItems: 3 }));
    const rest = await aws.lambda.send(new ListFunctionsCommand({ Marker: page.NextMarker }));
    const names = [...(page.Functions ?? []), ...(rest.Functions ?? [])].map(
      ({ FunctionName }) => FunctionName,
    );
    expect(names).toEqual(['broken', 'busy', 'crm-sync', 'full']);
  });

  it('tell their versions, the latest first', async () => {
    const FunctionName = 'crm-sync';
    const { Versions = [], NextMarker } = await aws.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName }),
    );
    expect(Versions.map(({ FunctionArn, Version }) => [FunctionArn, Version])).toEqual([
      [`${ARN}:$LATEST`, '$LATEST'],
      [`${ARN}:7`, '7'],
    ]);
    expect(NextMarker).toBeUndefined();
    const page = await aws.lambda.send(new ListVersionsByFunctionCommand({ FunctionName, MaxItems: 1 }));
    const rest = await aws.lambda.send(
      new ListVersionsByFunctionCommand({ FunctionName, Marker: page.NextMarker }),
    );
    expect([page, rest].map((each) => each.Versions?.map(({ Version }) => Version))).toEqual([
      ['$LATEST'],
      ['7'],
    ]);
    await expect(
      aws.lambda.send(new ListVersionsByFunctionCommand({ FunctionName: 'gone' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('are missing with 404', async () => {
    const missing = (FunctionName: string) =>
      failure(aws.lambda.send(new GetFunctionCommand({ FunctionName })));
    const prefix = ARN.replace('crm-sync', '');
    expect(await missing('none')).toEqual({
      code: 'ResourceNotFoundException',
      message: `Function not found: ${prefix}none`,
      status: 404,
    });
    expect(await missing('crm-sync:none')).toMatchObject({ message: `Function not found: ${ARN}:none` });
  });

  it('are invoked', async () => {
    const invoke = (FunctionName: string) =>
      aws.lambda.send(new InvokeCommand({ FunctionName, Payload: Buffer.from('{"a":1}') }));
    const done = await invoke('crm-sync');
    expect([done.StatusCode, Buffer.from(done.Payload ?? []).toString(), done.FunctionError]).toEqual([
      200,
      'null',
      undefined,
    ]);
    expect(aws.cloud.invocations('crm-sync')).toEqual(['{"a":1}']);
    expect((await invoke('broken')).FunctionError).toBe('Unhandled');
    expect(await failure(invoke('busy'))).toEqual({
      code: 'TooManyRequestsException',
      message: 'Rate Exceeded.',
      status: 429,
    });
    expect((await invoke('busy')).StatusCode).toBe(200);
    expect(await failure(invoke('none'))).toMatchObject({ code: 'ResourceNotFoundException' });
  });
});

describe('permissions', () => {
  it('are added once, read back and removed', async () => {
    const SourceArn = `arn:aws:events:${REGION}:${ACCOUNT}:rule/pipe-*`;
    const statement = {
      Sid: 'pipe',
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'lambda:InvokeFunction',
      Resource: ARN,
      Condition: { ArnLike: { 'AWS:SourceArn': SourceArn } },
    };
    const policy = () => aws.lambda.send(new GetPolicyCommand({ FunctionName: 'crm-sync' }));
    expect(await failure(policy())).toEqual({
      code: 'ResourceNotFoundException',
      message: 'The resource you requested does not exist.',
      status: 404,
    });
    const { Statement = '' } = await permit('crm-sync', 'pipe', { SourceArn });
    expect(JSON.parse(Statement)).toEqual(statement);
    expect(await failure(permit('crm-sync', 'pipe'))).toEqual({
      code: 'ResourceConflictException',
      message:
        'The statement id (pipe) provided already exists. Please provide a new statement id, or remove the existing statement.',
      status: 409,
    });
    await permit('crm-sync', 'pipe', { Qualifier: 'live' });
    expect(JSON.parse((await policy()).Policy ?? '').Statement).toEqual([statement]);

    const remove = (StatementId: string) =>
      aws.lambda.send(new RemovePermissionCommand({ FunctionName: 'crm-sync', StatementId }));
    expect(await failure(remove('non-existent'))).toMatchObject({
      message: 'Statement non-existent is not found in resource policy.',
      status: 404,
    });
    await remove('pipe');
    expect(await failure(remove('pipe'))).toMatchObject({
      message: 'No policy is associated with the given resource.',
    });
    const alias = await aws.lambda.send(
      new GetPolicyCommand({ FunctionName: 'crm-sync', Qualifier: 'live' }),
    );
    expect(JSON.parse(alias.Policy ?? '').Statement).toHaveLength(1);
  });

  it('end at 20,480 bytes', async () => {
    const SourceArn = `arn:aws:events:${REGION}:${ACCOUNT}:rule/${'x'.repeat(900)}`;
    let added = 0;
    let refused: Awaited<ReturnType<typeof failure>> | undefined;
    while (refused === undefined && added < 40) {
      try {
        await permit('full', `s${added}`, { SourceArn });
        added += 1;
      } catch {
        refused = await failure(permit('full', `s${added}`, { SourceArn }));
      }
    }
    expect(refused).toEqual({
      code: 'PolicyLengthExceededException',
      message: expect.stringMatching(/^The final policy size \(\d+\) is bigger than the limit \(20480\)\.$/),
      status: 400,
    });
    const { Policy = '' } = await aws.lambda.send(new GetPolicyCommand({ FunctionName: 'full' }));
    expect(Policy.length).toBeLessThanOrEqual(20_480);
  });

  it('are refused where they say nothing that Lambda knows', async () => {
    expect(await failure(permit('crm-sync', 'example.com'))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining("Value 'example.com' at 'statementId' failed to satisfy constraint"),
    });
    expect(await failure(permit('crm-sync', 'a', { Principal: 'nobody' }))).toMatchObject({
      code: 'InvalidParameterValueException',
      message: 'The provided principal was invalid. Please check the principal and try again.',
    });
    expect(await failure(permit('crm-sync', 'a', { Qualifier: '$LATEST' }))).toMatchObject({
      message: 'We currently do not support adding policies for $LATEST.',
    });
  });
});
