import { logDeliveryArn } from '../../../language/names/arn.js';
import { busLogNames } from '../../../language/names/bus-log-names.js';
import type { KindRights, RightScope } from '../door/right.js';

/** What the destination of the log of the event bus takes. */
export function deliveryDestinationRights({ config }: RightScope): KindRights {
  if (config.logging === undefined) return { read: [], write: [] };
  const on = [logDeliveryArn(config, 'delivery-destination', busLogNames(config).destination)];
  return {
    read: [
      {
        actions: ['logs:GetDeliveryDestination', 'logs:ListTagsForResource'],
        on,
        why: 'read where the log of the event bus goes',
      },
    ],
    write: [
      {
        actions: [
          'logs:PutDeliveryDestination',
          'logs:DeleteDeliveryDestination',
          'logs:TagResource',
          'logs:UntagResource',
        ],
        on,
        why: 'set where the log of the event bus goes',
      },
    ],
  };
}
