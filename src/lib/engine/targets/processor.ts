import type { ProcessorTarget } from '../../language/config/model.js';
import { queueArn } from '../../language/names/arn.js';
import { processorNames } from '../../language/names/processor-names.js';
import { declaredProcessor, processorQueues } from './declared-processor.js';
import type { TargetKind } from './kind.js';

/** A processor: rules send to its SQS queue, whose policy lets them in. */
export const processorTarget: TargetKind<ProcessorTarget> = {
  kind: 'processor',
  arn: (target, scope) => queueArn(scope, processorNames(scope, target).queue),
  parameters: ({ messageGroup }) => (messageGroup === undefined ? {} : { messageGroup }),
  // What EventBridge cannot deliver to it lies beside what it cannot handle.
  ownDeadLetterQueue: (target, scope) => processorNames(scope, target).deadLetterQueue,
  handlesOnce: ({ deduplicate }) => deduplicate !== undefined,
  onlyQueues: ({ only }) => only?.queues,
  inWords: ({ handler }) => ({ what: 'processor', called: handler }),
  drawing: { shape: 'hexagon', one: 'processor', all: 'processors' },
  declared(target, { config }) {
    const processor = declaredProcessor(config, target);
    return { processors: [processor], queues: processorQueues(config, processor) };
  },
  mentions: ({ alarms }) => (alarms === undefined ? [] : [alarms]),
  inFile: ({ handler }) => ({ processor: { handler } }),
  choices: [
    {
      word: 'processor',
      offered: 'Your own code, run as a Lambda function (a processor)',
      description: 'gcx builds the Lambda function from your source file and manages it.',
      by: 'name',
      makes: true,
      standard: () => 'handle-events',
      handler: handlerOf,
      inFile: (name) => ({ processor: { handler: handlerOf(name) } }),
    },
  ],
  // An export never makes one: what stands before a function is an SQS queue.
  isOf: () => false,
  nameOf: ({ resource }) => resource,
  read: () => undefined,
  wayBack: ({ messageGroup }, arn) => ({
    kind: 'sqs',
    arn,
    ...(messageGroup === undefined ? {} : { messageGroup }),
  }),
};

/** The handler that a file names, or where `gcx processor init` writes that of a processor of a name. */
function handlerOf(text: string): string {
  if (!/[./]/.test(text)) return `./handlers/${text}.ts`;
  return /^\.{0,2}\//.test(text) ? text : `./${text}`;
}
