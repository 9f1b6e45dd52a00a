import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { ExitCode } from '../../../../src/lib/base/exit-codes.js';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { Concurrency } from '../../../../src/lib/base/net/index.js';
import { createAws } from '../../../../src/lib/clients/aws/index.js';
import { startServer, testRuntime } from '../../base/net/test-server.js';
import { type AwsRequest, type AwsSetup, awsSetup, jsonError, secrets, xml, xmlError } from './aws-server.js';

const open: AwsSetup[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ server }) => server.close()));
});

async function setup(...parameters: Parameters<typeof awsSetup>): Promise<AwsSetup> {
  const started = await awsSetup(...parameters);
  open.push(started);
  return started;
}

async function failure(promise: Promise<unknown>): Promise<GcxError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof GcxError)) throw new Error(`not a GcxError: ${inspect(error)}`);
  return error;
}

const rule = { bus: 'b', name: 'r', pattern: { source: ['x'] }, description: 'd', enabled: true };

describe('errors', () => {
  it('name the missing action, the resource and the request, with exit code 3', async () => {
    const { aws, calls } = await setup(() =>
      jsonError(
        'AccessDeniedException',
        'User: arn:aws:iam::111122223333:user/ci is not authorized to perform: events:PutRule on resource: arn:aws:events:eu-west-1:111122223333:rule/b/r because no identity-based policy allows the events:PutRule action',
      ),
    );
    const error = await failure(aws.events.putRule(rule));
    expect(error.exitCode).toBe(ExitCode.denied);
    expect(error.report).toEqual({
      code: 'aws-access-denied',
      what: 'The AWS credentials are not allowed events:PutRule on arn:aws:events:eu-west-1:111122223333:rule/b/r.',
      where: 'AWS events:PutRule r, eu-west-1, request id req-1',
      why: 'No identity-based policy of arn:aws:iam::111122223333:user/ci allows it.',
      fix: expect.stringContaining('Allow events:PutRule'),
    });
    expect(calls()).toHaveLength(1);
  });

  it('tell an explicit deny from a missing allow', async () => {
    const { aws } = await setup(() =>
      xmlError(
        'AuthorizationError',
        'User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: SNS:CreateTopic on resource: arn:aws:sns:eu-west-1:1:t with an explicit deny in a service control policy',
        403,
      ),
    );
    const error = await failure(aws.sns.createTopic('t', {}));
    expect(error.report.what).toContain('sns:CreateTopic on arn:aws:sns:eu-west-1:1:t');
    expect(error.report.why).toBe(
      'A service control policy denies it explicitly to arn:aws:sts::1:assumed-role/x/y.',
    );
    expect(error.report.fix).toContain('the service control policy forbids sns:CreateTopic');
  });

  it.each([
    [
      'because no permissions boundary allows the events:PutRule action',
      'No permissions boundary of',
      'in the permissions boundary',
    ],
    [
      'because no service control policy allows the events:PutRule action',
      'No service control policy of',
      'in the service control policy',
    ],
    ['', 'No policy of', 'in a policy of that role or user'],
    [
      'with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/none',
      'An identity-based policy arn:aws:iam::1:policy/none denies it explicitly to',
      'identity-based policy arn:aws:iam::1:policy/none forbids',
    ],
  ])('name the policy that AWS names: %s', async (because, why, fix) => {
    const { aws } = await setup(() =>
      jsonError(
        'AccessDeniedException',
        `User: arn:aws:iam::1:user/ci is not authorized to perform: events:PutRule on resource: arn:aws:events:eu-west-1:1:rule/b/r ${because}`,
      ),
    );
    const { report } = await failure(aws.events.putRule(rule));
    expect(report.why).toContain(`${why} arn:aws:iam::1:user/ci`);
    expect(report.fix).toContain(fix);
  });

  it.each([
    ['sqs:createqueue', 'sqs:CreateQueue'],
    ['sqs:tagqueue', 'sqs:TagQueue'],
  ])('write %s of SQS as policies have it: %s', async (refused, action) => {
    const { aws } = await setup(() =>
      jsonError(
        'AccessDeniedException',
        `User: arn:aws:iam::1:user/ci is not authorized to perform: ${refused}`,
      ),
    );
    const error = await failure(aws.sqs.createQueue('q', {}, {}));
    expect(error.report.fix).toContain(`Allow ${action} in`);
  });

  it('name the action that CloudWatch Logs asks for beside the one that is called', async () => {
    const { aws } = await setup(() =>
      jsonError(
        'AccessDeniedException',
        'User with accountId: 111122223333 is not authorized to perform CreateLogGroup with Tags. An additional permission "logs:TagResource" is required.',
      ),
    );
    const error = await failure(aws.logs.createGroup('/g', 7, { team: 'cx' }));
    expect(error.exitCode).toBe(ExitCode.denied);
    expect(error.report.what).toContain('not allowed logs:TagResource');
  });

  it.each(['ExpiredTokenException', 'UnrecognizedClientException', 'InvalidSignatureException'])(
    'say for %s that the credentials are the matter, with exit code 3',
    async (code) => {
      const { aws } = await setup(() => jsonError(code, 'whatever'));
      const error = await failure(aws.events.bus('b'));
      expect(error.exitCode).toBe(ExitCode.denied);
      expect(error.report.what).toContain(code);
      expect(error.report.fix).toContain('AWS_SESSION_TOKEN');
    },
  );

  it('say what AWS said where it refuses a value', async () => {
    const { aws } = await setup(() =>
      jsonError('InvalidEventPatternException', 'Event pattern is not valid.'),
    );
    const error = await failure(aws.events.putRule(rule));
    expect(error.exitCode).toBe(ExitCode.error);
    expect(error.report.what).toBe(
      'AWS refused events:PutRule for r: Event pattern is not valid. (InvalidEventPatternException)',
    );
  });

  it('say so where the answer is none of AWS', async () => {
    const { aws } = await setup(() => ({ text: '<html>Sign in</html>' }));
    const error = await failure(aws.events.bus('b'));
    expect(error.report.code).toBe('aws-not-understood');
    expect(error.exitCode).toBe(ExitCode.error);
  });

  it('name the host where there is no server, soon', async () => {
    const server = await startServer(() => ({}));
    await server.close();
    const runtime = testRuntime();
    const aws = createAws(
      { region: 'eu-west-1', endpoint: `http://127.0.0.1:${server.port}`, credentials: secrets },
      { runtime },
    );
    const error = await failure(aws.identity());
    expect(error.exitCode).toBe(ExitCode.error);
    expect(error.report.code).toBe('network-unreachable');
    expect(error.report.what).toContain(`127.0.0.1:${server.port}`);
    expect(runtime.sleeps).toHaveLength(2);
  });

  it('say how to give credentials where there are none', async () => {
    const before = { ...process.env };
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    process.env['AWS_EC2_METADATA_DISABLED'] = 'true';
    process.env['AWS_CONFIG_FILE'] = '/nowhere/config';
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = '/nowhere/credentials';
    try {
      const bare = await failure(createAws({ region: 'eu-west-1' }).identity());
      expect(bare.exitCode).toBe(ExitCode.denied);
      expect(bare.report.code).toBe('aws-credentials-missing');
      expect(bare.report.fix).toContain('AWS_ACCESS_KEY_ID');
      const profile = await failure(createAws({ region: 'eu-west-1', profile: 'acme-prod' }).identity());
      expect(profile.exitCode).toBe(ExitCode.denied);
      expect(profile.report.what).toContain('acme-prod');
    } finally {
      process.env = before;
    }
  });

  it('never hold a secret, however they are shown', async () => {
    const echo = ({ received }: AwsRequest) =>
      `The Canonical String should have been ${JSON.stringify(received.headers)} ${secrets.secretAccessKey}`;
    const cases: readonly (readonly [AwsSetup, (setup: AwsSetup) => Promise<unknown>])[] = [
      [
        await setup((request) => jsonError('InvalidSignatureException', echo(request))),
        ({ aws }) => aws.events.bus('b'),
      ],
      [
        await setup(() => xmlError('SignatureDoesNotMatch', 'The Canonical String', 403)),
        ({ aws }) => aws.identity(),
      ],
      [await setup(() => 'break'), ({ aws }) => aws.sqs.queue('q')],
      [await setup(() => jsonError('ValidationException', 'no')), ({ aws }) => aws.events.putRule(rule)],
    ];
    for (const [started, call] of cases) {
      const error = await failure(call(started));
      const shown = [
        inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
        JSON.stringify(error),
        error.stack,
        inspect(error.cause),
      ].join('\n');
      for (const secret of [...Object.values(secrets), 'Signature=']) expect(shown).not.toContain(secret);
    }
  });
});

describe('credentials', () => {
  it('of a profile are fetched once for all services', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'gcx-aws-'));
    const count = join(folder, 'count');
    const script = join(folder, 'credentials.mjs');
    writeFileSync(
      script,
      `import { appendFileSync } from 'node:fs'; appendFileSync(${JSON.stringify(count)}, 'x');
       console.log(JSON.stringify({ Version: 1, AccessKeyId: 'AKIDPROCESS', SecretAccessKey: 'from-the-process' }));`,
    );
    writeFileSync(
      join(folder, 'config'),
      `[profile made]\ncredential_process = ${process.execPath} ${script}\n`,
    );
    const keys: (string | undefined)[] = [];
    const { server } = await setup(({ action, received }) => {
      keys.push(/Credential=(\w+)/.exec(received.headers.authorization ?? '')?.[1]);
      return action === 'GetCallerIdentity' ? xml(action, '<Account>1</Account>') : { json: {} };
    });
    const before = { ...process.env };
    for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
    process.env['AWS_CONFIG_FILE'] = join(folder, 'config');
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'none');
    process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${server.port}`;
    try {
      const aws = createAws({ region: 'eu-west-1', profile: 'made' });
      await Promise.all([
        aws.identity(),
        aws.events.busNames(),
        aws.lambda.functionArn('f'),
        aws.tagging.find({}, []),
      ]);
    } finally {
      process.env = before;
    }
    expect(keys).toEqual(Array(4).fill('AKIDPROCESS'));
    expect(readFileSync(count, 'utf8')).toBe('x');
    rmSync(folder, { recursive: true });
  });
});

describe('retries', () => {
  it('come back after throttling, later each time', async () => {
    const { aws, calls, sleeps } = await setup((_, call) =>
      call <= 3 ? jsonError('ThrottlingException', 'Rate exceeded') : { json: { Rules: [] } },
    );
    expect(await aws.events.listRules('b')).toEqual([]);
    expect(calls()).toHaveLength(4);
    expect(sleeps).toEqual([300, 600, 1_200]);
  });

  it('end after eight attempts', async () => {
    const { aws, calls } = await setup(() => xmlError('Throttling', 'Rate exceeded'));
    const error = await failure(aws.sns.setAttribute('arn:aws:sns:eu-west-1:1:t', 'DisplayName', 'x'));
    expect(error.report.code).toBe('aws-throttled');
    expect(error.exitCode).toBe(ExitCode.error);
    expect(calls()).toHaveLength(8);
  });

  it('wait for a concurrent change to end', async () => {
    const { aws, calls } = await setup((_, call) =>
      call === 1 ? jsonError('ConcurrentModificationException', 'busy') : { json: {} },
    );
    await aws.events.putRule(rule);
    expect(calls()).toHaveLength(2);
  });

  it('come back after connections that broke, as often as after other failures', async () => {
    const mended = await setup((_, call) => (call <= 5 ? 'break' : { json: { Rules: [] } }));
    expect(await mended.aws.events.listRules('b')).toEqual([]);
    const broken = await setup(() => 'break');
    const error = await failure(broken.aws.events.listRules('b'));
    expect(error.report.code).toBe('network-broken');
    expect(broken.calls()).toHaveLength(8);
  });

  it('of a service that does not answer are few, whatever else fails between', async () => {
    const { aws, calls } = await setup(
      (_, call) => (call % 2 === 1 ? 'hang' : jsonError('InternalException', 'x', 500)),
      { requestTimeout: 1_000 },
    );
    const error = await failure(aws.events.listRules('b'));
    expect(error.report.code).toBe('network-timeout');
    expect(calls()).toHaveLength(5);
  });

  it('do not repeat what AWS refuses', async () => {
    const { aws, calls } = await setup(() => jsonError('ValidationException', 'no'));
    await failure(aws.events.putRule(rule));
    expect(calls()).toHaveLength(1);
  });
});

describe('calls at once', () => {
  it('are eight at most, over all services', async () => {
    let running = 0;
    let most = 0;
    const { aws } = await setup(async ({ action }) => {
      most = Math.max(most, ++running);
      // Long enough for any further call to come in.
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      running--;
      return action === 'TagResource' ? xml(action, '') : { json: {} };
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => [
        aws.events.listTargets('b', `r${index}`),
        aws.sns.tag(`arn:aws:sns:eu-west-1:1:t${index}`, { a: 'b' }, []),
      ]).flat(),
    );
    // Eight at first, and more while nothing is throttled.
    expect(most).toBeGreaterThanOrEqual(8);
    expect(most).toBeLessThanOrEqual(16);
  });

  it('go on after one fails', async () => {
    const limit = new Concurrency(1);
    const results = await Promise.allSettled([
      limit.run(async () => {
        throw new Error('first');
      }),
      limit.run(async () => 'second'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });
});

describe('identity', () => {
  it('is asked for once', async () => {
    const { aws, calls } = await setup(() =>
      xml('GetCallerIdentity', '<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/x</Arn>'),
    );
    await aws.identity();
    expect(await aws.identity()).toEqual({
      account: '111122223333',
      arn: 'arn:aws:iam::111122223333:user/x',
      // The service's Date is that of today, the client's clock a virtual one.
      clockAheadMs: expect.any(Number),
    });
    expect(calls()).toEqual(['GetCallerIdentity']);
  });
});
