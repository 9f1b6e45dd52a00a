import { createHash } from 'node:crypto';
import {
  CreateEventSourceMappingCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteEventSourceMappingCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  GetEventSourceMappingCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  ListEventSourceMappingsCommand,
  ListTagsCommand,
  PutFunctionConcurrencyCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateEventSourceMappingCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';
import { queueArn } from './delivery-pipe.js';
import { makeFunction, ROLE, WITH_ROLE, zipOf } from './lambda-zip.js';

const ONE = zipOf('export const handler = async () => 1;');
const TWO = zipOf('export const handler = async () => 2;');
const sha256 = (zip: Uint8Array) => createHash('sha256').update(zip).digest('base64');
const arn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;

let aws: AwsServer;

beforeAll(async () => {
  aws = await startAws({ seed: WITH_ROLE });
});

afterAll(async () => {
  await aws.close();
});

const create = (FunctionName: string, more: Partial<CreateFunctionCommandInput> = {}) =>
  aws.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: ROLE,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: ONE },
      ...more,
    }),
  );
const read = (FunctionName: string) => aws.lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));

describe('a function', () => {
  it('is Pending when it is made, then Active, with what it was given', async () => {
    const made = await create('whole', {
      Description: 'mine',
      Timeout: 20,
      MemorySize: 512,
      Architectures: ['arm64'],
      Environment: { Variables: { COLOUR: 'red' } },
      Tags: { team: 'crm' },
    });
    expect(made).toMatchObject({ State: 'Pending', StateReasonCode: 'Creating' });
    expect((await read('whole')).State).toBe('Pending');
    const { Configuration, Tags, Code } = await aws.lambda.send(
      new GetFunctionCommand({ FunctionName: 'whole' }),
    );
    expect(Configuration).toMatchObject({
      FunctionArn: arn('whole'),
      State: 'Active',
      LastUpdateStatus: 'Successful',
      CodeSha256: sha256(ONE),
      CodeSize: ONE.length,
      Role: ROLE,
      Description: 'mine',
      Timeout: 20,
      MemorySize: 512,
      Architectures: ['arm64'],
      Environment: { Variables: { COLOUR: 'red' } },
    });
    expect(Tags).toEqual({ team: 'crm' });
    const zip = await fetch(Code?.Location ?? '');
    expect(new Uint8Array(await zip.arrayBuffer())).toEqual(ONE);
  });

  it('is refused where its name is taken, or what it is given does not fit', async () => {
    await create('taken');
    expect(await failure(create('taken'))).toEqual({
      code: 'ResourceConflictException',
      message: 'Function already exist: taken',
      status: 409,
    });
    expect(await failure(create('role', { Role: 'worker' }))).toMatchObject({
      code: 'ValidationException',
      message: expect.stringContaining("Value 'worker' at 'role' failed to satisfy constraint"),
    });
    expect(await failure(create('zip', { Code: { ZipFile: Buffer.from('none') } }))).toMatchObject({
      code: 'InvalidParameterValueException',
      message: expect.stringContaining('Could not unzip uploaded file'),
    });
    const reserved = { Variables: { AWS_REGION: 'eu-west-1' } };
    expect(await failure(create('reserved', { Environment: reserved }))).toMatchObject({
      message: expect.stringContaining('Reserved keys used in this request: AWS_REGION'),
    });
    const large = { Variables: { LARGE: 'x'.repeat(4_096) } };
    expect(await failure(create('large', { Environment: large }))).toMatchObject({
      message: expect.stringContaining('exceeded the 4KB limit'),
    });
  });

  it('is changed one change at a time', async () => {
    await makeFunction(aws, 'changes', 'export const handler = async () => 1;');
    const code = () =>
      aws.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: 'changes', ZipFile: TWO }));
    expect(await code()).toMatchObject({ LastUpdateStatus: 'InProgress', CodeSha256: sha256(TWO) });
    const settings = () =>
      aws.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'changes', Timeout: 60 }));
    expect(await failure(settings())).toEqual({
      code: 'ResourceConflictException',
      message: `The operation cannot be performed at this time. An update is in progress for resource: ${arn('changes')}`,
      status: 409,
    });
    expect((await read('changes')).LastUpdateStatus).toBe('InProgress');
    expect(await settings()).toMatchObject({ Timeout: 60, Handler: 'index.handler' });
    await read('changes');
    expect(await read('changes')).toMatchObject({ LastUpdateStatus: 'Successful', Timeout: 60 });
  });

  it('keeps and shows what it does not carry out, and what it reserves', async () => {
    await makeFunction(aws, 'kept', 'export const handler = async () => 1;');
    const usual = await read('kept');
    expect(usual).toMatchObject({
      TracingConfig: { Mode: 'PassThrough' },
      EphemeralStorage: { Size: 512 },
      LoggingConfig: { LogFormat: 'Text', LogGroup: '/aws/lambda/kept' },
    });
    expect(usual).not.toHaveProperty('Layers');
    const layer = 'arn:aws:lambda:eu-west-1:111122223333:layer:spy:1';
    const set = (settings: object) =>
      aws.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'kept', ...settings }));
    await set({
      Layers: [layer],
      TracingConfig: { Mode: 'Active' },
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    });
    expect(await read('kept')).toMatchObject({
      Layers: [{ Arn: layer }],
      TracingConfig: { Mode: 'Active' },
      VpcConfig: { SubnetIds: ['subnet-1'], SecurityGroupIds: ['sg-1'] },
    });
    await set({ Timeout: 5, Layers: [] });
    const after = await read('kept');
    expect(after).toMatchObject({ Timeout: 5, TracingConfig: { Mode: 'Active' } });
    expect(after).not.toHaveProperty('Layers');
    expect(await failure(set({ EphemeralStorage: { Size: 100 } }))).toMatchObject({
      message: expect.stringContaining("'ephemeralStorage.size'"),
    });
    const reserve = (ReservedConcurrentExecutions: number) =>
      aws.lambda.send(
        new PutFunctionConcurrencyCommand({ FunctionName: 'kept', ReservedConcurrentExecutions }),
      );
    const reserved = async () =>
      (await aws.lambda.send(new GetFunctionConcurrencyCommand({ FunctionName: 'kept' })))
        .ReservedConcurrentExecutions;
    expect(await reserved()).toBeUndefined();
    await reserve(0);
    expect(await reserved()).toBe(0);
    expect(await failure(reserve(950))).toMatchObject({ code: 'InvalidParameterValueException' });
    await aws.lambda.send(new DeleteFunctionConcurrencyCommand({ FunctionName: 'kept' }));
    expect(await reserved()).toBeUndefined();
  });

  it('carries tags, and is deleted', async () => {
    await create('tagged');
    const Resource = arn('tagged');
    await aws.lambda.send(new TagResourceCommand({ Resource, Tags: { a: '1', b: '2' } }));
    await aws.lambda.send(new UntagResourceCommand({ Resource, TagKeys: ['a'] }));
    expect((await aws.lambda.send(new ListTagsCommand({ Resource }))).Tags).toEqual({ b: '2' });
    await aws.lambda.send(new DeleteFunctionCommand({ FunctionName: 'tagged' }));
    expect(await failure(read('tagged'))).toMatchObject({
      code: 'ResourceNotFoundException',
      message: `Function not found: ${Resource}`,
    });
  });
});

describe('an event source mapping', () => {
  const map = (name: string, more = {}) =>
    aws.lambda.send(
      new CreateEventSourceMappingCommand({
        FunctionName: name,
        EventSourceArn: queueArn('mapped'),
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 5,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ...more,
      }),
    );

  beforeAll(async () => {
    await aws.sqs.send(new CreateQueueCommand({ QueueName: 'mapped' }));
    await makeFunction(aws, 'mapped', 'export const handler = async () => {};');
    await makeFunction(aws, 'slow', 'export const handler = async () => {};', { Timeout: 60 });
  });

  it('is refused where something is missing or does not fit', async () => {
    expect(await failure(map('none'))).toMatchObject({
      code: 'InvalidParameterValueException',
      message: 'Function does not exist',
    });
    expect(await failure(map('mapped', { EventSourceArn: queueArn('none') }))).toMatchObject({
      message: expect.stringContaining('AWS.SimpleQueueService.NonExistentQueue'),
    });
    expect(await failure(map('slow'))).toMatchObject({
      message: 'Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds',
    });
    expect(await failure(map('mapped', { MaximumBatchingWindowInSeconds: 0 }))).toMatchObject({
      message: expect.stringContaining('Maximum batch window in seconds must be greater than 0'),
    });
  });

  it('is made once, read, listed, changed and deleted', async () => {
    const { UUID = '', State, EventSourceMappingArn = '' } = await map('mapped', { Tags: { team: 'crm' } });
    expect(State).toBe('Creating');
    expect(await failure(map('mapped'))).toEqual({
      code: 'ResourceConflictException',
      message: `An event source mapping with SQS arn (" ${queueArn('mapped')} ") and function (" mapped ") already exists. Please update or delete the existing mapping with UUID ${UUID}`,
      status: 409,
    });
    const change = () => aws.lambda.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 50 }));
    expect(await failure(change())).toMatchObject({ code: 'ResourceInUseException' });
    const get = () => aws.lambda.send(new GetEventSourceMappingCommand({ UUID }));
    expect((await get()).State).toBe('Creating');
    expect(await get()).toMatchObject({
      State: 'Enabled',
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 5,
      EventSourceArn: queueArn('mapped'),
      FunctionArn: arn('mapped'),
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const { Tags } = await aws.lambda.send(new ListTagsCommand({ Resource: EventSourceMappingArn }));
    expect(Tags).toEqual({ team: 'crm' });
    expect(await change()).toMatchObject({ State: 'Updating', BatchSize: 50 });
    await get();
    const list = (filter: { FunctionName?: string; EventSourceArn?: string }) =>
      aws.lambda.send(new ListEventSourceMappingsCommand(filter));
    expect((await list({ FunctionName: 'mapped' })).EventSourceMappings).toMatchObject([{ UUID }]);
    expect((await list({ EventSourceArn: queueArn('mapped') })).EventSourceMappings).toHaveLength(1);
    expect((await list({ FunctionName: 'slow' })).EventSourceMappings).toEqual([]);
    expect(
      await failure(
        aws.lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName: 'mapped', Timeout: 31 })),
      ),
    ).toMatchObject({ message: expect.stringContaining('Queue visibility timeout: 30 seconds') });
    const { State: deleting } = await aws.lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
    expect(deleting).toBe('Deleting');
    expect((await get()).State).toBe('Deleting');
    expect(await failure(get())).toMatchObject({ code: 'ResourceNotFoundException', status: 404 });
  });
});
