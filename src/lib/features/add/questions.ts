import { GcxError } from '../../base/gcx-error.js';
import { gcxCommand } from '../../base/hints/gcx-command.js';
import type { Aws } from '../../clients/aws/model.js';
import { catalogue } from '../../language/events/index.js';
import type { Queue } from '../../language/queues/queue.js';
import {
  askEnvironment,
  askEvents,
  askQueues,
  askRouteName,
  askTarget,
  askTargets,
  askWhere,
  type EventAnswer,
  eventAnswer,
  type Interviewer,
  noteOnQueues,
  type TargetAnswer,
  whyNoQueues,
} from '../questions/index.js';
import type { EnvironmentRequest } from './add-environment.js';
import type { RouteItem } from './add-items.js';
import { answeredQueues } from './add-queues.js';
import { addRoute, type RouteRequest } from './add-route.js';
import { addTargets, type TargetsRequest } from './add-target.js';
import { draftProblem } from './draft-problem.js';
import type { EditableFile } from './edit-file.js';
import { environmentsOf, listAt, mapAt } from './file-content.js';
import { eventItems } from './route-events.js';
import type { GivenTarget } from './target-text.js';

/** What the questions know. */
export interface QuestionGround {
  readonly file: EditableFile;
  /** All queues of Genesys Cloud, read once. Absent: they cannot be asked for, or are not to be. */
  readonly queues?: () => Promise<readonly Queue[]>;
  /** Where what exists on AWS is listed from. Absent: names are typed. */
  readonly aws?: Aws;
}

/** A route as far as the command line describes it. */
export type PartOfRoute = Omit<RouteRequest, 'name'> & { readonly name?: string | undefined };

/** Stands for the targets of a route that are not known yet. */
const NOT_KNOWN_YET: TargetAnswer = {
  name: 'not-known-yet',
  inFile: { sqs: { create: 'not-known-yet' } },
  subscribers: [],
};

/** Asks what is missing of a route. */
export async function askRoute(
  asker: Interviewer,
  ground: QuestionGround,
  given: PartOfRoute,
): Promise<RouteRequest> {
  const { file } = ground;
  const taken = Object.keys(mapAt(file.content, 'routes'));
  const events = given.events.length > 0 ? answersOf(file, given.events) : await askEvents(asker);
  const base = { ...given, name: given.name ?? 'not-known-yet', events: events.map(({ name }) => name) };
  const problemOf = (more: Partial<RouteRequest>): string | undefined =>
    draftProblem(file, () => addRoute(file, { ...base, targets: [NOT_KNOWN_YET], ...more }));
  const queues = given.queues.length > 0 ? given.queues : await routeQueues(asker, ground, events);
  const where =
    given.where.length > 0
      ? given.where
      : (await askWhere(asker, events, (each) => problemOf({ where: [whereText(each)] }))).map(whereText);
  const targets = given.targets.length > 0 ? given.targets : await routeTargets(asker, ground, problemOf);
  const name = given.name ?? (await askRouteName(asker, events, taken));
  return { ...base, queues, where, targets, name };
}

/** Asks what is missing of targets: one, and the routes that send to it. */
export async function askNewTarget(
  asker: Interviewer,
  { file, aws }: QuestionGround,
  given: TargetsRequest,
): Promise<TargetsRequest> {
  const target = await askTarget(
    asker,
    {
      project: String(file.content['project'] ?? 'events'),
      ...(aws === undefined ? {} : { aws }),
      known: [],
      check: (each) => draftProblem(file, () => addTargets(file, { ...given, targets: [each] })),
    },
    'Which target do you want to add?',
  );
  const names = Object.keys(mapAt(file.content, 'routes'));
  const routes =
    given.routes.length > 0 || names.length === 0
      ? given.routes
      : await asker.several(
          'Which routes should send events there? Press Space to select',
          names.map((value) => ({ value, name: value })),
        );
  return { ...given, targets: [target], routes };
}

/** Asks for a route of the file. @param question whole */
export async function askForRoute(
  asker: Interviewer,
  { file }: QuestionGround,
  question: string,
): Promise<string> {
  return asker.choose(
    question,
    Object.entries(mapAt(file.content, 'routes')).map(([value, route]) => ({
      value,
      name: value,
      description: `${listAt(route, 'events').join(', ')} to ${listAt(route, 'targets').join(', ')}`,
    })),
  );
}

/** Asks for event types that a route does not take yet. */
export async function askNewEvents(
  asker: Interviewer,
  { file }: QuestionGround,
  route: string,
): Promise<readonly string[]> {
  const there = listAt(file.content, 'routes', route, 'events').map(String);
  return (await askEvents(asker, there)).map(({ name }) => name);
}

/** Asks for queues. @throws GcxError where Genesys Cloud cannot be asked which there are */
export async function askNewQueues(
  asker: Interviewer,
  { queues }: QuestionGround,
): Promise<readonly RouteItem[]> {
  if (queues === undefined)
    throw new GcxError({
      code: 'queues-not-read',
      what: 'The queues cannot be listed: there are no Genesys Cloud credentials here.',
      fix: `Give their names: ${gcxCommand('add queue', 'Sales Support', '--route', 'NAME', '--offline')}`,
    });
  return answeredQueues(await askQueues(asker, await queues(), { some: true }));
}

/** Asks for an environment and what is different in it. */
export async function askNewEnvironment(
  asker: Interviewer,
  { file }: QuestionGround,
  base: string,
): Promise<EnvironmentRequest> {
  const { content } = file;
  const text = (...path: readonly string[]): string => {
    const [key = '', ...above] = [...path].reverse();
    return String(mapAt(content, ...above.reverse())[key] ?? '');
  };
  const answer = await askEnvironment(
    asker,
    {
      organization: text('genesys', 'organization'),
      suffix: text('genesys', 'integration', 'suffix'),
      account: text('aws', 'account'),
      region: text('aws', 'region'),
    },
    environmentsOf(file),
  );
  return { ...answer, base };
}

async function routeQueues(
  asker: Interviewer,
  { queues }: QuestionGround,
  events: readonly EventAnswer[],
): Promise<readonly RouteItem[]> {
  const why =
    queues === undefined
      ? 'Queue filter skipped: the queues cannot be listed here. The route takes events from all queues.'
      : whyNoQueues(events);
  if (why !== undefined || queues === undefined) {
    asker.tell(why ?? '');
    return [];
  }
  const note = noteOnQueues(events);
  if (note !== undefined) asker.tell(note);
  return answeredQueues(await askQueues(asker, await queues()));
}

/** Targets that the file has, and new ones. */
async function routeTargets(
  asker: Interviewer,
  { file, aws }: QuestionGround,
  problemOf: (more: Partial<RouteRequest>) => string | undefined,
): Promise<readonly GivenTarget[]> {
  const names = Object.keys(mapAt(file.content, 'targets'));
  const chosen =
    names.length === 0
      ? [undefined]
      : await asker.several<string | undefined>(
          'Where should these events go? Press Space to select',
          [...names.map((value) => ({ value, name: value })), { value: undefined, name: 'A new target' }],
          { atLeastOne: true },
        );
  const there = chosen.filter((each) => each !== undefined);
  if (there.length === chosen.length) return there;
  const added = await askTargets(asker, {
    project: String(file.content['project'] ?? 'events'),
    ...(aws === undefined ? {} : { aws }),
    known: [],
    check: (target) => problemOf({ targets: [target] }),
  });
  return [...there, ...added];
}

function answersOf(file: EditableFile, names: readonly string[]): readonly EventAnswer[] {
  return eventItems(file, names, '--event').map(({ value }) => {
    const eventType = catalogue().find(String(value));
    return eventType === undefined
      ? { name: String(value), description: '', carriesQueue: true }
      : eventAnswer(eventType);
  });
}

/** A condition as `--where` takes it, whatever its values hold. */
function whereText({
  field,
  values,
}: {
  readonly field: string;
  readonly values: readonly unknown[];
}): string {
  return `${field}=${JSON.stringify(values)}`;
}
