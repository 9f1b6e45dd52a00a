import { busArn, logDeliveryArn } from '../../../language/names/arn.js';
import { busLogNames } from '../../../language/names/bus-log-names.js';
import type { KindRights, RightScope } from '../door/right.js';

/** What the sources of the log of the event bus take. */
export function deliverySourceRights({ config, bus }: RightScope): KindRights {
  if (config.logging === undefined) return { read: [], write: [] };
  const on = [logDeliveryArn(config, 'delivery-source', `${busLogNames(config).sources}*`)];
  return {
    read: [
      {
        actions: ['logs:DescribeDeliverySources'],
        on: ['*'],
        why: 'find what of the event bus is logged',
      },
      { actions: ['logs:ListTagsForResource'], on, why: 'see whose a source of logs is' },
    ],
    write: [
      {
        actions: [
          'logs:PutDeliverySource',
          'logs:DeleteDeliverySource',
          'logs:TagResource',
          'logs:UntagResource',
        ],
        on,
        why: 'set what of the event bus is logged',
      },
      {
        // AWS asks for it where the source is an event bus (EventBridge user guide, event bus logs).
        actions: ['events:AllowVendedLogDeliveryForResource'],
        on: [busArn(config, bus)],
        why: 'have the log of the event bus delivered',
      },
    ],
  };
}
