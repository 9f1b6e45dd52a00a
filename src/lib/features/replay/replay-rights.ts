import type { Right, RightScope } from '../../engine/kinds/index.js';
import { arnHere, busArn } from '../../language/names/arn.js';
import { ruleNamePrefix } from '../../language/names/rule-names.js';

/** What `gcx replay` takes beside what a plan reads. */
export function replayRights({ config, bus }: RightScope): readonly Right[] {
  const replays = arnHere(config, 'events', 'replay/*');
  return [
    {
      actions: ['events:StartReplay'],
      on: [arnHere(config, 'events', `archive/${ruleNamePrefix(config)}*`), busArn(config, bus), replays],
      why: 'send events from the archive again',
    },
    {
      actions: ['events:DescribeReplay', 'events:CancelReplay'],
      on: [replays],
      why: 'follow a replay, and end it',
    },
  ];
}
