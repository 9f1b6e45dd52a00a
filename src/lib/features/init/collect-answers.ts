import {
  askEnvironment,
  type EnvironmentAnswer,
  type Interviewer,
  keyFrom,
  keyProblem,
  type RouteAnswer,
} from '../questions/index.js';
import type { AnsweredSoFar, InitAnswers } from './answers.js';
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
  'The event bus can log which deliveries fail and why: failures only, without the events. This applies to the whole event bus, not only to your routes. CloudWatch charges per gigabyte; for failures that is usually cents a month.';

/**
 * Turns flags into answers and asks for the rest; without an asker every needed flag is there (see requireFlags).
 * @param soFar is told what was answered, as it grows, whenever a part is finished that flags can give again
 */
export async function collectAnswers(
  flags: InitFlags,
  ground: InitGround,
  sources: InitSources,
  asker: Interviewer | undefined,
  soFar: (answers: AnsweredSoFar) => void = () => {},
): Promise<InitAnswers> {
  const project =
    flags.project ??
    (await asker?.text('Project name (used in the names of all AWS resources)', {
      standard: keyFrom(ground.folder, 'events'),
      problem: (text) => keyProblem('project', text),
    })) ??
    '';
  const base = { project, genesys: ground.genesys, aws: ground.aws };
  soFar({ project });
  const routes = await collectRoutes(flags, base, sources, asker, (more) => soFar({ project, ...more }));
  const deadLetter = await collectDeadLetter(flags, { ...base, routes }, asker);
  const letters = deadLetter === undefined ? 'none' : { name: deadLetter };
  soFar({ project, routes, deadLetter: letters });
  const log = flags.log ?? (await askLog(asker));
  soFar({ project, routes, deadLetter: letters, log });
  const environments = await collectEnvironments(flags, ground, asker);
  soFar({ project, routes, deadLetter: letters, log, environments });
  return { ...base, routes, ...(deadLetter === undefined ? {} : { deadLetter }), log, environments };
}

async function askLog(asker: Interviewer | undefined): Promise<boolean> {
  asker?.tell(LOG_NOTE);
  return (await asker?.confirm('Log failed deliveries?', false)) ?? false;
}

type Base = Pick<InitAnswers, 'project' | 'genesys' | 'aws'>;

async function collectRoutes(
  flags: InitFlags,
  base: Base,
  sources: InitSources,
  asker: Interviewer | undefined,
  soFar: (answered: Pick<AnsweredSoFar, 'routes' | 'firstRoute'>) => void,
): Promise<readonly RouteAnswer[]> {
  const routes: RouteAnswer[] = [];
  // Each --route is one; where none is named, what other flags say is of one route.
  const names = flags.route.length === 0 ? [undefined] : flags.route;
  for (const name of names) {
    const part = (firstRoute: Partial<RouteAnswer>): void => {
      if (flags.route.length === 0) soFar({ firstRoute });
    };
    const own = asker?.part(`route ${routes.length + 1}`);
    routes.push(await collectRoute(flags, name, { base, sources, routes }, own, part));
  }
  soFar({ routes: [...routes] });
  // Whoever gives flags for what comes later has no more routes.
  const told = flags['dead-letter'] !== undefined || flags['no-dead-letter'];
  if (asker === undefined || told) return routes;
  while (await asker.confirm(`Add another route? So far: ${namesInWords(routes)}`, false)) {
    const own = asker.part(`route ${routes.length + 1}`);
    routes.push(await collectRoute({ ...flags, ...NO_ROUTE }, undefined, { base, sources, routes }, own));
    soFar({ routes: [...routes] });
  }
  return routes;
}

/** Flags that say nothing of a route. */
const NO_ROUTE = {
  route: [],
  event: [],
  queue: [],
  'queue-glob': [],
  'all-queues': false,
  where: [],
  'no-where': false,
  target: [],
  subscriber: [],
} as const satisfies Partial<InitFlags>;

/** Names of routes that are shown in a question. */
const SHOWN = 3;

function namesInWords(routes: readonly RouteAnswer[]): string {
  const names = routes.map(({ name }) => name);
  return names.length > SHOWN
    ? `${names.slice(0, SHOWN).join(', ')} and ${names.length - SHOWN} more`
    : names.join(', ');
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
    'Send events that cannot be delivered to a dead-letter SQS queue?',
    true,
  );
  if (!wanted) return undefined;
  return asker.text('Name of the dead-letter SQS queue', {
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
  if (asker === undefined || flags['no-environment']) return [];
  const more = await asker.confirm('Do you want several environments, such as test and production?', false);
  if (!more) return [];
  const first = await asker.text('Name of the environment you have described so far', {
    standard: 'production',
    problem: (text) => keyProblem('environment', text),
  });
  const environments: EnvironmentAnswer[] = [{ name: first }];
  const { organization, suffix } = ground.genesys;
  for (;;) {
    const part = asker.part(`environment ${environments.length + 1}`);
    environments.push(
      await askEnvironment(
        part,
        { organization, suffix, ...ground.aws },
        environments.map(({ name }) => name),
      ),
    );
    if (!(await part.confirm('Add another environment?', false))) return environments;
  }
}
