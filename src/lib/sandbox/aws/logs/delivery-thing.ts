import type { Context } from '../context.js';
import type {
  DeliveryDestinationRecord,
  DeliverySourceRecord,
  LogDeliveryRecord,
} from './delivery-records.js';

/** The tagged thing of an ARN of a delivery, a source or a destination. */
export function deliveryThing(
  arn: string,
  { state }: Context,
): DeliverySourceRecord | DeliveryDestinationRecord | LogDeliveryRecord | undefined {
  return [state.deliverySources, state.deliveryDestinations, state.logDeliveries]
    .flatMap((map) => [...map.values()])
    .find((each) => each.arn === arn);
}
