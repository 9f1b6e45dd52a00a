import * as z from 'zod';
import { type StepOf, stepDoor } from '../door/step-door.js';

/** The calls on a gateway that subscribes per event type. */
export const eventTypeSubscriptionSteps = [
  stepDoor(
    'genesys.setSubscription',
    { eventType: z.string(), enabled: z.boolean() },
    {
      does: 'PUT event type',
      subject: () => undefined,
      run: ({ eventType, enabled }, { genesys }) => genesys.eventTypeSubscriptions.set(eventType, enabled),
    },
  ),
] as const;

/** A call on a gateway. */
export type EventTypeSubscriptionStep = StepOf<typeof eventTypeSubscriptionSteps>;
