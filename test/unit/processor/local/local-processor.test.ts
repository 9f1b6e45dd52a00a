import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { partnerFormat } from '../../../../src/lib/language/events/formats/index.js';
import {
  type ProcessorSettings,
  ProcessorVariable,
} from '../../../../src/lib/processor/contract/settings.js';
import type { LocalCall } from '../../../../src/lib/processor/local/local-call.js';
import { createLocalHandler } from '../../../../src/lib/processor/local/local-handler.js';
import { LocalProcessor } from '../../../../src/lib/processor/local/local-processor.js';
import { DoNotRetry } from '../../../../src/lib/processor/runtime/do-not-retry.js';
import type { Handler } from '../../../../src/lib/processor/runtime/handler.js';
import { afterThisFile } from '../../../clean-up.js';
import { startServer, type TestServer } from '../../base/net/test-server.js';
import { ACD_END, HAPPENED, OTHER_QUEUE, partnerEvent, SALES } from '../runtime/genesys-events.js';
import { lambdaContext } from '../runtime/lambda-world.js';

type Preparation = Extract<LocalCall, { kind: 'prepare' }>;

const GENESYS = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:genesys-AbCdEf';
const CRM = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:crm-AbCdEf';
const WITHHELD: Preparation = { kind: 'prepare', secrets: 'withheld' };
const OWN: Preparation = {
  ...WITHHELD,
  genesys: { kind: 'client', clientId: 'my-own-client', clientSecret: 'my-own-client-secret' },
};

/** Genesys Cloud and AWS. */
let services: TestServer;
beforeAll(async () => {
  services = await startServer(({ path, headers, body }) => {
    if (headers['x-amz-target'] !== undefined) {
      const { SecretId } = JSON.parse(body) as { SecretId: string };
      return SecretId === GENESYS
        ? { json: { SecretString: '{"clientId":"of-secret","clientSecret":"secret-of-the-secret"}' } }
        : { status: 400, json: { __type: 'ResourceNotFoundException' } };
    }
    return { json: path === '/oauth/token' ? { access_token: 'token-of-login', expires_in: 86_400 } : {} };
  });
  afterThisFile(() => services.close());
  Object.assign(process.env, {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL: `http://127.0.0.1:${services.port}`,
    AWS_MAX_ATTEMPTS: '1',
    [ProcessorVariable.genesysGateway]: JSON.stringify({
      protocol: 'http',
      host: '127.0.0.1',
      port: services.port,
    }),
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  services.received.length = 0;
});

const settings = (own: Partial<ProcessorSettings> = {}): ProcessorSettings => ({
  schemaVersion: 1,
  processor: 'sales',
  project: 'example',
  environment: 'test',
  genesysEnvironment: 'mypurecloud.ie',
  formats: [partnerFormat()],
  queueNames: { [SALES]: 'Sales Support' },
  deduplicate: { forSeconds: 60 },
  concurrency: 10,
  attempts: 5,
  secrets: {},
  migrations: [],
  ...own,
});

/** A processor that is prepared; its clock stands a second after its events. */
async function prepared(
  handler: Handler,
  own: Partial<ProcessorSettings> = {},
  call = WITHHELD,
): Promise<LocalProcessor> {
  const processor = new LocalProcessor(settings(own), handler, () => HAPPENED + 1_000);
  await processor.prepare(call);
  return processor;
}

describe('how an event ends', () => {
  it('handled: what was counted, and the time of the handler; the same event is then a duplicate', async () => {
    const names: (string | undefined)[] = [];
    const processor = await prepared((event, { metrics, attempt }) => {
      names.push(event.queueName);
      metrics.count('Left');
      metrics.count('Left', 2);
      metrics.milliseconds('Took', 7);
      expect(attempt).toBe(1);
    });
    expect(await processor.handle(partnerEvent(), lambdaContext())).toEqual({
      outcome: 'processed',
      eventType: ACD_END,
      handlerMilliseconds: 0,
      counted: { Left: 3 },
    });
    expect(await processor.handle(partnerEvent(), lambdaContext())).toEqual({
      outcome: 'duplicate',
      eventType: ACD_END,
    });
    expect(names).toEqual(['Sales Support']);
  });

  it('failed: what was thrown and where, told once; the same event is handled again', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    let calls = 0;
    const processor = await prepared((_event, { metrics }) => {
      metrics.count('Tried');
      if (++calls < 3) throw new RangeError('The CRM of anna@example.com does not answer.');
    });
    const failed = await processor.handle(partnerEvent(), lambdaContext());
    expect(failed).toMatchObject({
      outcome: 'failed',
      error: { name: 'RangeError', message: 'The CRM of *** does not answer.' },
      counted: { Tried: 1 },
    });
    expect(failed.error?.at[0]).toMatch(/local-processor\.test\.ts:\d+:\d+/);
    expect(failed).not.toHaveProperty('deadLetter');
    const again = [
      await processor.handle(partnerEvent(), lambdaContext()),
      await processor.handle(partnerEvent(), lambdaContext()),
    ];
    expect(again.map(({ outcome }) => outcome)).toEqual(['failed', 'processed']);
    expect(written.mock.calls).toEqual([]);
  });

  it('given up by the handler, malformed or too old: why it would be dead-lettered, and nothing is sent', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const give = await prepared(() => {
      throw new DoNotRetry('No such customer.');
    });
    expect(await give.handle(partnerEvent(), lambdaContext())).toMatchObject({
      outcome: 'deadLettered',
      error: { name: 'DoNotRetry', message: 'No such customer.' },
      deadLetter: { reason: 'do-not-retry', detail: 'DoNotRetry: No such customer. (attempt 1)' },
    });
    const never = await prepared(() => expect.unreachable(), {
      // biome-ignore lint/suspicious/noThenProperty: the word of the file
      maxEventAge: { ofSeconds: 60, then: 'deadLetter' },
    });
    expect(await never.handle({ 'detail-type': ACD_END }, lambdaContext())).toMatchObject({
      outcome: 'deadLettered',
      deadLetter: { reason: 'malformed' },
    });
    const old = partnerEvent({ time: HAPPENED - 100_000 });
    expect(await never.handle(old, lambdaContext())).toEqual({
      outcome: 'stale',
      eventType: ACD_END,
      deadLetter: { reason: 'too-old', detail: '101 s old at its first receipt, of at most 60 s' },
    });
    expect([services.received, written.mock.calls]).toEqual([[], []]);
  });

  it('not taken by "only", dropped for its age, or out of time', async () => {
    const narrow = await prepared(() => expect.unreachable(), {
      only: { queues: [OTHER_QUEUE], withoutQueue: false },
      // biome-ignore lint/suspicious/noThenProperty: the word of the file
      maxEventAge: { ofSeconds: 60, then: 'drop' },
    });
    expect(await narrow.handle(partnerEvent(), lambdaContext())).toEqual({
      outcome: 'filtered',
      eventType: ACD_END,
    });
    expect(await narrow.handle(partnerEvent({ time: 0 }), lambdaContext())).toEqual({
      outcome: 'stale',
      eventType: ACD_END,
    });
    let signal: AbortSignal | undefined;
    const slow = await prepared((_event, given) => {
      signal = given.signal;
      return new Promise(() => {});
    });
    // No clock: its events always have 60 ms.
    let margin = 0;
    const short = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => (margin++ ? 1_560 : 60_000) };
    expect(await slow.handle(partnerEvent(), short)).toMatchObject({
      outcome: 'failed',
      error: { name: 'HandlerTimedOut' },
    });
    expect(signal?.aborted).toBe(true);
  });

  it('every event is handled where the file asks to know no duplicates', async () => {
    const { deduplicate: _, ...all } = settings();
    const processor = new LocalProcessor(all, () => {});
    await processor.prepare(WITHHELD);
    for (let time = 0; time < 2; time++)
      expect(await processor.handle(partnerEvent(), lambdaContext())).toMatchObject({ outcome: 'processed' });
  });

  it('what the handler logs goes to stdout, with the fields of its event', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const processor = await prepared((_event, { logger }) => {
      logger.error('The CRM is slow.', { tries: 2 });
      throw new DoNotRetry('It stays so.');
    });
    const { error } = await processor.handle(partnerEvent(), lambdaContext());
    const lines = written.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
    expect(lines).toMatchObject([
      { level: 'ERROR', message: 'The CRM is slow.', tries: 2, processor: 'sales', attempt: 1 },
    ]);
    expect(error).toMatchObject({ message: 'It stays so.' });
  });

  it('none before it is prepared', async () => {
    const processor = new LocalProcessor(settings(), () => {});
    await expect(processor.handle(partnerEvent(), lambdaContext())).rejects.toThrow();
    expect(() => createLocalHandler(settings(), {} as Handler)).toThrow(/is not a function/);
  });
});

describe('secrets', () => {
  const secrets = { GENESYS, CRM };
  const asked = () =>
    services.received.flatMap(({ headers, body }) =>
      headers['x-amz-target'] === 'secretsmanager.GetSecretValue' ? [JSON.parse(body).SecretId] : [],
    );
  /** Calls to Genesys Cloud, and as whom. */
  const calls = () =>
    services.received.flatMap(({ path, headers: { authorization = '' } }) => {
      if (path === '/') return [];
      const [, basic] = /^Basic (.*)$/.exec(authorization) ?? [];
      return [`${path} ${basic === undefined ? authorization : Buffer.from(basic, 'base64').toString()}`];
    });
  const calling: Handler = async (_event, { genesys }) => {
    await genesys.get('/api/v2/organizations/me');
  };

  it('withheld: none is read; their names are there, and each value fails with the flag that reads it', async () => {
    const seen: string[] = [];
    const processor = await prepared(
      (_event, { secrets: given }) => {
        seen.push(...Object.keys(given));
        if (given['UNKNOWN'] === undefined) throw new Error(String(given['CRM']));
      },
      { secrets },
      OWN,
    );
    expect(await processor.handle(partnerEvent(), lambdaContext())).toMatchObject({
      outcome: 'failed',
      error: { message: 'The secret CRM is not read on this machine. --with-secrets reads it.' },
    });
    expect([seen, asked()]).toEqual([['GENESYS', 'CRM'], []]);
  });

  it.each<[string, Preparation, readonly string[]]>([
    [
      'a client',
      OWN,
      [
        '/oauth/token my-own-client:my-own-client-secret',
        '/api/v2/organizations/me Bearer token-of-login',
        '/api/v2/organizations/me Bearer token-of-login',
      ],
    ],
    [
      'a token',
      { ...WITHHELD, genesys: { kind: 'token', accessToken: 'my-own-token' } },
      ['/api/v2/organizations/me Bearer my-own-token', '/api/v2/organizations/me Bearer my-own-token'],
    ],
  ])('withheld: genesys calls with %s of the user', async (_name, call, expected) => {
    const processor = await prepared(calling, { secrets }, call);
    for (const conversation of [1, 2])
      expect(await processor.handle(partnerEvent({ conversation }), lambdaContext())).toMatchObject({
        outcome: 'processed',
      });
    expect([calls(), asked()]).toEqual([expected, []]);
  });

  it('a processor that has no secret GENESYS gets no call through, as in AWS', async () => {
    const processor = await prepared(calling, { secrets: { CRM } }, OWN);
    expect(await processor.handle(partnerEvent(), lambdaContext())).toMatchObject({
      outcome: 'failed',
      error: {
        message: 'genesys needs the secret GENESYS: name its ARN under secrets of the processor.',
      },
    });
    expect(calls()).toEqual([]);
  });

  it('read: from Secrets Manager, used for genesys, and shown nowhere', async () => {
    const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const processor = await prepared(
      async (event, context) => {
        await calling(event, context);
        const { clientSecret } = Object(context.secrets['GENESYS']) as Record<string, string>;
        expect(clientSecret).toBe('secret-of-the-secret');
        context.logger.info(`with ${clientSecret}`);
        throw new Error(`refused ${clientSecret}`);
      },
      { secrets: { GENESYS } },
      { kind: 'prepare', secrets: 'read' },
    );
    const result = await processor.handle(partnerEvent(), lambdaContext());
    expect(result.error).toMatchObject({ message: 'refused ***' });
    expect(written.mock.calls.map(([line]) => JSON.parse(String(line)) as object)).toMatchObject([
      { message: 'with ***' },
    ]);
    expect([asked(), calls()]).toEqual([
      [GENESYS],
      ['/oauth/token of-secret:secret-of-the-secret', '/api/v2/organizations/me Bearer token-of-login'],
    ]);
  });

  it('read: one that is not there is named', async () => {
    await expect(prepared(calling, { secrets }, { kind: 'prepare', secrets: 'read' })).rejects.toThrow(
      `The secret CRM (${CRM}) could not be read: ResourceNotFoundException.`,
    );
  });

  it("withheld: the user's own credentials are shown nowhere", async () => {
    const processor = await prepared(
      () => {
        throw new Error('refused my-own-client-secret');
      },
      { secrets },
      OWN,
    );
    const { error } = await processor.handle(partnerEvent(), lambdaContext());
    expect(error).toMatchObject({ message: 'refused ***' });
  });
});
