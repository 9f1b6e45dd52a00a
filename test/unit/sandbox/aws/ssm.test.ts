import {
  DeleteParameterCommand,
  GetParameterCommand,
  GetParameterHistoryCommand,
  LabelParameterVersionCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Limits } from '../../../../src/lib/base/limits.js';
import { systemRuntime } from '../../../../src/lib/base/net/index.js';
import { AwsCaller } from '../../../../src/lib/clients/aws/caller.js';
import { parametersApi } from '../../../../src/lib/clients/aws/ssm.js';
import { ACCOUNT, type AwsServer, failure, REGION, startAws } from './aws-server.js';

const NAME = '/genesys-gcx/lease/org/prod';
let aws: AwsServer;
let ssm: SSMClient;
let now = 1_800_000_000_500;

beforeEach(async () => {
  aws = await startAws({ now: () => now });
  ssm = aws.open(SSMClient);
});

afterEach(() => aws.close());

const put = (more: Partial<PutParameterCommandInput> = {}) =>
  ssm.send(new PutParameterCommand({ Name: NAME, Value: 'v', Type: 'String', ...more }));
const get = (Name: string) => ssm.send(new GetParameterCommand({ Name }));

describe('Parameter Store of the sandbox', () => {
  it('numbers versions, keeps them, and counts from 1 again once it was deleted', async () => {
    expect(await put()).toMatchObject({ Version: 1, Tier: 'Standard' });
    expect(await failure(put())).toEqual({
      code: 'ParameterAlreadyExists',
      status: 400,
      message:
        'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    });
    expect(await put({ Value: 'w', Overwrite: true })).toMatchObject({ Version: 2 });
    const arn = `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter${NAME}`;
    expect((await get(NAME)).Parameter).toMatchObject({ Value: 'w', Version: 2, ARN: arn });
    expect((await get(arn)).Parameter?.Version).toBe(2);
    expect((await get(`${NAME}:1`)).Parameter).toMatchObject({ Value: 'v', Version: 1, Selector: ':1' });
    expect(await failure(get(`${NAME}:3`))).toMatchObject({ code: 'ParameterVersionNotFound' });
    expect(await failure(get('/no'))).toMatchObject({
      code: 'ParameterNotFound',
      message: 'Parameter /no not found.',
    });
    await ssm.send(new DeleteParameterCommand({ Name: NAME }));
    expect(await failure(ssm.send(new DeleteParameterCommand({ Name: NAME })))).toMatchObject({
      code: 'ParameterNotFound',
    });
    expect(await put({ Overwrite: true })).toMatchObject({ Version: 1 });
  });

  it('keeps the latest 100 versions, and refuses another where the oldest has a label', async () => {
    for (let version = 1; version <= Limits.ssmParameterVersions; version++)
      await put({ Value: String(version), Overwrite: true });
    await put({ Value: 'one more', Overwrite: true });
    expect(await failure(get(`${NAME}:1`))).toMatchObject({ code: 'ParameterVersionNotFound' });
    const first = await ssm.send(new GetParameterHistoryCommand({ Name: NAME }));
    expect(first.Parameters).toHaveLength(50);
    const { NextToken } = first;
    const rest = await ssm.send(new GetParameterHistoryCommand({ Name: NAME, NextToken }));
    expect(rest.Parameters?.at(-1)).toMatchObject({ Version: 101, Value: 'one more' });
    await ssm.send(new LabelParameterVersionCommand({ Name: NAME, ParameterVersion: 2, Labels: ['kept'] }));
    expect((await get(`${NAME}:kept`)).Parameter?.Version).toBe(2);
    const refused = await failure(put({ Overwrite: true }));
    expect(refused.code).toBe('ParameterMaxVersionLimitExceeded');
    expect(refused.message).toContain("Version 2, the oldest version, can't be deleted");
  });

  it.each([
    ['a value of more than 4 KB', { Value: 'x'.repeat(4_097) }, 'ValidationException'],
    ['no value', { Value: '' }, 'ValidationException'],
    ['tags with an overwrite', { Overwrite: true, Tags: [{ Key: 'a', Value: 'b' }] }, 'ValidationException'],
    ['no type for a new one', { Type: undefined }, 'ValidationException'],
    ['a name with a space', { Name: '/a b' }, 'ValidationException'],
    ['a path that does not begin with a slash', { Name: 'a/b' }, 'ValidationException'],
    ['a name of AWS', { Name: '/aws/thing' }, 'AccessDeniedException'],
    ['a name of SSM', { Name: 'SSM-thing' }, 'ValidationException'],
    ['too many levels', { Name: '/a'.repeat(16) }, 'HierarchyLevelLimitExceededException'],
  ])('refuses %s', async (_what, more, code) => {
    expect((await failure(put(more))).code).toBe(code);
  });
});

describe('the client of Parameter Store', () => {
  const open = (endpoint = aws.endpoint) =>
    parametersApi(
      new AwsCaller(
        { region: REGION, endpoint, credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 's' } },
        { ...systemRuntime, sleep: async () => {} },
      ),
    );

  it('reads a version with its age by AWS’s clock, and says what is there already', async () => {
    const parameters = open();
    expect(await parameters.read(NAME)).toEqual({ answered: 1_800_000_000_000 });
    expect(await parameters.create(NAME, 'v', 'd')).toEqual({ kind: 'written', version: 1 });
    expect(await parameters.create(NAME, 'v', 'd')).toEqual({ kind: 'exists' });
    now += 60_000;
    expect(await parameters.read(NAME)).toEqual({
      answered: 1_800_000_060_000,
      parameter: { value: 'v', version: 1, modified: 1_800_000_000_500 },
    });
    expect(await parameters.overwrite(NAME, 'w')).toEqual({ kind: 'written', version: 2 });
    expect((await parameters.read(NAME, 1)).parameter?.value).toBe('v');
    expect(await parameters.read(NAME, 9)).toEqual({ answered: 1_800_000_060_000 });
    await parameters.delete(NAME);
    await parameters.delete(NAME);
    expect((await parameters.read(NAME)).parameter).toBe(undefined);
  });
});
