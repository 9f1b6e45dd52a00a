import * as z from 'zod';
import { changeId } from '../../change/change.js';
import { type StepOf, stepDoor } from '../door/step-door.js';

/** The call that sets what an event bus logs. */
export const busLogSteps = [
  stepDoor(
    'events.setLog',
    { name: z.string(), level: z.string(), detail: z.string() },
    {
      does: 'events:UpdateEventBus',
      document: ({ name }) => `event bus ${name}`,
      // The bus can be people's, who said so in the file: whose it is says nothing about what it may log.
      subject: ({ name }, { aws }) => ({
        key: changeId('bus-log', name),
        called: `Log of event bus ${name}`,
        purpose: 'use',
        madeMarked: true,
        adoptable: false,
        owner: async () => ((await aws.events.bus(name)) === undefined ? { kind: 'nobody' } : { kind: 'us' }),
      }),
      run: ({ name, level, detail }, { aws }) => aws.events.setBusLog(name, { level, detail }),
    },
  ),
] as const;

/** A call that sets what an event bus logs. */
export type BusLogStep = StepOf<typeof busLogSteps>;
