import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../src/lib/base/json.js';
import type { KmsKey } from '../../../../src/lib/clients/aws/model.js';
import type { ModelWorld } from './model-world.js';
import { applyTo, planFor, project, route, sns, sqs, summary, worldFor } from './project.js';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const OTHER_KEY = 'arn:aws:kms:eu-west-1:111122223333:alias/other';

const letting = (service: string, part: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: { Service: service },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
  ...part,
});
const key = (...Statement: readonly JsonObject[]): KmsKey => ({
  arn: KEY,
  ofAws: false,
  enabled: true,
  policy: { Version: '2012-10-17', Statement },
});
const events = letting('events.amazonaws.com');
const topics = letting('sns.amazonaws.com');

const file = (named = KEY) =>
  project(
    [route('sales', { targets: ['inbox', 'board'] })],
    [
      sqs('inbox', { key: named }),
      sns('board', { key: named, subscribers: [{ kind: 'sqs', target: 'inbox', raw: false }] }),
    ],
  );
const codes = (world: ModelWorld, config = file()) => {
  const { refusals, warnings } = planFor(world, config);
  return [
    ...refusals.map(({ code }) => code),
    ...warnings.map(({ code }) => code).filter((code) => code.startsWith('key-')),
  ];
};

describe('a key of the company', () => {
  let world: ModelWorld;
  beforeEach(() => {
    world = worldFor(file());
    world.keys.set(KEY, key(events, topics));
    world.keys.set(OTHER_KEY, key(events, topics));
  });

  it('encrypts what gcx makes, and is changed where the file names another', () => {
    applyTo(world, planFor(world, file()));
    expect([...world.queues.values()].map(({ attributes }) => attributes['KmsMasterKeyId'])).toEqual([KEY]);
    expect([...world.topics.values()].map((topic) => topic.key)).toEqual([KEY]);
    expect(summary(planFor(world, file()))).toEqual([]);
    const plan = planFor(world, file(OTHER_KEY));
    expect(summary(plan)).toEqual(['update sqs-queue inbox', 'update sns-topic board']);
    expect(plan.changes.find(({ kind }) => kind === 'sns-topic')?.fields).toEqual([
      {
        kind: 'value',
        field: 'KmsMasterKeyId',
        before: KEY,
        after: OTHER_KEY,
        words: {
          label: 'encryption',
          before: 'key 1234abcd-12ab-34cd-56ef-1234567890ab',
          after: 'alias/other',
        },
      },
    ]);
    applyTo(world, plan);
    expect(summary(planFor(world, file(OTHER_KEY)))).toEqual([]);
  });

  it('that gcx has no note of stays where the file names none, and the plan says so', () => {
    applyTo(world, planFor(world, file()));
    const without = project(
      [route('sales', { targets: ['inbox', 'board'] })],
      [sqs('inbox'), sns('board', { subscribers: [{ kind: 'sqs', target: 'inbox', raw: false }] })],
    );
    const plan = planFor(world, without);
    expect(summary(plan)).toEqual([]);
    expect(plan.changes.find(({ kind }) => kind === 'sqs-queue')?.notes.join()).toContain('kept');
  });

  it.each([
    ['lets in EventBridge and the topic', [events, topics], []],
    ['lets in all services at once', [letting('*', { Principal: '*', Action: 'kms:*' })], []],
    [
      'says the two actions in two statements',
      [
        letting('events.amazonaws.com', { Action: 'kms:GenerateDataKey' }),
        letting('events.amazonaws.com', { Action: 'kms:dec*' }),
        topics,
      ],
      [],
    ],
    ['does not let the topic in', [events], ['key-policy']],
    ['lets nobody in', [], ['key-policy', 'key-policy']],
    [
      'lets EventBridge encrypt only',
      [letting('events.amazonaws.com', { Action: 'kms:GenerateDataKey' }), topics],
      ['key-policy', 'key-policy'],
    ],
    [
      'lets callers in accounts in',
      [
        letting('', {
          Principal: { AWS: '*' },
          Condition: { StringEquals: { 'kms:CallerAccount': '111122223333' } },
        }),
      ],
      ['key-policy', 'key-policy'],
    ],
    ['denies EventBridge', [events, topics, { ...events, Effect: 'Deny' }], ['key-policy', 'key-policy']],
    [
      'lets EventBridge in from rules: that fails for the topic',
      [letting('events.amazonaws.com', { Condition: { ArnLike: { 'aws:SourceArn': 'arn:*' } } }), topics],
      ['key-conditioned', 'key-conditioned'],
    ],
    [
      'lets EventBridge in from the account: that fails for the topic',
      [
        letting('events.amazonaws.com', {
          Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
        }),
        topics,
      ],
      ['key-conditioned', 'key-conditioned'],
    ],
  ] as const)('%s', (_, statements, expected) => {
    world.keys.set(KEY, key(...statements));
    expect(codes(world)).toEqual(expected);
  });

  it('says which statement is missing', () => {
    world.keys.set(KEY, key(events));
    const [refusal] = planFor(world, file()).refusals;
    expect(refusal?.message).toContain('SQS queue inbox (target inbox)');
    expect(refusal?.message).toContain('does not let sns.amazonaws.com use it');
    expect(refusal?.fix).toContain('{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"}');
  });

  it('whose policy may not be read is a warning', () => {
    world.keys.set(KEY, { arn: KEY, enabled: true });
    expect(codes(world)).toEqual(['key-policy-unread', 'key-policy-unread']);
    world.keys.set(KEY, {});
    expect(codes(world)).toEqual(['key-policy-unread', 'key-policy-unread']);
  });

  it('that may not be described is a warning', () => {
    const { policy = {} } = key(events, topics);
    world.keys.set(KEY, { policy });
    expect(codes(world)).toEqual(['key-unread', 'key-unread']);
  });

  it('that is not there, disabled or managed by AWS is refused', () => {
    world.keys.delete(KEY);
    expect(codes(world)).toEqual(['key-missing', 'key-missing']);
    world.keys.set(KEY, { ...key(events, topics), enabled: false });
    expect(codes(world)).toEqual(['key-disabled', 'key-disabled']);
    world.keys.set(KEY, { ...key(events, topics), ofAws: true });
    expect(codes(world)).toEqual(['key-of-aws', 'key-of-aws']);
  });
});

describe("AWS's own key on what exists", () => {
  const config = project(
    [route('sales', { targets: ['inbox', 'board'] })],
    [sqs('inbox', { provenance: 'existing' }), sns('board', { provenance: 'existing' }), sqs('unused')],
  );

  it('is refused where the project sends there', () => {
    const world = worldFor(config);
    world.queues.set('inbox', { attributes: { KmsMasterKeyId: 'alias/aws/sqs' }, tags: {} });
    world.queues.set('unused', { attributes: { KmsMasterKeyId: 'alias/aws/sqs' }, tags: {} });
    world.topics.set('arn:aws:sns:eu-west-1:111122223333:board', {
      policy: '',
      key: 'arn:aws:kms:eu-west-1:111122223333:alias/aws/sns',
      tags: {},
      subscriptions: [],
    });
    const { refusals } = planFor(world, config);
    const ofKeys = refusals.filter(({ code }) => code === 'key-of-aws');
    expect(ofKeys.map(({ message }) => message.split(' is encrypted')[0])).toEqual([
      'SQS queue inbox (target inbox)',
      'SNS topic board (target board)',
    ]);
    expect(ofKeys[0]?.fix).toContain('key: arn:aws:kms:');
  });
});
