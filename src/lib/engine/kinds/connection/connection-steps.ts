import * as z from 'zod';
import type { ConnectionAuth } from '../../../clients/aws/http-model.js';
import { changeId } from '../../change/change.js';
import type { RunContext } from '../door/run-context.js';
import { type StepOf, stepDoor, textsByName } from '../door/step-door.js';
import type { Purpose, Subject, SubjectContext } from '../door/subject.js';
import { ownerByDescription, ownerToAdopt } from '../ownership/owner.js';
import { awaitAuthorized, awaitGone, isGoing } from './await-connection.js';
import { withFingerprint } from './secret-fingerprint.js';
import { adoptedFingerprint, secretValue } from './secret-value.js';

/** AWS gives connections no tags: the description says whose it is. */
function connectionSubject(name: string, purpose: Purpose, { aws, mark }: SubjectContext): Subject {
  return {
    key: changeId('connection', name),
    called: `Connection ${name}`,
    purpose,
    madeMarked: true,
    adoptable: false,
    async owner() {
      const live = await aws.http.connection(name);
      // One that AWS is about to delete leaves its name to us.
      const isGone = live === undefined || (purpose === 'create' && isGoing(live));
      const description = isGone ? undefined : live.description;
      return purpose === 'adopt' ? ownerToAdopt(description, mark) : ownerByDescription(description, mark);
    },
  };
}

const auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('apiKey'), header: z.string() }).readonly(),
  z.strictObject({ kind: z.literal('basic'), user: z.string() }).readonly(),
  z
    .strictObject({
      kind: z.literal('oauth'),
      tokenUrl: z.string(),
      method: z.string(),
      clientId: z.string(),
      headers: textsByName,
      query: textsByName,
      body: textsByName,
    })
    .readonly(),
]);

/** Where the secret is, never the secret itself. */
const secret = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('env'), name: z.string() }).readonly(),
  z
    .strictObject({
      kind: z.literal('secretsManager'),
      id: z.string(),
      key: z.string().exactOptional(),
      version: z.string().exactOptional(),
    })
    .readonly(),
]);

/** `description`: without what is known of the secret by it. */
const settings = {
  name: z.string(),
  target: z.string(),
  description: z.string(),
  auth,
  secret,
};

type Settings = Readonly<z.infer<z.ZodObject<typeof settings>>>;

async function withSecret(
  { name, target, description, auth: given, secret: reference }: Settings,
  context: RunContext,
): Promise<{
  readonly name: string;
  readonly description: string;
  readonly auth: ConnectionAuth;
  readonly secret: string;
}> {
  const { value, fingerprint } = await secretValue(reference, target, context);
  return { name, description: withFingerprint(description, fingerprint), auth: given, secret: value };
}

async function isBeingDeleted(name: string, { aws }: RunContext): Promise<boolean> {
  const live = await aws.http.connection(name);
  return live !== undefined && isGoing(live);
}

/** The calls on EventBridge connections. */
export const connectionSteps = [
  stepDoor('events.createConnection', settings, {
    does: 'events:CreateConnection',
    takes: ({ target, secret: reference }) => [{ target, reference }],
    subject: ({ name }, context) => connectionSubject(name, 'create', context),
    async run(step, context) {
      if (await isBeingDeleted(step.name, context)) await awaitGone(step.name, context);
      await context.aws.http.createConnection(await withSecret(step, context));
      await awaitAuthorized(step.name, context);
    },
  }),
  stepDoor('events.updateConnection', settings, {
    does: 'events:UpdateConnection',
    takes: ({ target, secret: reference }) => [{ target, reference }],
    subject: ({ name }, context) => connectionSubject(name, 'change', context),
    async run(step, context) {
      await context.aws.http.updateConnection(await withSecret(step, context));
      await awaitAuthorized(step.name, context);
    },
  }),
  stepDoor(
    'events.describeConnection',
    { name: z.string(), description: z.string() },
    {
      does: 'events:UpdateConnection',
      subject: ({ name }, context) => connectionSubject(name, 'change', context),
      run: (step, { aws }) => aws.http.updateConnection(step),
    },
  ),
  // Puts the mark on a connection that nobody has marked: it writes the description, and no secret.
  stepDoor(
    'events.adoptConnection',
    { name: z.string(), description: z.string(), secret },
    {
      does: 'events:UpdateConnection',
      subject: ({ name }, context) => connectionSubject(name, 'adopt', context),
      async run({ name, description, secret: reference }, context) {
        const fingerprint = await adoptedFingerprint(reference, context);
        await context.aws.http.updateConnection({
          name,
          description: withFingerprint(description, fingerprint),
        });
      },
    },
  ),
  stepDoor(
    'events.deleteConnection',
    { name: z.string() },
    {
      does: 'events:DeleteConnection',
      subject: ({ name }, context) => connectionSubject(name, 'delete', context),
      async run({ name }, context) {
        if (!(await isBeingDeleted(name, context))) await context.aws.http.deleteConnection(name);
        await awaitGone(name, context);
      },
    },
  ),
] as const;

/** A call on a connection. */
export type ConnectionStep = StepOf<typeof connectionSteps>;
