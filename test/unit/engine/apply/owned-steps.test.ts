import { beforeEach, describe, expect, it } from 'vitest';
import type { Aws } from '../../../../src/lib/clients/aws/model.js';
import type { Tags } from '../../../../src/lib/clients/aws/tags-model.js';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import { type OwnedContext, runOwnedStep } from '../../../../src/lib/engine/apply/run-owned-step.js';
import { changeId } from '../../../../src/lib/engine/change/change.js';
import { adoptionTags, DocumentTurns, markTags, type Step } from '../../../../src/lib/engine/kinds/index.js';
import { type Trial, trial } from '../../../harness/trial.js';
import { zipOf } from '../../sandbox/aws/lambda-zip.js';

/** A step written out is checked by its type. */
const runTypedStep = (step: Step, context: OwnedContext) => runOwnedStep(step, context);

const account = '111122223333';
const organization = '6513270e-269e-4d37-b2a7-4de452e6b438';
const mark = { project: 'shop', environment: 'default', organization };
const ours = markTags(mark);
const place = `eu-west-1:${account}`;
const topicArn = `arn:aws:sns:${place}:board`;
const queueArn = `arn:aws:sqs:${place}:inbox`;
const busArn = `arn:aws:events:${place}:event-bus/events`;
const roleArn = `arn:aws:iam::${account}:role/worker`;

const file = `version: 1
project: shop
genesys: { environment: mypurecloud.ie, organization: ${organization} }
aws: { account: "${account}", region: eu-west-1, bus: events }
targets: { inbox: { sqs: { existing: other } } }
routes: { ended: { events: [conversation.acd.end], targets: [inbox] } }
`;

const rule = {
  bus: 'events',
  name: 'r',
  pattern: { source: ['x'] },
  description: '',
  enabled: true,
} as const;
const alarm = {
  name: 'a',
  description: '',
  namespace: 'AWS/SQS',
  metric: 'm',
  dimensions: {},
  statistic: 'Sum',
  period: 300,
  threshold: 0,
  comparison: 'GreaterThanThreshold',
  actions: [],
} as const;
const archive = { name: 'kept', pattern: { source: ['x'] }, retentionDays: 1 } as const;
const settings = {
  roleArn,
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  memoryMb: 128,
  timeoutSeconds: 3,
  description: '',
} as const;
const planned = { ...settings, queue: 'inbox', deadLetterQueue: 'inbox' } as const;
const trust = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};
const zip = zipOf('export const handler = () => 1;');
const statement = { Sid: 's', Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: topicArn };

/** Makes something with tags (or, an archive, with a description that carries them or not). */
type Make = (aws: Aws, tags: Tags) => Promise<unknown>;

const things = {
  topic: (aws, tags) => aws.sns.createTopic('board', tags),
  queue: (aws, tags) => aws.sqs.createQueue('inbox', {}, tags),
  rule: (aws, tags) => aws.events.putRule({ ...rule, tags }),
  archive: (aws, tags) =>
    aws.archives.create(busArn, {
      ...archive,
      description: tags === ours ? `[genesys-gcx:shop/default/${organization}]` : 'theirs',
    }),
  table: (aws, tags) => aws.dynamo.createTable('seen', 'id', tags),
  role: (aws, tags) => aws.iam.createRole({ name: 'worker', path: '/', description: '', trust, tags }),
  group: (aws, tags) => aws.logs.createGroup('/logs', 0, tags),
  function: async (aws, tags) => {
    await aws.iam.createRole({ name: 'worker', path: '/', description: '', trust, tags: ours });
    await aws.functions.create('f', { ...settings, architecture: 'arm64', environment: {} }, zip, tags);
  },
  alarm: (aws, tags) => aws.alarms.put(alarm, tags),
} satisfies Record<string, Make>;

const tagged = { tags: { team: 'voice' }, remove: [] } as const;

/** Steps that change, overwrite or delete a thing; each but the creations by a plan that found it to be ours. */
const steps: readonly (readonly [keyof typeof things, Step])[] = [
  ['topic', { call: 'sns.createTopic', name: 'board', tags: ours }],
  ['topic', { call: 'sns.setAttribute', arn: topicArn, attribute: 'DisplayName', value: 'x' }],
  ['topic', { call: 'sns.tag', arn: topicArn, ...tagged }],
  ['topic', { call: 'sns.putStatements', arn: topicArn, statements: { s: statement } }],
  ['topic', { call: 'sns.subscribe', arn: topicArn, protocol: 'email', endpoint: 'a@b.c', raw: false }],
  ['topic', { call: 'sns.unsubscribe', arn: topicArn, protocol: 'email', endpoint: 'a@b.c' }],
  ['topic', { call: 'sns.deleteTopic', arn: topicArn }],
  ['queue', { call: 'sqs.createQueue', name: 'inbox', attributes: {}, tags: ours }],
  ['queue', { call: 'sqs.setAttributes', name: 'inbox', attributes: { DelaySeconds: '1' } }],
  ['queue', { call: 'sqs.tag', name: 'inbox', ...tagged }],
  ['queue', { call: 'sqs.putStatements', name: 'inbox', account, statements: { s: null } }],
  ['queue', { call: 'sqs.deleteQueue', name: 'inbox' }],
  ['rule', { call: 'events.putRule', ...rule, tags: ours }],
  ['rule', { call: 'events.putRule', ...rule }],
  ['rule', { call: 'events.putTargets', bus: 'events', rule: 'r', targets: [{ id: 't', arn: queueArn }] }],
  ['rule', { call: 'events.removeTargets', bus: 'events', rule: 'r', ids: ['t'] }],
  ['rule', { call: 'events.tag', arn: `arn:aws:events:${place}:rule/events/r`, ...tagged }],
  ['rule', { call: 'events.deleteRule', bus: 'events', name: 'r' }],
  ['archive', { call: 'events.createArchive', busArn, ...archive, description: 'x' }],
  ['archive', { call: 'events.updateArchive', ...archive, description: 'x' }],
  ['archive', { call: 'events.deleteArchive', name: 'kept' }],
  ['table', { call: 'dynamodb.createTable', name: 'seen', key: 'id', tags: ours }],
  ['table', { call: 'dynamodb.enableTtl', name: 'seen', attribute: 'expires' }],
  ['table', { call: 'dynamodb.tag', arn: `arn:aws:dynamodb:${place}:table/seen`, ...tagged }],
  ['table', { call: 'dynamodb.deleteTable', name: 'seen' }],
  ['role', { call: 'iam.createRole', name: 'worker', path: '/', description: '', trust, tags: ours }],
  ['role', { call: 'iam.putPolicy', role: 'worker', policy: 'gcx', document: trust }],
  ['role', { call: 'iam.removeBoundary', role: 'worker' }],
  ['role', { call: 'iam.setBoundary', role: 'worker', boundary: `arn:aws:iam::${account}:policy/b` }],
  ['role', { call: 'iam.setTrust', role: 'worker', trust }],
  ['role', { call: 'iam.tag', role: 'worker', ...tagged }],
  ['role', { call: 'iam.deleteRole', name: 'worker' }],
  ['group', { call: 'logs.createGroup', name: '/logs', retentionDays: 1, tags: ours }],
  ['group', { call: 'logs.setRetention', name: '/logs', retentionDays: 1 }],
  ['group', { call: 'logs.tag', arn: `arn:aws:logs:${place}:log-group:/logs`, ...tagged }],
  ['group', { call: 'logs.deleteGroup', name: '/logs' }],
  [
    'function',
    {
      call: 'lambda.createFunction',
      name: 'f',
      target: 'f',
      codeSha256: 'x',
      architecture: 'arm64',
      settings: planned,
      tags: ours,
    },
  ],
  ['function', { call: 'lambda.updateCode', name: 'f', target: 'f', codeSha256: 'x', architecture: 'arm64' }],
  ['function', { call: 'lambda.updateSettings', name: 'f', target: 'f', settings: planned }],
  ['function', { call: 'lambda.tag', arn: `arn:aws:lambda:${place}:function:f`, ...tagged }],
  ['function', { call: 'lambda.deleteFunction', name: 'f' }],
  ['alarm', { call: 'cloudwatch.putAlarm', alarm, tags: ours }],
  ['alarm', { call: 'cloudwatch.tag', arn: `arn:aws:cloudwatch:${place}:alarm:a`, ...tagged }],
  ['alarm', { call: 'cloudwatch.deleteAlarm', name: 'a' }],
];

const otherProject: Tags = { ...ours, 'genesys-gcx:project': 'other' };

describe('a call whose subject is not ours when it is made', () => {
  let all: Trial;
  beforeEach(async () => {
    all = await trial(file);
  });

  it.each(steps.map(([thing, step]) => [step.call, thing, step] as const))(
    '%s of a %s of another project is not made: exit 5',
    async (_, thing, step) => {
      await things[thing](all.others, otherProject);
      await expect(runOwnedStep(step, contextOf(all.aws))).rejects.toMatchObject({
        exitCode: 5,
        report: {
          code: 'taken-meanwhile',
          what: expect.stringMatching(
            thing === 'archive' ? /carries no mark of gcx/ : /belongs to project other/,
          ),
          fix: expect.stringContaining('gcx plan'),
        },
      });
      expect(all.wire.writes).toEqual([]);
    },
  );
});

describe('a step whose subject is gone', () => {
  it.each([
    ['a rule', { call: 'events.putRule', ...rule }],
    ['the tags of a topic', { call: 'sns.tag', arn: topicArn, ...tagged }],
    ['a role', { call: 'iam.putPolicy', role: 'worker', policy: 'gcx', document: trust }],
  ] as const)('makes no other in its place: %s', async (_, step) => {
    const { aws, wire } = await trial(file);
    await expect(runOwnedStep(step, contextOf(aws))).rejects.toMatchObject({
      report: { code: 'gone-meanwhile' },
    });
    expect(wire.writes).toEqual([]);
  });
});

describe('reads that lag behind', () => {
  it('of an SQS queue that was just made are waited for', async () => {
    const { aws, others, wire } = await trial(file);
    let looks = 0;
    wire.before = async (action) => {
      if (action !== 'ListQueueTags') return;
      looks += 1;
      // Its tags come late.
      if (looks === 1) await others.sqs.tag('inbox', {}, Object.keys(ours));
      if (looks === 2) await others.sqs.tag('inbox', ours, []);
    };
    await runTypedStep(
      { call: 'sqs.createQueue', name: 'inbox', attributes: {}, tags: ours },
      contextOf(aws),
    );
    expect(looks).toBe(2);
  });
});

describe('what is adopted', () => {
  const adopt: Step = { call: 'sns.tag', arn: topicArn, tags: adoptionTags(mark), remove: [] };

  it('is taken where nobody has marked it, and left where another project has since', async () => {
    const free = await trial(file);
    await free.others.sns.createTopic('board', { owner: 'kim' });
    await runTypedStep(adopt, contextOf(free.aws));
    expect((await free.others.sns.topic(topicArn))?.tags).toMatchObject({ owner: 'kim', ...ours });
    const taken = await trial(file);
    await taken.others.sns.createTopic('board', otherProject);
    await expect(runOwnedStep(adopt, contextOf(taken.aws))).rejects.toMatchObject({ exitCode: 5 });
    expect((await taken.others.sns.topic(topicArn))?.tags).toEqual(otherProject);
  });

  it('is left to the next plan where AWS made a log group by itself: run again', async () => {
    const { aws, others } = await trial(file);
    await others.logs.createGroup('/logs', 0, {});
    const create: Step = { call: 'logs.createGroup', name: '/logs', retentionDays: 1, tags: ours };
    await expect(runOwnedStep(create, contextOf(aws))).rejects.toMatchObject({
      exitCode: 1,
      report: { code: 'made-meanwhile', fix: expect.stringContaining('again') },
    });
  });
});

it('what the file calls existing gets our statement and subscription, whosever it is', async () => {
  const { aws, others } = await trial(file);
  await others.sns.createTopic('board', otherProject);
  const context = { ...contextOf(aws), managed: new Set<string>() };
  await runTypedStep({ call: 'sns.putStatements', arn: topicArn, statements: { s: statement } }, context);
  await runTypedStep(
    { call: 'sns.tag', arn: topicArn, tags: { 'genesys-gcx:subscriptions:shop:default:1': 'x' }, remove: [] },
    context,
  );
  expect((await others.sns.topic(topicArn))?.attributes['Policy']).toContain('"s"');
});

/** A run's context; waiting takes no time. */
function contextOf(aws: Aws): OwnedContext {
  return {
    aws,
    genesys: createGenesys({
      environment: 'mypurecloud.ie',
      credentials: { kind: 'client', clientId: 'none', clientSecret: 'none' },
    }),
    mark,
    account,
    region: 'eu-west-1',
    processors: new Map([['f', { zip, codeSha256: 'x', environment: {} }]]),
    secretOf: () => undefined,
    documents: new DocumentTurns(),
    managed: new Set([changeId('sns-topic', topicArn), changeId('sqs-queue', queueArn)]),
    known: { made: new Set(), ours: new Set() },
    now: Date.now,
    sleep: async () => {},
  };
}
