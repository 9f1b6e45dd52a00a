import { busArn } from '../../../language/names/arn.js';
import type { KindRights, RightScope } from '../door/right.js';

/** What the log settings of the event bus take, and what its delivery takes: as one, since none is of use alone. */
export function busLogRights({ config, bus }: RightScope): KindRights {
  if (config.logging === undefined) return { read: [], write: [] };
  return {
    read: [
      { actions: ['events:DescribeEventBus'], on: [busArn(config, bus)], why: 'see what the event bus logs' },
    ],
    write: [
      { actions: ['events:UpdateEventBus'], on: [busArn(config, bus)], why: 'set what the event bus logs' },
    ],
  };
}
