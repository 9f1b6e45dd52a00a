import * as z from 'zod';
import { logDeliveryArn } from '../../../language/names/arn.js';
import { deliveryTagStep, partSubject } from '../bus-log/delivery-tag-step.js';
import { type StepOf, stepDoor, textsByName } from '../door/step-door.js';
import type { Purpose, Subject, SubjectContext } from '../door/subject.js';

function destinationSubject(name: string, purpose: Purpose, context: SubjectContext): Subject {
  const arn = logDeliveryArn({ aws: context }, 'delivery-destination', name);
  return partSubject({ kind: 'delivery-destination', name, arn }, purpose, context);
}

/** The calls on delivery destinations of CloudWatch Logs. */
export const deliveryDestinationSteps = [
  stepDoor(
    'logs.putDestination',
    { name: z.string(), groupArn: z.string(), tags: textsByName },
    {
      does: 'logs:PutDeliveryDestination',
      subject: ({ name }, context) => destinationSubject(name, 'create', context),
      run: ({ name, groupArn, tags }, { aws }) => aws.logDeliveries.putDestination(name, groupArn, tags),
    },
  ),
  stepDoor(
    'logs.deleteDestination',
    { name: z.string() },
    {
      does: 'logs:DeleteDeliveryDestination',
      subject: ({ name }, context) => destinationSubject(name, 'delete', context),
      run: ({ name }, { aws }) => aws.logDeliveries.deleteDestination(name),
    },
  ),
  deliveryTagStep,
] as const;

/** A call on a delivery destination. */
export type DeliveryDestinationStep = StepOf<typeof deliveryDestinationSteps>;
