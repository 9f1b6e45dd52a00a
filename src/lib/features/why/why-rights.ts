import type { Right, RightScope } from '../../engine/kinds/index.js';
import { logGroupArn } from '../../language/names/arn.js';
import { busLogNames } from '../../language/names/bus-log-names.js';

/** What `gcx why` reads beside what a plan and `gcx status` read. */
export function whyRights({ config, declared }: RightScope): readonly Right[] {
  const groups = [
    ...declared.processors.map(({ names }) => names.logGroup),
    ...(config.logging === undefined ? [] : [busLogNames(config).logGroup]),
  ];
  const without = 'gcx why does not show what a processor did with an event, or what the event bus logged.';
  return [
    { actions: ['logs:DescribeLogGroups'], on: ['*'], why: 'find the log of the event bus', without },
    ...logRights({ config }, groups, {
      why: 'find an event in the logs of processors and of the event bus',
      without,
    }),
  ];
}

/** What `gcx processor logs` takes. */
export function processorLogRights({ config, declared }: RightScope): readonly Right[] {
  const groups = declared.processors.map(({ names }) => names.logGroup);
  return logRights({ config }, groups, { why: 'show the logs of processors' });
}

/** AWS names a log group with and without what is in it. */
function logRights(
  { config }: Pick<RightScope, 'config'>,
  groups: readonly string[],
  right: Pick<Right, 'why' | 'without'>,
): readonly Right[] {
  if (groups.length === 0) return [];
  const on = groups.flatMap((name) => [logGroupArn(config, name), logGroupArn(config, `${name}:*`)]);
  return [{ actions: ['logs:FilterLogEvents'], on, ...right }];
}
