import type { Aws } from '../../clients/aws/model.js';
import type { NewerMark } from '../../engine/change/model.js';
import { markOf, newerFormatOfOurs } from '../../engine/kinds/index.js';
import { compileNames } from '../../engine/plan/index.js';
import { kindOf } from '../../engine/targets/list.js';
import type { Config, Target } from '../../language/config/model.js';
import { newerMarksUnlessDenied } from '../access/known-format.js';

/**
 * The marks of a newer gcx on the project's SQS queues and SNS topics that a redrive takes from and sends to.
 * @param deadLetterQueues names of the target's dead-letter queues
 */
export async function newerMarksOfRedrive(
  { sqs, sns }: Pick<Aws, 'sqs' | 'sns'>,
  config: Config,
  target: Target,
  deadLetterQueues: readonly string[],
): Promise<readonly NewerMark[]> {
  const declared = kindOf(target).declared?.(target, {
    config,
    names: compileNames(config, new Set()),
  });
  const queues = (declared?.queues ?? []).filter(({ create }) => create).map(({ name }) => name);
  const topics = (declared?.topics ?? []).filter(({ create }) => create);
  const mark = markOf(config);
  const found = await Promise.all([
    ...[...new Set([...deadLetterQueues, ...queues])].map((name) =>
      newerMarksUnlessDenied(async () =>
        newerFormatOfOurs(`SQS queue ${name}`, (await sqs.queue(name))?.tags, mark),
      ),
    ),
    ...topics.map(({ arn, name }) =>
      newerMarksUnlessDenied(async () =>
        newerFormatOfOurs(`SNS topic ${name}`, (await sns.topic(arn))?.tags, mark),
      ),
    ),
  ]);
  return found.flat();
}
