import * as z from 'zod';
import { type StepOf, stepDoor } from '../door/step-door.js';
import { usedTopic } from '../sns-topic/sns-topic-steps.js';

const subscriber = { arn: z.string(), protocol: z.string(), endpoint: z.string() };

/** The calls on subscriptions of SNS topics. */
export const snsSubscriptionSteps = [
  stepDoor(
    'sns.subscribe',
    { ...subscriber, raw: z.boolean() },
    {
      does: 'sns:Subscribe',
      reaches: ({ endpoint }) => [endpoint],
      subject: ({ arn }, context) => usedTopic(arn, context),
      run: ({ arn, protocol, endpoint, raw }, { aws }) => aws.sns.subscribe(arn, protocol, endpoint, raw),
    },
  ),
  stepDoor('sns.unsubscribe', subscriber, {
    does: 'sns:Unsubscribe',
    subject: ({ arn }, context) => usedTopic(arn, context),
    run: ({ arn, protocol, endpoint }, { aws }) => aws.sns.unsubscribe(arn, protocol, endpoint),
  }),
  stepDoor(
    'sns.setRaw',
    { ...subscriber, raw: z.boolean() },
    {
      does: 'sns:SetSubscriptionAttributes',
      subject: ({ arn }, context) => usedTopic(arn, context),
      run: ({ arn, protocol, endpoint, raw }, { aws }) => aws.sns.setRaw(arn, protocol, endpoint, raw),
    },
  ),
] as const;

/** A call on a subscription of an SNS topic. */
export type SnsSubscriptionStep = StepOf<typeof snsSubscriptionSteps>;
