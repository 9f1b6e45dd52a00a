import type { Integration } from '../../clients/genesys/model.js';
import type { NewerMark } from '../../engine/change/model.js';
import {
  markOf,
  newerFormatOfNotes,
  newerFormatOfOurs,
  newerFormatOfTags,
} from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';
import { nameOfArn } from '../../language/names/arn.js';
import type { BusContent } from './model.js';

/**
 * The marks of a newer gcx on a bus and what its rules send to: on the project's own things, on the bus, which holds
 * the record of adopted rules, and on the file's integration.
 */
export function newerMarksOnBus(
  config: Config,
  { bus, tags, rules, topics, queues, logGroups = new Map() }: BusContent,
  integrations: readonly Integration[] = [],
): readonly NewerMark[] {
  const mark = markOf(config);
  const suffix = config.genesys.integration?.suffix;
  return [
    ...integrations.flatMap(({ id, config: live }) =>
      live === undefined || live.eventSourceSuffix !== suffix ? [] : newerFormatOfNotes(id, live),
    ),
    ...newerFormatOfTags(`event bus ${bus}`, tags),
    ...rules.flatMap((rule) => newerFormatOfOurs(`rule ${rule.name}`, rule.tags, mark)),
    ...[...topics].flatMap(([arn, topic]) =>
      newerFormatOfOurs(`SNS topic ${nameOfArn(arn)}`, topic?.tags, mark),
    ),
    ...[...queues].flatMap(([arn, queue]) =>
      newerFormatOfOurs(`SQS queue ${nameOfArn(arn)}`, queue?.tags, mark),
    ),
    ...[...logGroups.values()].flatMap(({ name, tags: own }) =>
      newerFormatOfOurs(`log group ${name}`, own, mark),
    ),
  ];
}
