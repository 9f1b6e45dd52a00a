import * as z from 'zod';
import { changeId } from '../../change/change.js';
import { deliveryTagStep, partSubject } from '../bus-log/delivery-tag-step.js';
import { type StepOf, stepDoor, textsByName } from '../door/step-door.js';
import type { SubjectContext } from '../door/subject.js';
import { ownerByTags } from '../ownership/owner.js';

/**
 * All deliveries are one document: AWS refuses a change while another one is under way ("Requested resource is currently
 * being updated"), so that calls take turns.
 */
const document = () => 'deliveries of CloudWatch Logs';

/** The calls on deliveries of CloudWatch Logs. */
export const logDeliverySteps = [
  stepDoor(
    'logs.createDelivery',
    { source: z.string(), destinationArn: z.string(), tags: textsByName },
    {
      does: 'logs:CreateDelivery',
      document,
      subject: ({ source, destinationArn }, context) => newDelivery(source, destinationArn, context),
      run: ({ source, destinationArn, tags }, { aws }) =>
        aws.logDeliveries.create(source, destinationArn, tags),
    },
  ),
  stepDoor(
    'logs.deleteDelivery',
    { id: z.string(), arn: z.string(), source: z.string() },
    {
      does: 'logs:DeleteDelivery',
      document,
      subject: ({ source, arn }, context) =>
        partSubject({ kind: 'log-delivery', name: source, arn }, 'delete', context),
      run: ({ id }, { aws }) => aws.logDeliveries.delete(id),
    },
  ),
  deliveryTagStep,
] as const;

/** A delivery that is about to be made: AWS makes it with its tags, or refuses. */
function newDelivery(source: string, destinationArn: string, { aws, mark }: SubjectContext) {
  return {
    key: changeId('log-delivery', source),
    called: `Log delivery ${source}`,
    purpose: 'create',
    madeMarked: true,
    adoptable: false,
    owner: async () => {
      const found = await aws.logDeliveries.deliveries({ sources: [source] });
      return ownerByTags(found.find((each) => each.destinationArn === destinationArn)?.tags, mark);
    },
  } as const;
}

/** A call on a delivery. */
export type LogDeliveryStep = StepOf<typeof logDeliverySteps>;
