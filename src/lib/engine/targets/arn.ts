import type { ArnTarget } from '../../language/config/model.js';
import { traceTarget } from '../../language/trace/index.js';
import type { TargetKind } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';

/** Anything else that EventBridge sends to, by its ARN: what lets rules in is for others to keep. */
export const arnTarget: TargetKind<ArnTarget> = {
  kind: 'arn',
  arn: ({ arn }) => arn,
  inWords(target) {
    const { service, name } = traceTarget(target);
    return { what: service, called: name };
  },
  drawing: { shape: 'box', one: 'target' },
  inFile: ({ arn }) => ({ arn }),
  choices: [
    {
      word: 'arn',
      offered: 'Another AWS resource, by its ARN',
      description: 'Any target that EventBridge supports.',
      by: 'arn',
      makes: false,
      inFile: (arn) => ({ arn }),
    },
  ],
  isOf: () => true,
  nameOf: ({ resource }) => resource.split(/[:/]/).at(-1) ?? resource,
  read: ({ common, arn }) => ({ ...common, kind: 'arn', arn }),
  wayBack: () => ({
    kind: 'none',
    why: `gcx sends to SNS topics, SQS queues and Lambda functions only: ${REPLAY_INSTEAD}`,
  }),
};
