import type { KinesisTarget } from '../../language/config/model.js';
import { streamArn } from '../../language/names/arn.js';
import type { TargetKind } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';

/** A Kinesis stream that exists: a role, which gcx makes where the target names none, lets EventBridge write to it. */
export const kinesisTarget: TargetKind<KinesisTarget> = {
  kind: 'kinesis',
  arn: ({ streamName, account }, scope) => streamArn(scope, streamName, account),
  parameters: ({ partitionKey }) => (partitionKey === undefined ? {} : { partitionKey }),
  roleActions: ['kinesis:PutRecord'],
  inWords: ({ streamName }) => ({ what: 'Kinesis stream', called: streamName }),
  drawing: { shape: 'cylinder', one: 'Kinesis stream', all: 'Kinesis streams' },
  inFile({ streamName, account, partitionKey }, scope) {
    const existing = account === scope.aws.account ? streamName : streamArn(scope, streamName, account);
    return { kinesis: { existing, ...(partitionKey === undefined ? {} : { partitionKey }) } };
  },
  choices: [
    {
      word: 'kinesis',
      offered: 'Existing Kinesis stream',
      description: 'For analytics and data lakes, at a high rate.',
      by: 'name',
      makes: false,
      existing: ({ kinesis }) => kinesis.streamNames(),
      listedBy: { action: 'kinesis:ListStreams', things: 'Kinesis streams' },
      inFile: (name) => ({ kinesis: { existing: name } }),
    },
  ],
  isOf: ({ service, resource }) => service === 'kinesis' && /^stream\/[^/]+$/.test(resource),
  nameOf: ({ resource }) => resource.replace(/^stream\//, ''),
  read: ({ common, parts, partitionKey }) => ({
    ...common,
    kind: 'kinesis',
    streamName: parts.resource.replace(/^stream\//, ''),
    account: parts.account,
    ...(partitionKey === undefined ? {} : { partitionKey }),
  }),
  wayBack: () => ({
    kind: 'none',
    why: `gcx sends no dead letters to Kinesis streams, where only EventBridge gives the partition key: ${REPLAY_INSTEAD}`,
  }),
};
