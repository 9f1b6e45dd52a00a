import * as z from 'zod';
import { logDeliveryArn } from '../../../language/names/arn.js';
import { deliveryTagStep, partSubject } from '../bus-log/delivery-tag-step.js';
import { type StepOf, stepDoor, textsByName } from '../door/step-door.js';
import type { Purpose, Subject, SubjectContext } from '../door/subject.js';

function sourceSubject(name: string, purpose: Purpose, context: SubjectContext): Subject {
  const arn = logDeliveryArn({ aws: context }, 'delivery-source', name);
  return partSubject({ kind: 'delivery-source', name, arn }, purpose, context);
}

/** The calls on delivery sources of CloudWatch Logs; the tags of all parts of a delivery are set by one. */
export const deliverySourceSteps = [
  stepDoor(
    'logs.putSource',
    { name: z.string(), resourceArn: z.string(), logType: z.string(), tags: textsByName },
    {
      does: 'logs:PutDeliverySource',
      subject: ({ name }, context) => sourceSubject(name, 'create', context),
      run: ({ name, resourceArn, logType, tags }, { aws }) =>
        aws.logDeliveries.putSource(name, resourceArn, logType, tags),
    },
  ),
  stepDoor(
    'logs.deleteSource',
    { name: z.string() },
    {
      does: 'logs:DeleteDeliverySource',
      subject: ({ name }, context) => sourceSubject(name, 'delete', context),
      run: ({ name }, { aws }) => aws.logDeliveries.deleteSource(name),
    },
  ),
  deliveryTagStep,
] as const;

/** A call on a delivery source. */
export type DeliverySourceStep = StepOf<typeof deliverySourceSteps>;
