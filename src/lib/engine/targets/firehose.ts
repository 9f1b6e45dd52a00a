import type { FirehoseTarget } from '../../language/config/model.js';
import { firehoseArn } from '../../language/names/arn.js';
import type { TargetKind } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';

/** A Firehose stream that exists: a role, which gcx makes where the target names none, lets EventBridge write to it. */
export const firehoseTarget: TargetKind<FirehoseTarget> = {
  kind: 'firehose',
  arn: ({ streamName }, scope) => firehoseArn(scope, streamName),
  roleActions: ['firehose:PutRecord'],
  inWords: ({ streamName }) => ({ what: 'Firehose stream', called: streamName }),
  drawing: { shape: 'cylinder', one: 'Firehose stream', all: 'Firehose streams' },
  inFile: ({ streamName }) => ({ firehose: { existing: streamName } }),
  choices: [
    {
      word: 'firehose',
      offered: 'Existing Firehose stream',
      description: 'Into S3, Redshift or a search service, in batches.',
      by: 'name',
      makes: false,
      existing: ({ firehose }) => firehose.streamNames(),
      listedBy: { action: 'firehose:ListDeliveryStreams', things: 'Firehose streams' },
      inFile: (name) => ({ firehose: { existing: name } }),
    },
  ],
  isOf: ({ service, resource }) => service === 'firehose' && /^deliverystream\/[^/]+$/.test(resource),
  nameOf: ({ resource }) => resource.replace(/^deliverystream\//, ''),
  read: ({ common, parts }) => ({
    ...common,
    kind: 'firehose',
    streamName: parts.resource.replace(/^deliverystream\//, ''),
  }),
  wayBack: () => ({
    kind: 'none',
    why: `gcx sends no dead letters to Firehose streams: ${REPLAY_INSTEAD}`,
  }),
};
