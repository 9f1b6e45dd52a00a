import { arnHere, logDeliveryArn } from '../../../language/names/arn.js';
import { busLogNames } from '../../../language/names/bus-log-names.js';
import { type KindRights, onOurs, type RightScope, withOurTag } from '../door/right.js';

/** What the deliveries of the log of the event bus take: AWS gives them their names. */
export function logDeliveryRights(scope: RightScope): KindRights {
  const { config } = scope;
  if (config.logging === undefined) return { read: [], write: [] };
  const names = busLogNames(config);
  const deliveries = arnHere(config, 'logs', 'delivery:*');
  return {
    read: [
      { actions: ['logs:DescribeDeliveries'], on: ['*'], why: 'find the deliveries of the log' },
      { actions: ['logs:ListTagsForResource'], on: [deliveries], why: 'see whose a delivery is' },
    ],
    write: [
      {
        actions: ['logs:CreateDelivery'],
        on: [
          deliveries,
          logDeliveryArn(config, 'delivery-source', `${names.sources}*`),
          logDeliveryArn(config, 'delivery-destination', names.destination),
        ],
        why: 'connect the event bus to its log',
      },
      {
        actions: ['logs:TagResource'],
        on: [deliveries],
        when: withOurTag(scope),
        why: 'put the mark of the project on a new delivery',
      },
      {
        actions: ['logs:DeleteDelivery', 'logs:TagResource', 'logs:UntagResource'],
        on: [deliveries],
        when: onOurs(scope),
        why: 'change and take away its deliveries',
      },
    ],
  };
}
