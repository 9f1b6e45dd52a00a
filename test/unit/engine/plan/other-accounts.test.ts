import { describe, expect, it } from 'vitest';
import type { Target } from '../../../../src/lib/language/config/model.js';
import { applyTo, planFor, project, route, sns, sqs, summary, worldFor } from './project.js';

const OTHER = '444455556666';
const role = 'arn:aws:iam::111122223333:role/out';

const elsewhere: readonly Target[] = [
  sns('their-topic', { provenance: 'existing', account: OTHER, role }),
  sqs('their-queue', { provenance: 'existing', account: OTHER, role }),
  { kind: 'lambda', name: 'their-function', functionName: 'sync', account: OTHER, role },
  { kind: 'arn', name: 'their-bus', arn: `arn:aws:events:us-east-1:${OTHER}:event-bus/calls`, role },
];

describe('targets in other accounts', () => {
  const config = project([route('sales', { targets: elsewhere.map(({ name }) => name) })], elsewhere);
  const world = worldFor(config);
  const plan = planFor(world, config);
  applyTo(world, plan);

  it('get the role, and nothing of the other account is changed', () => {
    const [rule] = world.rules.values();
    expect([...(rule?.targets.values() ?? [])].map(({ roleArn }) => roleArn)).toEqual(Array(4).fill(role));
    expect(plan.refusals).toEqual([]);
    const calls = world.calls.filter(({ call }) => !/^(genesys|events)\./.test(call));
    expect(calls).toEqual([]);
    expect(summary(planFor(world, config))).toEqual([]);
  });

  it('have owners who are told what to allow', () => {
    const told = plan.pending.map(({ message }) => message);
    expect(told.map((message) => message.split(';')[0])).toEqual([
      `their-topic is in account ${OTHER}: its policy must allow sns:Publish for ${role} (a policy of that role must allow it as well)`,
      `their-queue is in account ${OTHER}: its policy must allow sqs:SendMessage for ${role} (a policy of that role must allow it as well)`,
      `sync is in account ${OTHER}: its policy must allow lambda:InvokeFunction for ${role} (a policy of that role must allow it as well)`,
      `calls is in account ${OTHER}: its policy must allow events:PutEvents for ${role} (a policy of that role must allow it as well)`,
    ]);
    expect(told[1]).toContain('kms:GenerateDataKey');
  });

  it('that a topic feeds are named with the topic', () => {
    const board = sns('board', { subscribers: [{ kind: 'sqs', target: 'their-queue', raw: false }] });
    const theirs = sqs('their-queue', { provenance: 'existing', account: OTHER });
    const fed = project([route('sales', { targets: ['board'] })], [board, theirs]);
    expect(planFor(worldFor(fed), fed).pending.map(({ message }) => message)[0]).toContain(
      'sqs:SendMessage for sns.amazonaws.com where aws:SourceArn is arn:aws:sns:eu-west-1:111122223333:board;',
    );
  });
});

describe('targets of the own account that exist, with a role', () => {
  const own: readonly Target[] = [
    sns('topic', { provenance: 'existing', role }),
    sqs('queue', { provenance: 'existing', role }),
    { kind: 'lambda', name: 'function', functionName: 'sync', account: '111122223333', role },
  ];
  const config = project([route('sales', { targets: own.map(({ name }) => name) })], own);

  it('get it, and their policies are left alone', () => {
    const world = worldFor(config);
    world.topics.set('arn:aws:sns:eu-west-1:111122223333:topic', { policy: '', tags: {}, subscriptions: [] });
    world.queues.set('queue', { attributes: {}, tags: {} });
    world.functions.set('sync', { statements: [] });
    const plan = planFor(world, config);
    expect(plan.refusals).toEqual([]);
    expect(summary(plan).filter((line) => !line.includes('bus'))).toEqual([
      'create integration prod',
      'create rule calls-sales-1',
    ]);
    applyTo(world, plan);
    const [rule] = world.rules.values();
    expect([...(rule?.targets.values() ?? [])].map(({ roleArn }) => roleArn)).toEqual(Array(3).fill(role));
    expect(summary(planFor(world, config))).toEqual([]);
  });
});

describe('a Kinesis stream', () => {
  const stream: Target = {
    kind: 'kinesis',
    name: 'lake',
    streamName: 'calls',
    account: '111122223333',
    role,
    partitionKey: '$.detail.topicName',
  };
  const arn: Target = {
    kind: 'arn',
    name: 'lake',
    arn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/calls',
    role,
  };
  const { partitionKey: _key, ...keyless } = stream;
  const of = (target: Target) => project([route('sales', { targets: ['lake'] })], [target]);

  it('is what its ARN was, and its partition key is kept, mended and taken away', () => {
    const world = worldFor(of(arn));
    applyTo(world, planFor(world, of(arn)));
    expect(summary(planFor(world, of(keyless)))).toEqual([]);
    applyTo(world, planFor(world, of(stream)));
    expect(summary(planFor(world, of(stream)))).toEqual([]);
    const [rule] = world.rules.values();
    expect([...(rule?.targets.values() ?? [])]).toMatchObject([
      { roleArn: role, partitionKey: '$.detail.topicName' },
    ]);
    const taken = planFor(world, of(keyless));
    expect(taken.changes.flatMap(({ fields }) => fields)).toMatchObject([
      { field: 'partition key', before: '$.detail.topicName', words: { after: 'a new one for each event' } },
    ]);
    applyTo(world, taken);
    expect(summary(planFor(world, of(keyless)))).toEqual([]);
  });
});

describe('a FIFO queue that exists', () => {
  const config = project(
    [route('sales', { targets: ['in-order'] })],
    [
      sqs('in-order', {
        provenance: 'existing',
        queueName: 'calls.fifo',
        messageGroup: '$.detail.topicName',
      }),
    ],
  );

  it('without content-based deduplication is refused, with it is used', () => {
    const world = worldFor(config);
    world.queues.set('calls.fifo', { attributes: { FifoQueue: 'true' }, tags: {} });
    expect(planFor(world, config).refusals).toEqual([
      expect.objectContaining({
        code: 'fifo-deduplication',
        fix: expect.stringContaining('ContentBasedDeduplication=true'),
      }),
    ]);
    world.queues.set('calls.fifo', {
      attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true' },
      tags: {},
    });
    const plan = planFor(world, config);
    expect(plan.refusals).toEqual([]);
    applyTo(world, plan);
    const [rule] = world.rules.values();
    expect([...(rule?.targets.values() ?? [])][0]?.messageGroup).toBe('$.detail.topicName');
  });
});
