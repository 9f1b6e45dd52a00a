import { arnOf } from '../../engine/targets/list.js';
import type { Config, Target } from '../../language/config/model.js';
import { EVENT_TYPE_PLACEHOLDER } from '../../language/names/event-type-topics.js';
import { traceTarget } from '../../language/trace/index.js';

/** What a target is and what it is called on AWS; of a processor the file of its handler. */
export function targetWords(
  config: Config,
  target: Target,
): { readonly what: string; readonly called: string } {
  switch (target.kind) {
    case 'sns':
      return {
        what: target.topicName.includes(EVENT_TYPE_PLACEHOLDER)
          ? 'SNS topic for each event type'
          : 'SNS topic',
        called: target.topicName,
      };
    case 'sqs':
      return { what: 'SQS queue', called: target.queueName };
    case 'lambda':
      return {
        what: 'Lambda function',
        called:
          target.qualifier === undefined ? target.functionName : `${target.functionName}:${target.qualifier}`,
      };
    case 'processor':
      return { what: 'processor', called: target.handler };
    case 'arn': {
      const { service, name } = traceTarget({ arn: arnOf(target, config) });
      return { what: service, called: name };
    }
  }
}
