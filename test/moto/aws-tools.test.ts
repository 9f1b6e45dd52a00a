import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Document, documentOf, Project } from '../e2e/gcx.js';
import { statementsBySid } from './aws-holdings.js';

const account = '123456789012';
const organization = '6513270e-269e-4d37-b2a7-4de452e6b438';
const bus = `aws.partner/genesys.com/cloud/${organization}/prod`;
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-east-1:${account}:${resource}`;
const mark = {
  'genesys-gcx:project': 'shop',
  'genesys-gcx:environment': 'default',
  'genesys-gcx:organization': organization,
};

const file = `version: 1
project: shop
genesys:
  environment: mypurecloud.com
  organization: ${organization}
  integration: { suffix: prod }
aws: { account: "${account}", region: us-east-1 }
defaults: { deadLetter: dead }
targets:
  dead: { sqs: { create: shop-dead } }
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ email: a@example.com }, { sqs: wallboard }] }
  wallboard: { sqs: { create: shop-wallboard } }
  crm: { lambda: { existing: crm-sync } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [board, inbox, crm] }
`;

const project = new Project(file);
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  const started = await project.gcx('sandbox start');
  expect(started, started.stderr).toMatchObject({ code: 0 });
  env = documentOf(await project.gcx('sandbox status --json')).environment;
  await project.done('apply --auto-approve');
});

afterAll(async () => {
  await project.gcx('sandbox stop');
});

const boto3 = installed('python3', ['-c', 'import boto3'], 'boto3 is not installed (pip install boto3)');
describe.skipIf(boto3.reason)(`boto3 on the sandbox${boto3.suffix}`, () => {
  let seen: Document;
  beforeAll(() => {
    seen = JSON.parse(program('python3', [fileURLToPath(new URL('boto3_tour.py', import.meta.url)), bus]));
  });

  test('lists, describes and tags what gcx made', () => {
    expect(seen).toMatchObject({
      account,
      source: 'ACTIVE',
      buses: [bus, 'default'],
      rules: ['shop-ended-1'],
      rule: { State: 'ENABLED', EventBusName: bus },
      ruleTags: { ...mark, 'genesys-gcx:route': 'ended' },
      topicTags: { ...mark, team: 'sales' },
      queueTags: { ...mark, team: 'sales' },
      subscriptions: [
        ['email', 'a@example.com', false],
        ['sqs', arn('sqs', 'shop-wallboard'), true],
      ],
      function: arn('lambda', 'function:crm-sync'),
      functionPolicy: { Statement: [{ Principal: { Service: 'events.amazonaws.com' } }] },
    });
    expect(seen.targets.map(({ Id }: { Id: string }) => Id).sort()).toEqual(['board', 'crm', 'inbox']);
    expect(Object.keys(statementsBySid(seen.topic.Policy))).toHaveLength(2);
    expect(Object.keys(statementsBySid(seen.queue.Policy))).toHaveLength(1);
    expect(seen.tagged).toEqual([
      arn('sns', 'shop-board'),
      ...['dead', 'inbox', 'wallboard'].map((name) => arn('sqs', `shop-${name}`)),
    ]);
  });

  test('puts events on a bus of its own, and receives those that match, once the queue lets them in', () => {
    expect(seen).toMatchObject({ busTags: { a: '1' }, put: 0, raw: 'false' });
    expect(seen.received).toEqual([{ n: 3, name: 'three', text: 'three!' }]);
    expect(seen.published).toEqual(['raw', 'wrapped']);
    expect(seen.refusedEvent).toMatchObject([{ ErrorCode: 'NotAuthorizedForSourceException' }]);
  });

  test('reads what was measured, and an alarm on it', () => {
    expect(seen.measured).toMatchObject({
      sums: {
        matchedEvents: 2,
        successfulInvocationAttempts: 1,
        failedInvocations: 1,
        retryInvocationAttempts: 0,
        share: 0.5,
      },
      listed: [
        [
          { Name: 'EventBusName', Value: 'mine' },
          { Name: 'RuleName', Value: 'all' },
        ],
      ],
      alarm: ['OK', 'a drill', true],
      history: ['Alarm "mine" created', 'Alarm updated from INSUFFICIENT_DATA to OK'],
      'no alarm': ['ResourceNotFound', 'ResourceNotFound', 404],
    });
    expect(seen.measured.sent).toBe(3);
  });

  test('sees AWS’s errors as its own exceptions', () => {
    expect(seen.refused).toEqual({
      'bus again': ['ResourceAlreadyExistsException', 'ResourceAlreadyExistsException', 400],
      'bus in use': ['ValidationException', 'ClientError', 400],
      'rule in use': ['ValidationException', 'ClientError', 400],
      'no rule': ['ResourceNotFoundException', 'ResourceNotFoundException', 400],
      'no source': ['ResourceNotFoundException', 'ResourceNotFoundException', 400],
      'no topic': ['NotFound', 'NotFoundException', 404],
      'no queue': ['AWS.SimpleQueueService.NonExistentQueue', 'QueueDoesNotExist', 400],
      'other attributes': ['QueueAlreadyExists', 'QueueNameExists', 400],
      'permission again': ['ResourceConflictException', 'ResourceConflictException', 409],
      'no function': ['ResourceNotFoundException', 'ResourceNotFoundException', 404],
    });
  });

  test('signs addresses that are let in, and is refused with another secret', () => {
    expect(seen.presigned).toBe(true);
    expect(seen.strangers).toEqual({
      events: ['InvalidSignatureException', 'ClientError', 400],
      sns: ['SignatureDoesNotMatch', 'ClientError', 403],
      sqs: ['SignatureDoesNotMatch', 'ClientError', 403],
      lambda: ['InvalidSignatureException', 'ClientError', 403],
    });
  });

  test('left gcx nothing to do: tags of others stay', async () => {
    expect((await project.done('plan --detailed-exitcode')).stdout).toContain('No changes.');
  });
});

const cli = installed('aws', ['--version'], 'AWS’s CLI is not installed (pip install awscli)');
describe.skipIf(cli.reason)(`AWS’s CLI on the sandbox${cli.suffix}`, () => {
  /** Runs it. SQS needs the flag: version 1 ignores AWS_ENDPOINT_URL there. */
  const aws = (line: string): Document => {
    const words = [...line.split(' '), '--output', 'json', '--endpoint-url', env['AWS_ENDPOINT_URL'] ?? ''];
    const text = program('aws', words);
    return text.trim() === '' ? {} : JSON.parse(text);
  };

  test('lists, describes and tags what gcx made', () => {
    expect(aws('sts get-caller-identity')).toMatchObject({ Account: account });
    expect(aws(`events list-rules --event-bus-name ${bus}`)).toMatchObject({
      Rules: [{ Name: 'shop-ended-1' }],
    });
    const rule = aws(`events describe-rule --event-bus-name ${bus} --name shop-ended-1`);
    expect(rule).toMatchObject({ Arn: arn('events', `rule/${bus}/shop-ended-1`) });
    aws(`events tag-resource --resource-arn ${rule.Arn} --tags Key=cli,Value=1`);
    const { Tags } = aws(`events list-tags-for-resource --resource-arn ${rule.Arn}`);
    expect(Tags).toContainEqual({ Key: 'cli', Value: '1' });
    expect(Tags).toContainEqual({ Key: 'genesys-gcx:project', Value: 'shop' });
    expect(
      aws(`events list-targets-by-rule --event-bus-name ${bus} --rule shop-ended-1`).Targets,
    ).toHaveLength(3);
    expect(aws('sns list-topics')).toEqual({ Topics: [{ TopicArn: arn('sns', 'shop-board') }] });
    expect(aws('sqs list-queues').QueueUrls).toHaveLength(3);
    expect(aws('lambda get-policy --function-name crm-sync').Policy).toContain('events.amazonaws.com');
    expect(
      aws('resourcegroupstaggingapi get-resources --resource-type-filters sqs').ResourceTagMappingList,
    ).toHaveLength(3);
  });

  test('receives what Genesys published, from the queue and through the topic', async () => {
    const emitted = await project.gcx("sandbox emit acd.end --queue 'Sales Support'");
    expect(emitted, emitted.stderr).toMatchObject({ code: 0 });
    const received = (name: string) => {
      const { QueueUrl } = aws(`sqs get-queue-url --queue-name ${name}`);
      return JSON.parse(aws(`sqs receive-message --queue-url ${QueueUrl}`).Messages[0].Body);
    };
    const event = received('shop-inbox');
    expect(event).toMatchObject({
      source: bus,
      'detail-type': 'v2.detail.events.conversation.{id}.acd.end',
      detail: { eventBody: { queueId: '5affb229-7631-4992-b0ce-583505c6af07' } },
    });
    expect(JSON.parse(received('shop-wallboard').Message)).toEqual(event);
    const window = `--start-time ${new Date(Date.now() - 1_800_000).toISOString()} --end-time ${new Date(Date.now() + 60_000).toISOString()}`;
    const { Datapoints } = aws(
      `cloudwatch get-metric-statistics --namespace AWS/Events --metric-name MatchedEvents --dimensions Name=EventBusName,Value=${bus} Name=RuleName,Value=shop-ended-1 --period 3600 --statistics Sum ${window}`,
    );
    expect(Datapoints).toMatchObject([{ Sum: 1, Unit: 'Count' }]);
    expect(
      aws('cloudwatch list-metrics --namespace AWS/SNS --metric-name PublishSize').Metrics,
    ).toContainEqual({
      Namespace: 'AWS/SNS',
      MetricName: 'PublishSize',
      Dimensions: [{ Name: 'TopicName', Value: 'shop-board' }],
    });
    expect(aws('cloudwatch describe-alarms')).toEqual({ MetricAlarms: [], CompositeAlarms: [] });
  });
});

/** Whether a program is there; `suffix` says why its tests are skipped. */
function installed(name: string, args: readonly string[], missing: string) {
  const { status } = spawnSync(name, args, { env: ownEnvironment() });
  if (status === 0) return { reason: false, suffix: '' };
  console.warn(`Skipped: ${missing}`);
  return { reason: true, suffix: ` (skipped: ${missing})` };
}

/** Runs a program against the sandbox, and gives back what it printed. */
function program(name: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(name, args, {
    env: { ...ownEnvironment(), ...env },
    encoding: 'utf8',
  });
  expect(status, `${name} ${args.join(' ')}\n${stderr}`).toBe(0);
  return stdout;
}

/** None of this machine's AWS settings. */
function ownEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')));
}
