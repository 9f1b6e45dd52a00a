import * as z from 'zod';
import { nameOfArn } from '../../../language/names/arn.js';
import { type StepOf, stepDoor, textsByName } from '../door/step-door.js';
import { taggedSubject } from '../door/subject.js';

/** No window: of a FIFO queue. */
const batch = { batchSize: z.number(), windowSeconds: z.number().exactOptional() };
/** Absent: it stays as it is. */
const maximumConcurrency = z.number().nullable().exactOptional();

/** The calls on event source mappings: what has a UUID can be nobody else's, as it is never given twice. */
export const eventSourceMappingSteps = [
  stepDoor(
    'lambda.createEventSource',
    { functionName: z.string(), queueArn: z.string(), ...batch, maximumConcurrency, tags: textsByName },
    {
      does: 'lambda:CreateEventSourceMapping',
      subject({ functionName, queueArn }, context) {
        const thing = {
          kind: 'event-source-mapping',
          what: 'Event source mapping',
          name: `from ${nameOfArn(queueArn)}`,
          async read() {
            const all = await context.aws.functions.eventSourceMappings(functionName);
            return all.find((each) => each.queueArn === queueArn);
          },
          adoptable: true,
        };
        return taggedSubject(thing, 'create', context);
      },
      run: ({ maximumConcurrency: most, ...step }, { aws, sleep }) =>
        aws.functions.createEventSourceMapping(
          { ...step, ...(typeof most === 'number' ? { maximumConcurrency: most } : {}) },
          sleep,
        ),
    },
  ),
  stepDoor(
    'lambda.updateEventSource',
    { uuid: z.string(), ...batch, maximumConcurrency, enabled: z.boolean() },
    {
      does: 'lambda:UpdateEventSourceMapping',
      subject: () => undefined,
      run: (step, { aws, sleep }) => aws.functions.updateEventSourceMapping(step.uuid, step, sleep),
    },
  ),
  stepDoor(
    'lambda.deleteEventSource',
    { uuid: z.string() },
    {
      does: 'lambda:DeleteEventSourceMapping',
      subject: () => undefined,
      run: ({ uuid }, { aws, sleep }) => aws.functions.deleteEventSourceMapping(uuid, sleep),
    },
  ),
] as const;

/** A call on an event source mapping. */
export type EventSourceMappingStep = StepOf<typeof eventSourceMappingSteps>;
