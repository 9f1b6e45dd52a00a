import * as z from 'zod';
import { partOfArn } from '../../../language/names/arn.js';
import { type StepOf, stepDoor, texts, textsByName } from '../door/step-door.js';
import {
  isRecord,
  type Purpose,
  type Subject,
  type SubjectContext,
  taggedSubject,
  taggingPurpose,
} from '../door/subject.js';

/** What the kinds of parts of a delivery are called in messages. */
const CALLED = {
  'delivery-source': 'Delivery source',
  'delivery-destination': 'Delivery destination',
  'log-delivery': 'Log delivery',
} as const;

/** A kind of part of the delivery of logs. */
export type DeliveryPartKind = keyof typeof CALLED;

/** What a call on a part of the delivery of logs is about. */
export function partSubject(
  part: { readonly kind: DeliveryPartKind; readonly name: string; readonly arn: string },
  purpose: Purpose,
  context: SubjectContext,
): Subject {
  const { kind, name, arn } = part;
  const read = async () => {
    const tags = await context.aws.logs.groupTags(arn);
    return tags === undefined ? undefined : { tags };
  };
  return taggedSubject({ kind, what: CALLED[kind], name, read }, purpose, context);
}

/** Tags a part of the delivery of logs. */
export const deliveryTagStep = stepDoor(
  'logs.tagDelivery',
  { arn: z.string(), tags: textsByName, remove: texts },
  {
    does: 'logs:TagResource',
    subject: (step, context) => {
      const [kind, name] = partOfTaggedArn(step.arn);
      return partSubject(
        { kind, name, arn: step.arn },
        isRecord(step) ? 'use' : taggingPurpose(step),
        context,
      );
    },
    run: ({ arn, tags, remove }, { aws }) => aws.logs.tag(arn, tags, remove),
  },
);

function partOfTaggedArn(arn: string): readonly [DeliveryPartKind, string] {
  for (const kind of ['delivery-source', 'delivery-destination'] as const)
    if (arn.includes(`:${kind}:`)) return [kind, partOfArn(arn, `${kind}:`)];
  return ['log-delivery', partOfArn(arn, 'delivery:')];
}

/** A call that tags a part of the delivery of logs. */
export type DeliveryTagStep = StepOf<readonly [typeof deliveryTagStep]>;
