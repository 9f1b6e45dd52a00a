import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import type { Reply } from '../../base/net/test-server.js';
import { restError, secrets, useAws } from './aws-server.js';

const setup = useAws();
const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:f';
const zip = new Uint8Array([80, 75, 3, 4]);
const codeSha256 = createHash('sha256').update(zip).digest('base64');
const settings = {
  roleArn: 'arn:aws:iam::111122223333:role/f',
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  memoryMb: 512,
  timeoutSeconds: 60,
  description: 'd',
  environment: { CRM_URL: 'https://crm.example.com/?token=hush-hush' },
};
const draft = { ...settings, architecture: 'arm64' };

const missing = restError('ResourceNotFoundException', `Function not found: ${arn}`, 404);
const roleNew = restError(
  'InvalidParameterValueException',
  'The role defined for the function cannot be assumed by Lambda.',
  400,
);
const updating = restError(
  'ResourceConflictException',
  `The operation cannot be performed at this time. An update is in progress for resource: ${arn}`,
  409,
);
const exists = restError('ResourceConflictException', 'Function already exist: f', 409);

const CREATE = 'POST /2015-03-31/functions';
const READ = 'GET /2015-03-31/functions/f/configuration';
const CONCURRENCY = 'GET /2019-09-30/functions/f/concurrency';
const TAGS = `GET /2017-03-31/tags/${encodeURIComponent(arn)}`;
const SET = 'PUT /2015-03-31/functions/f/configuration';
const CODE = 'PUT /2015-03-31/functions/f/code';

function live(state: object = {}): Reply {
  return {
    json: {
      FunctionName: 'f',
      FunctionArn: arn,
      Role: settings.roleArn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      MemorySize: 512,
      Timeout: 60,
      Description: 'd',
      Environment: { Variables: settings.environment },
      Architectures: ['arm64'],
      CodeSha256: codeSha256,
      State: 'Active',
      LastUpdateStatus: 'Successful',
      ...state,
    },
  };
}

describe('a Lambda function', () => {
  it('is read with its tags, which need a right of their own', async () => {
    const { aws, calls } = await setup(({ action }) =>
      action === TAGS ? { json: { Tags: { a: 'b' } } } : live(),
    );
    expect(await aws.functions.function('f')).toEqual({
      ...draft,
      name: 'f',
      arn,
      codeSha256,
      tags: { a: 'b' },
    });
    expect(calls()).toEqual([READ, TAGS, CONCURRENCY]);
  });

  it('that is not there is none, has no code, and is deleted', async () => {
    const { aws } = await setup(() => missing);
    expect(await aws.functions.function('f')).toBeUndefined();
    expect(await aws.functions.code('f')).toBeUndefined();
    await aws.functions.delete('f');
  });

  it('is made once its role can be assumed, and waited for until it is Active', async () => {
    let reads = 0;
    const { aws, calls, sleeps, server } = await setup(({ action }, call) =>
      action === READ ? live({ State: ++reads < 3 ? 'Pending' : 'Active' }) : call < 3 ? roleNew : live(),
    );
    await aws.functions.create('f', draft, zip, { a: 'b' });
    expect(calls()).toEqual([CREATE, CREATE, CREATE, READ, READ, READ]);
    expect(sleeps).toEqual([250, 500, 250, 500]);
    expect(JSON.parse(server.received[0]?.body ?? '')).toEqual({
      FunctionName: 'f',
      Role: settings.roleArn,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      MemorySize: 512,
      Timeout: 60,
      Description: 'd',
      Environment: { Variables: settings.environment },
      Architectures: ['arm64'],
      PackageType: 'Zip',
      Code: { ZipFile: Buffer.from(zip).toString('base64') },
      Tags: { a: 'b' },
    });
  });

  it('whose role never can be assumed is given up after a minute', async () => {
    const { aws, sleeps } = await setup(() => roleNew);
    await expect(aws.functions.create('f', draft, zip, {})).rejects.toMatchObject({
      awsCode: 'InvalidParameterValueException',
    });
    const waited = sleeps.reduce((sum, each) => sum + each, 0);
    expect(waited).toBeGreaterThanOrEqual(60_000);
    expect(waited).toBeLessThan(70_000);
  });

  it.each([
    ['with the same code and tags', codeSha256, { a: 'b' }, 'made'],
    ['with other code', 'other', { a: 'b' }, 'refused'],
    ['with other tags', codeSha256, {}, 'refused'],
  ])('that exists %s after a lost answer is %s', async (_, sha, tags, outcome) => {
    const { aws } = await setup(({ action }, call) => {
      if (action === READ) return live({ CodeSha256: sha });
      if (action === TAGS) return { json: { Tags: tags } };
      return call === 1 ? { status: 500, json: {} } : exists;
    });
    const made = aws.functions.create('f', draft, zip, { a: 'b' });
    if (outcome === 'made') await made;
    else await expect(made).rejects.toMatchObject({ awsCode: 'ResourceConflictException' });
  });

  it('of others is not taken as made', async () => {
    const { aws, calls } = await setup(() => exists);
    await expect(aws.functions.create('f', draft, zip, {})).rejects.toMatchObject({ repeated: false });
    expect(calls()).toEqual([CREATE]);
  });

  it.each([
    ['State', { State: 'Failed', StateReason: 'The image is broken.' }, 'The image is broken.'],
    ['change', { LastUpdateStatus: 'Failed', LastUpdateStatusReasonCode: 'InvalidSubnet' }, 'InvalidSubnet'],
  ])('whose %s failed is an error with its reason', async (_, state, reason) => {
    const { aws } = await setup(() => live(state));
    await expect(aws.functions.updateCode('f', 'arm64', zip)).rejects.toMatchObject({
      report: { code: 'function-failed', what: expect.stringContaining(reason) },
    });
  });

  it('is changed when no other change is under way, and the change is waited for', async () => {
    const states = ['InProgress', 'Successful', 'InProgress', 'Successful'];
    let changes = 0;
    const { aws, calls } = await setup(({ action }) =>
      action === READ
        ? live({ LastUpdateStatus: states.shift() })
        : // More often than the client repeats a call by itself.
          ++changes < 12
          ? updating
          : live(),
    );
    await aws.functions.updateSettings('f', settings);
    expect(calls()).toEqual([READ, READ, ...Array(12).fill(SET), READ, READ]);
  });

  it('gets other code for its architecture', async () => {
    const { aws, calls, server } = await setup(() => live());
    await aws.functions.updateCode('f', 'x86_64', zip);
    expect(calls()).toEqual([READ, CODE, READ]);
    expect(JSON.parse(server.received[1]?.body ?? '')).toMatchObject({ Architectures: ['x86_64'] });
  });

  it('is not waited for any more once what waits is interrupted', async () => {
    const { aws } = await setup(() => live({ LastUpdateStatus: 'InProgress' }));
    const sleep = () => Promise.reject(new Error('interrupted'));
    await expect(aws.functions.updateCode('f', 'arm64', zip, sleep)).rejects.toThrow('interrupted');
  });

  it.each([
    `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(settings.environment)}`,
    `1 validation error detected: Value '{CRM_URL=${settings.environment.CRM_URL}}' at 'environment.variables' failed to satisfy constraint`,
    `The variable with ${settings.environment.CRM_URL} is no good.`,
  ])('has an environment that no error shows: %#', async (message) => {
    const refused = restError('InvalidParameterValueException', message, 400);
    const { aws } = await setup(({ action }) => (action === READ ? live() : refused));
    const errors = await Promise.all(
      [aws.functions.create('f', draft, zip, {}), aws.functions.updateSettings('f', settings)].map((made) =>
        made.then(
          () => '',
          (error: unknown) => `${JSON.stringify(error)}${String(error)}`,
        ),
      ),
    );
    for (const shown of errors) {
      expect(shown).toContain('InvalidParameterValueException');
      expect(shown).not.toContain('hush');
    }
  });

  it('is named by an error, also where a variable has its name as value', async () => {
    const { aws } = await setup(() => restError('AccessDeniedException', 'No.', 403));
    const named = { ...draft, environment: { TABLE: 'shop-sales' } };
    await expect(aws.functions.create('shop-sales', named, zip, {})).rejects.toMatchObject({
      report: { what: expect.stringContaining('shop-sales') },
    });
  });

  it('gets and loses tags', async () => {
    const { aws, calls } = await setup(() => ({ status: 204 }));
    await aws.functions.tag(arn, { a: 'b' }, ['c', 'd']);
    const path = `/2017-03-31/tags/${encodeURIComponent(arn)}`;
    expect(calls()).toEqual([`POST ${path}`, `DELETE ${path}`]);
  });

  it('is deleted when no update is in progress', async () => {
    const { aws, calls } = await setup((_, call) => (call < 12 ? updating : { status: 204 }));
    await aws.functions.delete('f');
    expect(calls()).toHaveLength(12);
  });

  it('is invoked, and its answer is what it threw or gave', async () => {
    const { aws, server } = await setup((_, call) =>
      call === 1
        ? { headers: { 'x-amz-function-error': 'Unhandled' }, text: '{"errorType":"Error"}' }
        : { text: '"done"' },
    );
    expect(await aws.functions.invoke('f', '{"a":1}')).toEqual({
      payload: '{"errorType":"Error"}',
      failed: true,
    });
    expect(await aws.functions.invoke('f', '{"a":2}')).toEqual({ payload: '"done"', failed: false });
    expect(server.received.map(({ body }) => body)).toEqual(['{"a":1}', '{"a":2}']);
  });
});

describe('the code of a function', () => {
  const located = (location: string): Reply => ({ json: { Code: { Location: location } } });

  it('is fetched from where the calls go, without credentials', async () => {
    const { aws, server } = await setup(({ action, received }) =>
      action === 'GET /code'
        ? { headers: { 'content-type': 'application/zip' }, text: 'PK' }
        : located(`http://${received.headers.host}/code?X-Amz-Signature=s`),
    );
    expect(Buffer.from((await aws.functions.code('f')) ?? []).toString()).toBe('PK');
    const { headers } = server.received[1] ?? {};
    expect(JSON.stringify(headers)).not.toContain(secrets.accessKeyId);
    expect(headers).not.toHaveProperty('authorization');
  });

  it.each(['AWS_ENDPOINT_URL', 'AWS_ENDPOINT_URL_LAMBDA'])(
    'is fetched from where %s sends the calls, but from nowhere else',
    async (variable) => {
      const { server } = await setup(({ action, received }) => {
        if (action === 'GET /code') return { text: 'PK' };
        const host = received.path.endsWith('/f') ? received.headers.host : '127.0.0.1:1';
        return located(`http://${host}/code`);
      });
      vi.stubEnv(variable, `http://127.0.0.1:${server.port}`);
      try {
        const { functions } = createAws({ region: 'eu-west-1', credentials: secrets });
        expect(Buffer.from((await functions.code('f')) ?? []).toString()).toBe('PK');
        expect(await functions.code('g')).toBeUndefined();
      } finally {
        vi.unstubAllEnvs();
      }
    },
  );

  it.each(['http://127.0.0.1:1/code', 's3://bucket/code', 'nonsense'])(
    'is none where it lies at %s',
    async (location) => {
      const { aws, calls } = await setup(() => located(location));
      expect(await aws.functions.code('f')).toBeUndefined();
      expect(calls()).toHaveLength(1);
    },
  );

  it.each([403, 302])('that is answered with %i is an error without the signed URL', async (status) => {
    const { aws } = await setup(({ action, received }) =>
      action === 'GET /code'
        ? { status, headers: { location: 'http://127.0.0.1:1/' } }
        : located(`http://${received.headers.host}/code?X-Amz-Signature=hush`),
    );
    const error: unknown = await aws.functions.code('f').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      report: { code: 'download-failed', what: expect.stringContaining(`HTTP ${status}`) },
    });
    expect(JSON.stringify(error)).not.toContain('hush');
  });
});
