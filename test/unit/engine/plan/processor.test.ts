import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import type { Step } from '../../../../src/lib/engine/kinds/index.js';
import { rightsIn } from '../../../../src/lib/engine/kinds/role/role-policy.js';
import type { Config, ProcessorTarget } from '../../../../src/lib/language/config/model.js';
import { applyTo, planFor, processor, project, route, sns, summary, worldFor } from './project.js';

const routes = [route('calls', { targets: ['sales'] })];
const fileWith = (part: Partial<ProcessorTarget> = {}, config: Partial<Config> = {}): Config =>
  project(routes, [processor('sales', part)], config);
const NAME = 'calls-production-sales';

/** A world in which a file is applied. */
function applied(config: Config) {
  const world = worldFor(config);
  applyTo(world, planFor(world, config));
  return world;
}

describe('a processor', () => {
  it('is made with all that it needs, before a rule sends to it', () => {
    const config = fileWith({ deduplicate: { forSeconds: 60 } });
    const world = worldFor(config);
    const made = summary(planFor(world, config)).filter((line) => line.includes('sales'));
    expect([...made].sort()).toEqual([
      `create event-source-mapping ${NAME}`,
      `create function ${NAME}`,
      `create log-group /aws/lambda/${NAME}`,
      `create role ${NAME}`,
      `create sqs-policy ${NAME}`,
      `create sqs-policy ${NAME}-dead-letters`,
      `create sqs-queue ${NAME}`,
      `create sqs-queue ${NAME}-dead-letters`,
      `create table ${NAME}`,
    ]);
    const order = ['-dead-letters', `role ${NAME}`, `function ${NAME}`, `event-source-mapping ${NAME}`];
    const places = order.map((end) => made.findIndex((line) => line.endsWith(end)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(summary(planFor(world, config)).at(-1)).toMatch(/^create rule/);
  });

  it('is as the file says once it is applied, and then there is nothing to do, wherever SQS is by then', () => {
    const config = fileWith({ deduplicate: { forSeconds: 60 }, alarms: 'ops' });
    const withTopic = { ...config, targets: { ...config.targets, ops: sns('ops') } };
    const world = applied(withTopic);
    expect(world.processors.obstacle(NAME)).toBeUndefined();
    expect(world.processors.tables.get(NAME)).toMatchObject({ key: 'id', ttl: 'expiration' });
    expect(world.queues.get(NAME)?.attributes).toMatchObject({
      VisibilityTimeout: '365',
      MessageRetentionPeriod: '1209600',
      RedrivePolicy: `{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:${NAME}-dead-letters","maxReceiveCount":8}`,
    });
    expect([...world.processors.alarms.keys()]).toEqual([
      `${NAME}-dead-letters`,
      `${NAME}-failures`,
      `${NAME}-oldest-message`,
    ]);
    expect(world.topics.get('arn:aws:sns:eu-west-1:111122223333:ops')?.policy).toContain(
      'cloudwatch.amazonaws.com',
    );
    expect(summary(planFor(world, withTopic))).toEqual([]);
  });

  it('gets a role that can do what it needs, and nothing on all resources', () => {
    const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:genesys-AbCdEf';
    const boundary = 'arn:aws:iam::111122223333:policy/bound';
    const config = fileWith(
      { secrets: { GENESYS: secret } },
      { aws: { account: '111122223333', region: 'eu-west-1', permissionsBoundary: boundary } },
    );
    const role = applied(config).processors.roles.get(NAME);
    expect(role?.boundary).toBe(boundary);
    expect(role?.policies).toMatchSnapshot();
    expect(JSON.stringify(role)).not.toContain('"*"');
  });

  it('gets a role of a path that no other role has, and keeps one that an older gcx made elsewhere', () => {
    const config = fileWith();
    const world = applied(config);
    const { roles, functions } = world.processors;
    const role = roles.get(NAME);
    const run = functions.get(NAME);
    expect(role?.arn).toBe(`arn:aws:iam::111122223333:role/genesys-gcx/calls/${NAME}`);
    if (role === undefined || run === undefined) throw new Error('no processor');
    const arn = `arn:aws:iam::111122223333:role/${NAME}`;
    roles.set(NAME, { ...role, arn });
    functions.set(NAME, { ...run, roleArn: arn });
    expect(summary(planFor(world, config))).toEqual([]);
  });

  it('runs as the role that the file gives, and gcx makes none', () => {
    const given = 'arn:aws:iam::111122223333:role/company/sales';
    const world = applied(fileWith({ executionRole: given }));
    expect(world.processors.functions.get(NAME)?.roleArn).toBe(given);
    expect(world.processors.roles.size).toBe(0);
  });

  it('has nothing left of it when it leaves the file, and its queues go last', () => {
    const world = applied(fileWith({ deduplicate: { forSeconds: 60 } }));
    const next = project([], []);
    const plan = planFor(world, next);
    const gone = summary(plan).filter((line) => line.startsWith('delete'));
    expect(gone.slice(-2)).toEqual([`delete sqs-queue ${NAME}`, `delete sqs-queue ${NAME}-dead-letters`]);
    expect(gone[0]).toMatch(/^delete rule/);
    expect(gone.indexOf(`delete event-source-mapping ${NAME}`)).toBeLessThan(
      gone.indexOf(`delete function ${NAME}`),
    );
    applyTo(world, plan);
    expect(world.queues.size).toBe(0);
    const nothing = new Map([[NAME, undefined]]);
    expect(world.processors.live([NAME])).toEqual({
      processorBases: [NAME],
      tables: nothing,
      roles: nothing,
      senderRoles: new Map(),
      logGroups: nothing,
      processorFunctions: nothing,
      eventSourceMappings: new Map([[NAME, []]]),
      alarms: new Map([[NAME, []]]),
    });
  });

  it('is not deleted with what its queues hold', () => {
    const config = fileWith();
    const world = applied(config);
    const dead = world.queues.get(`${NAME}-dead-letters`);
    if (dead !== undefined) dead.attributes['ApproximateNumberOfMessages'] = '3';
    expect(planFor(world, config, { intent: 'destroy' }).refusals).toContainEqual(
      expect.objectContaining({
        code: 'queue-not-empty',
        message: expect.stringContaining('about 3 messages'),
      }),
    );
    expect(planFor(world, config, { intent: 'destroy', allow: { force: true } }).refusals).toEqual([]);
  });
});

describe('a processor that changes', () => {
  it('shows what changed of its code, and changes nothing else', () => {
    const world = applied(fileWith());
    const plan = planFor(world, fileWith({ handler: './handlers/other.ts' }));
    expect(summary(plan)).toEqual([`update function ${NAME}`]);
    const [change] = plan.changes.filter(({ kind }) => kind === 'function');
    expect(change?.fields).toEqual([{ kind: 'value', field: 'code', after: './handlers/other.ts changed' }]);
    expect(change?.steps.map(({ call }) => call)).toEqual(['lambda.updateCode']);
  });

  it('shows which environment variables changed, never their values', () => {
    const before = fileWith({ environment: { URL: 'https://before', OLD: 'gone-value' } });
    const world = worldFor(before);
    world.processors.environment = { URL: 'https://before', OLD: 'gone-value' };
    applyTo(world, planFor(world, before));
    const plan = planFor(world, fileWith({ environment: { URL: 'https://after', NEW: 'new-value' } }));
    const [change] = plan.changes.filter(({ kind }) => kind === 'function');
    expect(change?.fields).toEqual([
      { kind: 'set', field: 'environment', added: [{ value: 'NEW' }], removed: [{ value: 'OLD' }] },
      { kind: 'value', field: 'environment', after: 'URL changed', origin: 'unknown' },
    ]);
    expect(JSON.stringify(plan)).not.toMatch(/before|https|-value/);
  });

  it('is switched on again when someone disabled its event source mapping', () => {
    const world = applied(fileWith());
    for (const source of world.processors.eventSources.values()) source.enabled = false;
    const plan = planFor(world, fileWith());
    expect(summary(plan)).toEqual([`update event-source-mapping ${NAME}`]);
    expect(plan.changes.find(({ kind }) => kind === 'event-source-mapping')?.fields).toEqual([
      { kind: 'value', field: 'state', before: 'disabled', after: 'enabled' },
    ]);
    applyTo(world, plan);
    expect(summary(planFor(world, fileWith()))).toEqual([]);
  });

  it('is refused where another project has marked its event source mapping, which stays theirs', () => {
    const world = applied(fileWith());
    for (const source of world.processors.eventSources.values())
      source.tags = { ...source.tags, 'genesys-gcx:project': 'other' };
    const plan = planFor(world, fileWith());
    expect(plan.refusals).toMatchObject([
      { code: 'name-taken', message: expect.stringMatching(/Event source mapping.*project other/) },
    ]);
    expect(summary(plan)).toEqual([]);
  });

  it('has filters taken away: Lambda would delete what does not pass them', () => {
    const world = applied(fileWith());
    for (const source of world.processors.eventSources.values()) source.filtered = true;
    const plan = planFor(world, fileWith());
    expect(summary(plan)).toEqual([`update event-source-mapping ${NAME}`]);
    expect(plan.changes.find(({ kind }) => kind === 'event-source-mapping')?.fields).toEqual([
      { kind: 'value', field: 'filters', before: 'Lambda deletes what does not pass', after: 'none' },
    ]);
    applyTo(world, plan);
    expect(summary(planFor(world, fileWith()))).toEqual([]);
  });

  it('keeps the rights that its old code needs until the new one runs', () => {
    const secret = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdE1`;
    const world = applied(fileWith({ secrets: { A: secret('a') } }));
    const next = fileWith({ secrets: { A: secret('b') } });
    const plan = planFor(world, next);
    expect(summary(plan)).toEqual([`update role ${NAME}`, `update function ${NAME}`, `update role ${NAME}`]);
    applyTo(world, plan);
    expect(summary(planFor(world, next))).toEqual([]);
    expect(JSON.stringify(world.processors.roles.get(NAME)?.policies)).not.toContain(secret('a'));
  });

  it('hides messages for longer before it runs longer, and for shorter after', () => {
    const world = applied(fileWith({ timeoutSeconds: 60 }));
    const longer = fileWith({ timeoutSeconds: 120 });
    const shorter = fileWith({ timeoutSeconds: 30 });
    expect(summary(planFor(world, longer))).toEqual([`update sqs-queue ${NAME}`, `update function ${NAME}`]);
    expect(summary(planFor(world, shorter))).toEqual([`update function ${NAME}`, `update sqs-queue ${NAME}`]);
  });

  it('forgets its table once nothing uses it', () => {
    const world = applied(fileWith({ deduplicate: { forSeconds: 60 } }));
    expect(summary(planFor(world, fileWith()))).toEqual([
      `update function ${NAME}`,
      `delete table ${NAME}`,
      `update role ${NAME}`,
    ]);
  });
});

describe("a processor's names that others have", () => {
  const config = fileWith({ deduplicate: { forSeconds: 60 }, alarms: 'ops' });
  const file = { ...config, targets: { ...config.targets, ops: sns('ops') } };

  it('are refused, with a way to give others, and nothing of others is touched', () => {
    const world = applied(file);
    for (const things of [world.processors.tables, world.processors.roles, world.processors.functions])
      for (const thing of things.values()) thing.tags = { 'genesys-gcx:project': 'other' };
    const plan = planFor(world, file);
    expect(plan.refusals.map(({ code, change }) => `${code} ${change}`)).toEqual([
      `name-taken table:${NAME}`,
      `name-taken role:${NAME}`,
      `name-taken function:${NAME}`,
    ]);
    expect(plan.refusals[0]?.fix).toContain('targets.sales.processor');
    expect(summary(plan)).toEqual([]);
  });

  it('are left alone when the processor leaves the file', () => {
    const world = applied(file);
    for (const thing of world.processors.functions.values()) thing.tags = {};
    const gone = summary(planFor(world, project([], []))).filter((line) => line.includes('function'));
    expect(gone).toEqual([]);
  });

  it('of a log group that nobody marked are adopted, and it is then deleted only with --force', () => {
    const world = applied(file);
    for (const group of world.processors.logGroups.values()) {
      group.tags = {};
      delete group.retentionDays;
    }
    const plan = planFor(world, file);
    expect(summary(plan)).toEqual([`adopt log-group /aws/lambda/${NAME}`]);
    applyTo(world, plan);
    expect(summary(planFor(world, file))).toEqual([]);
    expect(planFor(world, file, { intent: 'destroy' }).refusals.map(({ code }) => code)).toContain('adopted');
  });
});

describe('alarms', () => {
  const config = fileWith({ alarms: 'ops' });
  const topic = 'arn:aws:sns:eu-west-1:111122223333:ops';

  it('go, with the statement for them, when the file wants none any more', () => {
    const world = applied({ ...config, targets: { ...config.targets, ops: sns('ops') } });
    const plain = fileWith();
    const plan = planFor(world, { ...plain, targets: { ...plain.targets, ops: sns('ops') } });
    expect(summary(plan)).toEqual([
      `delete alarm ${NAME}-dead-letters`,
      `delete alarm ${NAME}-failures`,
      `delete alarm ${NAME}-oldest-message`,
      'delete sns-policy ops',
    ]);
    applyTo(world, plan);
    expect(world.topics.get(topic)?.policy).not.toContain('cloudwatch');
  });

  it('to a topic that exists and does not let CloudWatch publish are warned of', () => {
    const file = { ...config, targets: { ...config.targets, ops: sns('ops', { provenance: 'existing' }) } };
    const world = worldFor(file);
    const statement = (service: string) =>
      JSON.stringify({
        Statement: [
          { Effect: 'Allow', Principal: { Service: service }, Action: 'sns:Publish', Resource: topic },
        ],
      });
    const put = (policy: string) => world.topics.set(topic, { policy, tags: {}, subscriptions: [] });
    put(statement('events.amazonaws.com'));
    expect(planFor(world, file).warnings.map(({ code }) => code)).toContain('alarms-not-let-in');
    put(statement('cloudwatch.amazonaws.com'));
    expect(planFor(world, file).warnings.map(({ code }) => code)).not.toContain('alarms-not-let-in');
  });
});

describe('a secret whose ARN lacks what Secrets Manager ended it with', () => {
  it.each([
    ['genesys-AbCdE1', ['genesys-AbCdE1']],
    ['genesys', ['genesys-??????']],
    ['crm-secret', ['crm-secret', 'crm-secret-??????']],
  ])('%s can be read', (name, resources) => {
    const start = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:';
    const world = applied(fileWith({ secrets: { GENESYS: start + name } }));
    const rights = rightsIn(world.processors.roles.get(NAME)?.policies['gcx']);
    expect(rights.filter((right) => right.startsWith('secretsmanager'))).toEqual(
      resources.map((resource) => `secretsmanager:GetSecretValue on ${start}${resource}`),
    );
  });
});

describe('permissions that the file adds to the role', () => {
  const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/calls';
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
  const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:crm-AbCdE1';
  const permissions = [{ actions: ['dynamodb:Query', 'dynamodb:PutItem'], resources: [table] }];
  const rights = (world: ReturnType<typeof worldFor>) =>
    rightsIn(world.processors.roles.get(NAME)?.policies['gcx']);

  it('are given before the code that needs them, and taken away after it, once the file says them no more', () => {
    const world = applied(fileWith());
    const before = rights(world);
    const file = fileWith({ permissions, handler: './handlers/other.ts' });
    const plan = planFor(world, file);
    expect(summary(plan)).toEqual([`update role ${NAME}`, `update function ${NAME}`]);
    applyTo(world, plan);
    expect(rights(world).filter((right) => !before.includes(right))).toEqual([
      `dynamodb:PutItem on ${table}`,
      `dynamodb:Query on ${table}`,
    ]);
    expect(summary(planFor(world, file))).toEqual([]);

    const back = planFor(world, fileWith());
    expect(summary(back)).toEqual([`update function ${NAME}`, `update role ${NAME}`]);
    applyTo(world, back);
    expect(rights(world)).toEqual(before);
  });

  it('are set back when people changed them', () => {
    const file = fileWith({ permissions });
    const world = applied(file);
    const role = world.processors.roles.get(NAME);
    const wanted = role?.policies['gcx'];
    if (role === undefined || wanted === undefined) throw new Error('no role');
    const Statement = (wanted['Statement'] as readonly JsonObject[]).filter(
      ({ Sid }) => Sid !== 'Permission1',
    );
    role.policies = { gcx: { ...wanted, Statement } };
    const plan = planFor(world, file);
    expect(summary(plan)).toEqual([`update role ${NAME}`]);
    applyTo(world, plan);
    expect(rights(world)).toContain(`dynamodb:Query on ${table}`);
  });

  it('decrypt secrets with a key of yours, through Secrets Manager only', () => {
    const world = applied(fileWith({ secrets: { CRM: secret }, secretKeys: [key] }));
    const { Statement = [] } = world.processors.roles.get(NAME)?.policies['gcx'] ?? {};
    expect(Statement).toContainEqual({
      Sid: 'SecretKeys',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: [key],
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
    });
  });
});

describe('what comes while a processor is taken away', () => {
  it('is waited for before its event source mapping goes, and looked for before its queues go', () => {
    const world = applied(fileWith());
    const steps = planFor(world, project([], [])).changes.flatMap(
      (change) => change.steps as readonly Step[],
    );
    const waits = steps.flatMap((step) =>
      step.call === 'sqs.awaitEmpty' ? [`${step.name} ${step.seconds}`] : [],
    );
    expect(waits).toEqual([`${NAME} 120`, `${NAME} 0`, `${NAME}-dead-letters 0`]);
    const calls = steps.map(({ call }) => call);
    expect(calls.indexOf('sqs.awaitEmpty')).toBeGreaterThan(calls.indexOf('events.deleteRule'));
    expect(calls.indexOf('sqs.awaitEmpty')).toBeLessThan(calls.indexOf('lambda.deleteEventSource'));
  });

  it('is not waited for with --force', () => {
    const world = applied(fileWith());
    const forced = planFor(world, project([], []), { allow: { force: true } });
    const calls = forced.changes.flatMap(({ steps }) => steps.map(({ call }) => call));
    expect(calls).not.toContain('sqs.awaitEmpty');
  });
});
