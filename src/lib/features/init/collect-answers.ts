import {
  askEnvironment,
  type EnvironmentAnswer,
  type Interviewer,
  keyFrom,
  keyProblem,
  type RouteAnswer,
} from '../questions/index.js';
import type { InitAnswers } from './answers.js';
import { draftProblem } from './draft-problem.js';
import { environmentFromFlag } from './flag-answers.js';
import type { InitFlags } from './init-flags.js';
import type { InitSources } from './init-sources.js';
import { collectRoute } from './route-answers.js';

/** What is known before the questions: who the credentials are, and where. */
export interface InitGround {
  readonly genesys: InitAnswers['genesys'];
  readonly aws: InitAnswers['aws'];
  /** Name of the folder, for the project's default name. */
  readonly folder: string;
}

/** Why, and what it costs (Amazon CloudWatch pricing: vended logs). */
const LOG_NOTE =
  'The event bus can log which deliveries fail, and why: only failures, without the events. All of the bus is logged, not only your routes; CloudWatch bills by the gigabyte, for failures mostly cents a month.';

/**
 * Turns flags into answers and asks for the rest; without an asker every needed flag is there (see requireFlags).
 * @param soFar is told what was answered, as it grows
 */
export async function collectAnswers(
  flags: InitFlags,
  ground: InitGround,
  sources: InitSources,
  asker: Interviewer | undefined,
  soFar: (answers: Partial<InitAnswers>) => void = () => {},
): Promise<InitAnswers> {
  const project =
    flags.project ??
    (await asker?.text('A name for this project: it becomes part of the names on AWS', {
      standard: keyFrom(ground.folder, 'events'),
      problem: (text) => keyProblem('project', text),
    })) ??
    '';
  const base = { project, genesys: ground.genesys, aws: ground.aws };
  soFar(base);
  const routes = await collectRoutes(flags, base, sources, asker, (more) => soFar({ ...base, routes: more }));
  const deadLetter = await collectDeadLetter(flags, { ...base, routes }, asker);
  const withLetters = { ...base, routes, ...(deadLetter === undefined ? {} : { deadLetter }) };
  soFar(withLetters);
  if (!flags.log) asker?.tell(LOG_NOTE);
  const log = flags.log || ((await asker?.confirm('Log deliveries that fail?', false)) ?? false);
  soFar({ ...withLetters, log });
  const environments = await collectEnvironments(flags, ground, asker);
  return { ...withLetters, log, environments };
}

type Base = Pick<InitAnswers, 'project' | 'genesys' | 'aws'>;

async function collectRoutes(
  flags: InitFlags,
  base: Base,
  sources: InitSources,
  asker: Interviewer | undefined,
  soFar: (routes: readonly RouteAnswer[]) => void,
): Promise<readonly RouteAnswer[]> {
  const routes: RouteAnswer[] = [];
  // Each --route is one; where none is named, what other flags say is of one route.
  const names = flags.route.length === 0 ? [undefined] : flags.route;
  for (const name of names) {
    routes.push(await collectRoute(flags, name, { base, sources, routes }, asker));
    soFar(routes);
  }
  const told = flags.route.length > 0 || flags.event.length > 0 || flags.target.length > 0;
  if (asker === undefined || told) return routes;
  const none = { ...flags, queue: [], 'queue-glob': [], 'all-queues': false, where: [], subscriber: [] };
  while (await asker.confirm(`Another route? So far: ${routes.map(({ name }) => name).join(', ')}`, false)) {
    routes.push(await collectRoute(none, undefined, { base, sources, routes }, asker));
    soFar(routes);
  }
  return routes;
}

async function collectDeadLetter(
  flags: InitFlags,
  answers: Base & Pick<InitAnswers, 'routes'>,
  asker: Interviewer | undefined,
): Promise<string | undefined> {
  if (flags['no-dead-letter']) return undefined;
  const standard = flags['dead-letter'] ?? `${answers.project}-dead-letters`;
  if (asker === undefined || flags['dead-letter'] !== undefined) return standard;
  const wanted = await asker.confirm(
    'Keep events that could not be delivered, in an SQS queue (dead letters)?',
    true,
  );
  if (!wanted) return undefined;
  return asker.text('A name for that SQS queue', {
    standard,
    problem: (deadLetter) => draftProblem({ ...answers, deadLetter }),
  });
}

async function collectEnvironments(
  flags: InitFlags,
  ground: InitGround,
  asker: Interviewer | undefined,
): Promise<readonly EnvironmentAnswer[]> {
  if (flags.environment.length > 0) return flags.environment.map(environmentFromFlag);
  if (asker === undefined) return [];
  const more = await asker.confirm(
    'The same pipe more than once, such as test and production (environments)?',
    false,
  );
  if (!more) return [];
  const first = await asker.text('A name for the environment that you described so far', {
    standard: 'production',
    problem: (text) => keyProblem('environment', text),
  });
  const environments: EnvironmentAnswer[] = [{ name: first }];
  const { organization, suffix } = ground.genesys;
  do {
    environments.push(
      await askEnvironment(
        asker,
        { organization, suffix, ...ground.aws },
        environments.map(({ name }) => name),
      ),
    );
  } while (await asker.confirm('Another environment?', false));
  return environments;
}
