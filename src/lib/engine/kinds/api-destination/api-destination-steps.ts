import * as z from 'zod';
import type { ApiDestinationSettings } from '../../../clients/aws/http-model.js';
import { nameOfConnection } from '../../../language/names/arn.js';
import { changeId } from '../../change/change.js';
import { awaitAuthorized } from '../connection/await-connection.js';
import type { RunContext } from '../door/run-context.js';
import { type StepOf, stepDoor } from '../door/step-door.js';
import type { Purpose, Subject, SubjectContext } from '../door/subject.js';
import { ownerByDescription, ownerToAdopt } from '../ownership/owner.js';

/** AWS gives API destinations no tags: the description says whose it is. */
function destinationSubject(name: string, purpose: Purpose, { aws, mark }: SubjectContext): Subject {
  return {
    key: changeId('api-destination', name),
    called: `API destination ${name}`,
    purpose,
    madeMarked: true,
    adoptable: false,
    async owner() {
      const description = (await aws.http.destination(name))?.description;
      return purpose === 'adopt' ? ownerToAdopt(description, mark) : ownerByDescription(description, mark);
    },
  };
}

/** `connection`: its name; AWS gives its ARN an id when it makes it. `rate`: calls a second. */
const settings = {
  name: z.string(),
  description: z.string(),
  connection: z.string(),
  endpoint: z.string(),
  method: z.string(),
  rate: z.number(),
};

type Settings = Readonly<z.infer<z.ZodObject<typeof settings>>>;

/** AWS: a destination is made once its connection is authorized; before, it would be INACTIVE. */
async function withConnection(step: Settings, context: RunContext): Promise<ApiDestinationSettings> {
  const { arn } = await awaitAuthorized(step.connection, context);
  return withArn(step, arn);
}

/** While it keeps its connection, in whatever state that is, nothing is waited for: marks come and go also on one that fails. */
async function withItsConnection(step: Settings, context: RunContext): Promise<ApiDestinationSettings> {
  const { connectionArn = '' } = (await context.aws.http.destination(step.name)) ?? {};
  return nameOfConnection(connectionArn) === step.connection
    ? withArn(step, connectionArn)
    : withConnection(step, context);
}

function withArn(
  { name, description, endpoint, method, rate }: Settings,
  connectionArn: string,
): ApiDestinationSettings {
  return { name, description, connectionArn, endpoint, method, rate };
}

/** The calls on EventBridge API destinations. */
export const apiDestinationSteps = [
  stepDoor('events.createApiDestination', settings, {
    does: 'events:CreateApiDestination',
    subject: ({ name }, context) => destinationSubject(name, 'create', context),
    run: async (step, context) => context.aws.http.createDestination(await withConnection(step, context)),
  }),
  stepDoor('events.updateApiDestination', settings, {
    does: 'events:UpdateApiDestination',
    subject: ({ name }, context) => destinationSubject(name, 'change', context),
    run: async (step, context) => context.aws.http.updateDestination(await withItsConnection(step, context)),
  }),
  // Puts the mark on one that nobody has marked: it writes the description, and the other settings as they are.
  stepDoor('events.adoptApiDestination', settings, {
    does: 'events:UpdateApiDestination',
    subject: ({ name }, context) => destinationSubject(name, 'adopt', context),
    run: async (step, context) => context.aws.http.updateDestination(await withItsConnection(step, context)),
  }),
  stepDoor(
    'events.deleteApiDestination',
    { name: z.string() },
    {
      does: 'events:DeleteApiDestination',
      subject: ({ name }, context) => destinationSubject(name, 'delete', context),
      run: ({ name }, { aws }) => aws.http.deleteDestination(name),
    },
  ),
] as const;

/** A call on an API destination. */
export type ApiDestinationStep = StepOf<typeof apiDestinationSteps>;
