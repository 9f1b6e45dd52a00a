import * as z from 'zod';
import { type StepOf, stepDoor } from '../door/step-door.js';
import { usedTopic } from '../sns-topic/sns-topic-steps.js';
import { deadLettersIn } from './subscription-settings.js';

/** Attributes beside raw delivery; an empty text takes one away. */
const settings = z
  .strictObject({
    RedrivePolicy: z.string().exactOptional(),
    FilterPolicyScope: z.string().exactOptional(),
    FilterPolicy: z.string().exactOptional(),
  })
  .readonly();

const subscriber = { arn: z.string(), protocol: z.string(), endpoint: z.string() };

/** The calls on subscriptions of SNS topics. */
export const snsSubscriptionSteps = [
  stepDoor(
    'sns.subscribe',
    { ...subscriber, raw: z.boolean(), settings: settings.exactOptional() },
    {
      does: 'sns:Subscribe',
      reaches: (step) => [step.endpoint, ...deadLettersIn(step.settings)],
      subject: ({ arn }, context) => usedTopic(arn, context),
      run: ({ arn, protocol, endpoint, raw, ...step }, { aws }) =>
        aws.sns.subscribe(arn, protocol, endpoint, raw, step.settings),
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
  stepDoor(
    'sns.setSubscription',
    { ...subscriber, settings },
    {
      does: 'sns:SetSubscriptionAttributes',
      reaches: (step) => deadLettersIn(step.settings),
      subject: ({ arn }, context) => usedTopic(arn, context),
      run: ({ arn, protocol, endpoint, ...step }, { aws }) =>
        aws.sns.setSubscription(arn, protocol, endpoint, step.settings),
    },
  ),
] as const;

/** A call on a subscription of an SNS topic. */
export type SnsSubscriptionStep = StepOf<typeof snsSubscriptionSteps>;
