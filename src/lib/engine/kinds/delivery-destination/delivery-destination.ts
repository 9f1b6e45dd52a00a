import { logDeliveryArn, logGroupArn } from '../../../language/names/arn.js';
import { changeId } from '../../change/change.js';
import type { Refusal } from '../../change/model.js';
import { MAKE_ANEW, namesOf, planPart, planPartGone, wantedLevels } from '../bus-log/bus-log-parts.js';
import type { BusLogRead } from '../bus-log/bus-log-reading.js';
import { deliveryMarks } from '../bus-log/delivery-marks.js';
import { NOT_LOGGED } from '../bus-log/not-logged.js';
import { joinPlans } from '../door/join-plans.js';
import type { ResourceKind } from '../door/kind.js';
import { isOurs } from '../ownership/mark.js';
import { deliveryDestinationRights } from './delivery-destination-rights.js';
import { type DeliveryDestinationStep, deliveryDestinationSteps } from './delivery-destination-steps.js';

/** The log group of the event bus, as deliveries are led there. */
export const deliveryDestinationKind: ResourceKind<
  'delivery-destination',
  DeliveryDestinationStep,
  BusLogRead
> = {
  kind: 'delivery-destination',
  label: 'delivery destination',
  steps: deliveryDestinationSteps,
  order: {
    part: 'support',
    growsAfter: [{ kind: 'log-group', of: 'growing' }],
    goesAfter: [{ kind: 'log-delivery', of: 'any' }],
    goesAfterRules: 'none',
  },
  countsAs: 'no',
  marks: deliveryMarks('delivery-destination', ({ destination }) =>
    destination === undefined ? [] : [destination],
  ),
  harms: NOT_LOGGED,
  rights: deliveryDestinationRights,
  arnOf: (name, { config }) => logDeliveryArn(config, 'delivery-destination', name),
  plan(input) {
    const live = input.live.busLog?.destination;
    const { destination: name, logGroup } = namesOf(input);
    if (wantedLevels(input).length === 0) {
      if (live === undefined) return { changes: [] };
      const step = { call: 'logs.deleteDestination', name } as const;
      return planPartGone(input, { kind: 'delivery-destination', name, tags: live.tags, step });
    }
    const groupArn = logGroupArn(input.config, logGroup);
    const planned = planPart<DeliveryDestinationStep>(input, {
      kind: 'delivery-destination',
      what: 'Delivery destination',
      name,
      arn: logDeliveryArn(input.config, 'delivery-destination', name),
      live,
      setting: {
        field: 'leads to',
        wanted: logGroup,
        live: live?.resourceArn === groupArn ? logGroup : live?.resourceArn,
      },
      make: (tags) => ({ call: 'logs.putDestination', name, groupArn, tags }),
    });
    const isElsewhere = live !== undefined && isOurs(live.tags, input.mark) && live.resourceArn !== groupArn;
    return isElsewhere
      ? joinPlans([planned, { changes: [], refusals: [ledElsewhere(name, live.resourceArn)] }])
      : planned;
  },
};

/** Whether AWS changes where a destination leads while deliveries use it was recorded nowhere [?]: it is left to people. */
function ledElsewhere(name: string, resourceArn: string): Refusal {
  return {
    code: 'log-elsewhere',
    change: changeId('delivery-destination', name),
    message: `Somebody has pointed delivery destination ${name} to ${resourceArn}: the log of the event bus goes there.`,
    fix: MAKE_ANEW,
  };
}
