import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentOf, Project } from '../e2e/gcx.js';
import { AwsAt, type AwsHoldings, statementsBySid } from './aws-holdings.js';
import { makeForeignProcessor } from './foreign-processor.js';
import { type MotoLikeAws, startMotoLikeAws } from './moto-like-aws.js';
import { MOTO_ACCOUNT, type MotoServer, startMoto } from './moto-server.js';
import { type ProcessorHoldings, ProcessorsAt } from './processor-holdings.js';

const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${MOTO_ACCOUNT}:${resource}`;
interface PolicyDocument {
  readonly Statement: readonly { readonly Resource: string | readonly string[] }[];
}
/** Theirs: it begins as the processor's name does. */
const foreign = 'shop-sales-theirs';
const mark = {
  'genesys-gcx:project': 'shop',
  'genesys-gcx:environment': 'default',
  'genesys-gcx:organization': '6513270e-269e-4d37-b2a7-4de452e6b438',
};

const file = (more: readonly string[] = []): string => `version: 1
project: shop
genesys:
  environment: mypurecloud.com
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
aws: { account: "${MOTO_ACCOUNT}", region: us-east-1, bus: shared }
targets:
  ops: { sns: { create: shop-ops } }
  sales:
    processor:
      handler: ./handlers/sales.ts
      deduplicate: { for: 5d }
      alarms: ops
      environment: { CRM_HOST: crm.example.com }
${more.map((line) => `      ${line}\n`).join('')}routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [sales] }
`;
const handler = (word: string): string => `import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(async (event, { logger }) => { logger.info('${word}', { type: event.eventType }); });
`;

const project = new Project(file());
let moto: MotoServer | undefined;
let likeAws: MotoLikeAws | undefined;
let env: Readonly<Record<string, string>>;
let aws: AwsAt;
let processors: ProcessorsAt;
let before: AwsHoldings & { readonly processors: ProcessorHoldings };

beforeAll(async () => {
  mkdirSync(join(project.folder, 'handlers'));
  project.write('handlers/sales.ts', handler('hello'));
  moto = await startMoto();
  likeAws = await startMotoLikeAws(moto.endpoint);
  // What is checked is what moto itself holds, and says.
  aws = new AwsAt(moto.endpoint);
  processors = new ProcessorsAt(moto.endpoint);
  await makeForeignProcessor(aws, processors, foreign);
  before = await holdings();
  const started = await project.gcx('sandbox start');
  expect(started, started.stderr).toMatchObject({ code: 0 });
  const { environment } = documentOf(await project.gcx('sandbox status --json'));
  // Genesys is the sandbox's, AWS is moto's.
  env = { ...environment, ...moto.env, AWS_ENDPOINT_URL: likeAws.endpoint };
});

afterAll(async () => {
  await likeAws?.stop();
  await moto?.stop();
  await project.gcx('sandbox stop');
});

test('plan, apply, plan: no changes, and moto holds what a processor needs', async () => {
  expect((await gcx('plan --detailed-exitcode', 2)).stdout).toContain('+ Lambda function shop-sales');
  expect(await holdings()).toEqual(before);
  await gcx('apply --auto-approve');
  expect((await gcx('plan --detailed-exitcode')).stdout).toContain('No changes.');

  const now = await processors.holdings();
  const tags = { ...mark, 'genesys-gcx:processor': 'sales' };
  expect(now.functions['shop-sales']).toMatchObject({
    Runtime: 'nodejs24.x',
    Architectures: ['arm64'],
    Handler: 'index.handler',
    Role: arn('iam', 'role/genesys-gcx/shop/shop-sales').replace(':us-east-1:', '::'),
    MemorySize: 512,
    Timeout: 60,
    Environment: { Variables: { CRM_HOST: 'crm.example.com', GENESYS_GCX_TABLE: 'shop-sales' } },
    tags,
  });
  expect(now.mappings['shop-sales']).toMatchObject({
    EventSourceArn: arn('sqs', 'shop-sales'),
    BatchSize: 100,
    MaximumBatchingWindowInSeconds: 5,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
    State: 'Enabled',
    tags,
  });
  expect(now.tables['shop-sales']).toMatchObject({
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ttl: { TimeToLiveStatus: 'ENABLED', AttributeName: 'expiration' },
    tags,
  });
  expect(now.logGroups['/aws/lambda/shop-sales']).toMatchObject({ retentionInDays: 30, tags });
  const role = now.roles['shop-sales'];
  expect(role.tags).toEqual({ ...tags, 'genesys-gcx:asked': expect.stringMatching(/^1:[\w+/=]+$/) });
  expect(JSON.parse(decodeURIComponent(role.AssumeRolePolicyDocument)).Statement).toEqual([
    expect.objectContaining({
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { Service: 'lambda.amazonaws.com' },
    }),
  ]);
  const rights = Object.values<PolicyDocument>(role.policies).flatMap(({ Statement }) => Statement);
  expect(rights.flatMap(({ Resource }) => Resource)).not.toContain('*');
  expect(rights).toContainEqual(expect.objectContaining({ Resource: arn('dynamodb', 'table/shop-sales') }));
  const alarms = ['dead-letters', 'failures', 'oldest-message'].map((each) => `shop-sales-${each}`);
  expect(Object.keys(now.alarms).sort()).toEqual([...alarms, foreign].sort());
  for (const alarm of alarms)
    expect(now.alarms[alarm]).toMatchObject({ AlarmActions: [arn('sns', 'shop-ops')], tags });

  const { queues, rules, topics } = await aws.holdings();
  expect(queues['shop-sales']).toMatchObject({ attributes: { VisibilityTimeout: '365' }, tags });
  expect(JSON.parse(queues['shop-sales']?.attributes['RedrivePolicy'] ?? '')).toEqual({
    deadLetterTargetArn: arn('sqs', 'shop-sales-dead-letters'),
    maxReceiveCount: 8,
  });
  expect(rules['shared/shop-ended-1']?.targets).toMatchObject([
    { Arn: arn('sqs', 'shop-sales'), DeadLetterConfig: { Arn: arn('sqs', 'shop-sales-dead-letters') } },
  ]);
  expect(Object.values(statementsBySid(topics['shop-ops']?.attributes['Policy']))).toContainEqual(
    expect.objectContaining({ Principal: { Service: 'cloudwatch.amazonaws.com' } }),
  );
  await foreignIsUntouched();
});

test('a changed handler, memory, time-out and batch: the plan names them, and then there is nothing to do', async () => {
  project.write('handlers/sales.ts', handler('good day'));
  project.write('.genesysrc.yml', file(['memory: 1024', 'timeout: 30s', 'batch: { size: 50, window: 10s }']));
  const { stdout } = await gcx('plan --detailed-exitcode', 2);
  expect(stdout).toMatch(/~ Lambda function shop-sales\n +code +handlers\/sales\.ts changed\n/);
  expect(stdout).toMatch(/memory +512 MB -> 1024 MB\n +time-out +1m -> 30s\n/);
  expect(stdout).toMatch(
    /~ event source mapping shop-sales\n +batch size +100 -> 50\n +batch window +5s -> 10s/,
  );
  expect(stdout).toMatch(/~ SQS queue shop-sales\n +visibility time-out +6m5s -> 3m10s\n/);
  const old = (await processors.holdings()).functions['shop-sales'].CodeSha256;
  await gcx('apply --auto-approve');
  expect((await gcx('plan --detailed-exitcode')).stdout).toContain('No changes.');

  const now = await processors.holdings();
  expect(now.functions['shop-sales']).toMatchObject({ MemorySize: 1024, Timeout: 30 });
  expect(now.functions['shop-sales'].CodeSha256).not.toBe(old);
  expect(now.mappings['shop-sales']).toMatchObject({
    BatchSize: 50,
    MaximumBatchingWindowInSeconds: 10,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
  expect(now.alarms['shop-sales-oldest-message']).toMatchObject({
    Threshold: 900,
    tags: { 'genesys-gcx:processor': 'sales' },
  });
  const { queues } = await aws.holdings();
  expect(queues['shop-sales']?.attributes).toMatchObject({ VisibilityTimeout: '190' });
  await foreignIsUntouched();
});

test('a name that something of theirs has is refused, and nothing is done', async () => {
  const there = await holdings();
  project.write('.genesysrc.yml', file([`name: ${foreign}`]));
  const refused = await gcx('apply --auto-approve', 5);
  expect(refused.stdout + refused.stderr).toContain(foreign);
  expect(await holdings()).toEqual(there);
  project.write('.genesysrc.yml', file());
});

test('taken out of the file: all of it goes, though moto’s GetResources tells of no log group', async () => {
  const { processors: there } = await holdings();
  expect(there.functions).toHaveProperty('shop-sales');
  const without = file()
    .replace(/ {2}sales:\n( {4}.*\n)+/, '')
    .replace('[sales]', '[ops]');
  project.write('.genesysrc.yml', without);
  await gcx('apply --auto-approve --force');
  expect((await gcx('plan --detailed-exitcode')).stdout).toContain('No changes.');
  expect((await holdings()).processors).toEqual(before.processors);
  project.write('.genesysrc.yml', file());
  await gcx('apply --auto-approve');
  expect((await gcx('plan --detailed-exitcode')).stdout).toContain('No changes.');
});

test('destroy: nothing of the processor is left, all else is as it was', async () => {
  await gcx('destroy --auto-approve --force');
  expect(await holdings()).toEqual(before);
  const again = await gcx('destroy --auto-approve');
  expect(again.stdout).toContain('There is nothing of this project and environment to delete.');
});

async function gcx(args: string, code = 0) {
  const outcome = await project.gcx(args, { env });
  expect(outcome, `${args}\n${outcome.stdout}\n${outcome.stderr}`).toMatchObject({ code });
  return outcome;
}

async function holdings() {
  return { ...(await aws.holdings()), processors: await processors.holdings() };
}

async function foreignIsUntouched(): Promise<void> {
  const now = await holdings();
  expect(now.queues[foreign]).toEqual(before.queues[foreign]);
  for (const [kind, things] of Object.entries(before.processors))
    expect(now.processors, kind).toMatchObject({ [kind]: things });
}
