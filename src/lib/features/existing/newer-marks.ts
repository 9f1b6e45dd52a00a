import type { Tags } from '../../clients/aws/model.js';
import type { Integration } from '../../clients/genesys/model.js';
import { isOurs, markOf, nameOfArn, noted, tagged } from '../../engine/kinds/index.js';
import type { NewerMark } from '../../engine/plan/index.js';
import type { Config } from '../../language/config/model.js';
import type { BusContent } from './model.js';

/**
 * The marks of a newer gcx on a bus and what its rules send to: on the project's own things, on the bus, which holds
 * the record of adopted rules, and on the file's integration.
 */
export function newerMarksOnBus(
  config: Config,
  { bus, tags, rules, topics, queues }: BusContent,
  integrations: readonly Integration[] = [],
): readonly NewerMark[] {
  const mark = markOf(config);
  const ours = (on: string, of: Tags | undefined) => (of && isOurs(of, mark) ? tagged(on, of) : []);
  const suffix = config.genesys.integration?.suffix;
  return [
    ...integrations.flatMap(({ id, config: live }) =>
      live === undefined || live.eventSourceSuffix !== suffix ? [] : noted(id, live),
    ),
    ...tagged(`event bus ${bus}`, tags),
    ...rules.flatMap((rule) => ours(`rule ${rule.name}`, rule.tags)),
    ...[...topics].flatMap(([arn, topic]) => ours(`SNS topic ${nameOfArn(arn)}`, topic?.tags)),
    ...[...queues].flatMap(([arn, queue]) => ours(`SQS queue ${nameOfArn(arn)}`, queue?.tags)),
  ];
}
