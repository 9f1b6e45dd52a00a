import type { SqsTarget } from '../../language/config/model.js';
import { queueArn } from '../../language/names/arn.js';
import type { TargetKind } from './kind.js';
import { REPLAY_INSTEAD } from './send-ways.js';
import { keepsDeadLetters, redriveArn, settingAttributes, settingsInFile } from './sqs-settings.js';

/** An SQS queue: its policy lets the rules in. */
export const sqsTarget: TargetKind<SqsTarget> = {
  kind: 'sqs',
  arn: ({ queueName, account }, scope) => queueArn(scope, queueName, account),
  parameters: ({ messageGroup }) => (messageGroup === undefined ? {} : { messageGroup }),
  declared: (target, { config }) => {
    const deadLettersTo = redriveArn(config, target);
    const attributes = settingAttributes(target, deadLettersTo);
    return {
      queues: [
        {
          arn: queueArn(config, target.queueName, target.account),
          name: target.queueName,
          account: target.account,
          target: target.name,
          create: target.provenance === 'create',
          ...(target.key === undefined ? {} : { key: target.key }),
          deadLetter: keepsDeadLetters(config, target.name),
          ...(deadLettersTo === undefined ? {} : { deadLettersTo }),
          ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
        },
      ],
    };
  },
  inWords: ({ queueName }) => ({ what: 'SQS queue', called: queueName }),
  drawing: { shape: 'cylinder', one: 'SQS queue', all: 'SQS queues' },
  inFile({ provenance, queueName, account, messageGroup, key, settings }, scope) {
    const name = account === scope.aws.account ? queueName : queueArn(scope, queueName, account);
    return {
      sqs: {
        [provenance]: name,
        ...(key === undefined ? {} : { key }),
        ...(messageGroup === undefined ? {} : { messageGroup }),
        ...settingsInFile(settings),
      },
    };
  },
  mentions: ({ settings }) => (settings?.redrive === undefined ? [] : [settings.redrive.deadLetter]),
  choices: [
    {
      word: 'sqs',
      offered: 'New SQS queue',
      description: 'One system reads each event once, at its own pace.',
      by: 'name',
      makes: true,
      standard: (project) => `${project}-inbox`,
      inFile: (name) => ({ sqs: { create: name } }),
    },
    {
      word: 'existing-sqs',
      offered: 'Existing SQS queue',
      description: 'gcx adds one policy statement to it.',
      by: 'name',
      makes: false,
      existing: ({ sqs }) => sqs.queueNames(''),
      listedBy: { action: 'sqs:ListQueues', things: 'SQS queues' },
      inFile: (name) => ({ sqs: { existing: name } }),
    },
  ],
  isOf: ({ service }) => service === 'sqs',
  nameOf: ({ resource }) => resource,
  read: ({ common, parts, provenance, messageGroup, queue }) => ({
    ...common,
    kind: 'sqs',
    provenance,
    queueName: parts.resource,
    account: parts.account,
    ...(messageGroup === undefined ? {} : { messageGroup }),
    ...queue,
  }),
  wayBack: ({ queueName }, arn) =>
    queueName.endsWith('.fifo')
      ? {
          kind: 'none',
          why: `the SQS queue is FIFO, whose message group only EventBridge gives: ${REPLAY_INSTEAD}`,
        }
      : { kind: 'sqs', arn },
};
