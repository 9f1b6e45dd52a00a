import { arnOfNobody, busArn } from '../../../language/names/arn.js';
import { partnerBusName } from '../../../language/names/partner-bus.js';
import type { KindRights, RightScope } from '../door/right.js';

/** What the event bus, and the partner event source that feeds it, take. */
export function busRights({ config, bus }: RightScope): KindRights {
  const { integration, organization } = config.genesys;
  const partner = partnerBusName(organization, '*');
  const buses = [
    ...(integration === undefined && !bus.startsWith('aws.partner/') ? [] : [busArn(config, partner)]),
    ...(bus.startsWith('aws.partner/') ? [] : [busArn(config, bus)]),
  ];
  const sources = arnOfNobody(config, 'events', `event-source/${partner}`);
  const hasSource = integration !== undefined || bus.startsWith('aws.partner/');
  return {
    read: [
      {
        actions: ['events:ListEventBuses'],
        on: ['*'],
        why: 'find the event bus, and those that carry its rules',
      },
      {
        actions: ['events:ListTagsForResource'],
        on: [busArn(config, '*')],
        why: 'see whose an event bus is',
      },
      { actions: ['events:DescribeEventBus'], on: buses, why: 'read the event bus' },
      ...(hasSource
        ? [
            {
              actions: ['events:DescribeEventSource'],
              on: [sources],
              why: 'see whether the partner event source is active',
            },
          ]
        : []),
    ],
    // A bus of others is used as it is, without marks.
    write:
      integration === undefined
        ? []
        : [
            {
              actions: ['events:CreateEventBus', 'events:DeleteEventBus'],
              on: [busArn(config, partner)],
              why: 'connect the event bus to Genesys Cloud, and delete it',
            },
            ...(config.aws.busKey === undefined
              ? []
              : [
                  {
                    actions: ['events:UpdateEventBus'],
                    on: [busArn(config, partner)],
                    why: 'encrypt the event bus with the key of the file',
                  },
                ]),
            {
              actions: ['events:ActivateEventSource'],
              on: [sources],
              why: 'connect a partner event source again that somebody deactivated',
            },
            {
              actions: ['events:TagResource', 'events:UntagResource'],
              on: buses,
              why: 'put the marks of the project on the event bus',
            },
          ],
  };
}
