import * as z from 'zod';
import { ExitCode } from '../../../base/exit-codes.js';
import { GcxError } from '../../../base/gcx-error.js';
import type { RunContext } from '../door/run-context.js';
import { type StepOf, stepDoor, textsByName } from '../door/step-door.js';
import { type Purpose, type Subject, type SubjectContext, taggedSubject } from '../door/subject.js';
import { activateSource, waitForPartnerSource } from './run-source-step.js';

/** What a call on an event bus is about. */
export function busSubject(name: string, purpose: Purpose, context: SubjectContext): Subject {
  const read = () => context.aws.events.bus(name);
  return taggedSubject({ kind: 'bus', what: 'Event bus', name, read }, purpose, context);
}

/** The calls on partner event buses and their sources. */
export const busSteps = [
  stepDoor(
    'events.createBus',
    {
      name: z.string(),
      source: z.string(),
      tags: textsByName,
      /** ARN of its KMS key. Absent: AWS's own. */
      key: z.string().exactOptional(),
    },
    {
      does: 'events:CreateEventBus',
      subject: ({ name }, context) => busSubject(name, 'create', context),
      async run({ name, source, tags, key }, context) {
        await waitForPartnerSource(source, context);
        await context.aws.events.createBus(name, source, tags, key);
      },
    },
  ),
  // Waits until the source of a bus is ACTIVE, and activates it where it is PENDING.
  stepDoor(
    'events.activateSource',
    {
      name: z.string(),
      /** True where its bus was just made, which makes it ACTIVE by itself. */
      fresh: z.boolean(),
    },
    {
      does: 'events:ActivateEventSource',
      onOther: true,
      // The source is Genesys's; the bus beside it is looked at when it is made.
      subject: () => undefined,
      run: (step, context) => activateSource(step, context),
    },
  ),
  stepDoor(
    'events.setBusKey',
    /** `key`: ARN of its KMS key. Absent: AWS's own. */
    { name: z.string(), key: z.string().exactOptional() },
    {
      does: 'events:UpdateEventBus',
      document: ({ name }) => `event bus ${name}`,
      subject: ({ name }, context) => busSubject(name, 'change', context),
      run: ({ name, key }, { aws }) => aws.events.setBusKey(name, key),
    },
  ),
  stepDoor(
    'events.deleteBus',
    { name: z.string() },
    {
      does: 'events:DeleteEventBus',
      subject: ({ name }, context) => busSubject(name, 'delete', context),
      run: ({ name }, context) => deleteBus(name, context),
    },
  ),
] as const;

/** A call on an event bus. */
export type BusStep = StepOf<typeof busSteps>;

/** AWS deletes no bus that has a rule, and a rule may have come since the plan was made: then it is named. */
async function deleteBus(name: string, { aws }: RunContext): Promise<void> {
  try {
    await aws.events.deleteBus(name);
  } catch (error) {
    if (!(error instanceof GcxError) || !/since it has rules/.test(error.report.what)) throw error;
    const rules = await aws.events.listRules(name);
    if (rules.length === 0) throw error;
    throw new GcxError(
      {
        code: 'bus-has-rules',
        what: `The event bus ${name} has rules that were created since the plan was made: ${rules.map((rule) => rule.name).join(', ')}.`,
        why: 'AWS does not delete an event bus that has rules, whoever created them.',
        fix: 'Run the same command again: it shows whose they are, and keeps what they need.',
      },
      ExitCode.error,
      error,
    );
  }
}
