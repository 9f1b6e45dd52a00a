import type { Tags } from '../../../clients/aws/tags-model.js';
import type { KindMarks } from '../door/marks.js';
import { markedByTags } from '../ownership/marked-things.js';
import type { BusLogRead, LiveBusLog } from './bus-log-reading.js';
import type { DeliveryPartKind, DeliveryTagStep } from './delivery-tag-step.js';

/** What is read of a part, as far as its mark takes it. */
interface LivePart {
  readonly name: string;
  readonly arn: string;
  readonly tags: Tags;
}

/** The mark of a part of the delivery of the event bus's log stands in its tags. */
export function deliveryMarks(
  kind: DeliveryPartKind,
  partsOf: (busLog: LiveBusLog) => readonly LivePart[],
): KindMarks<BusLogRead> {
  return {
    on: 'things',
    things: ({ live, mark }) =>
      (live.busLog === undefined ? [] : partsOf(live.busLog)).map(({ name, arn, tags }) => {
        const tag = (set: Tags, remove: readonly string[]): DeliveryTagStep => ({
          call: 'logs.tagDelivery',
          arn,
          tags: set,
          remove,
        });
        return markedByTags(mark, { kind, name, arn, tags, tag });
      }),
  };
}
