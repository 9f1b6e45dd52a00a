import { isDeepStrictEqual } from 'node:util';
import { ExitCode } from '../../base/exit-codes.js';
import { GcxError } from '../../base/gcx-error.js';
import { freeName } from '../questions/free-name.js';
import {
  askEvents,
  askQueues,
  askRouteName,
  askTargets,
  askWhere,
  type EventAnswer,
  type Interviewer,
  keyFrom,
  parseSubscriber,
  parseTarget,
  type QueueAnswer,
  type RouteAnswer,
  type TargetAnswer,
  whyNoQueues,
} from '../questions/index.js';
import type { InitAnswers } from './answers.js';
import { draftProblem } from './draft-problem.js';
import { eventsFromFlags, queuesFromFlags, whereFromFlags } from './flag-answers.js';
import { forRoute, type InitFlags } from './init-flags.js';
import type { InitSources } from './init-sources.js';

/** What a route is described within. */
interface RouteGround {
  readonly base: Pick<InitAnswers, 'project' | 'genesys' | 'aws'>;
  readonly sources: InitSources;
  /** Those before it. */
  readonly routes: readonly RouteAnswer[];
}

/**
 * A route from flags, and from questions as far as these say nothing.
 * @param name its name where a flag gives it
 */
export async function collectRoute(
  flags: InitFlags,
  name: string | undefined,
  ground: RouteGround,
  asker: Interviewer | undefined,
): Promise<RouteAnswer> {
  const { base, sources, routes } = ground;
  const of = (values: readonly string[]): readonly string[] => forRoute(values, name, flags.route);
  // What --event and --target name is of the routes of flags; one that is asked for starts over.
  const first = routes.length === 0 || name !== undefined;
  const given = first ? of(flags.event) : [];
  const events = given.length > 0 || asker === undefined ? eventsFromFlags(given) : await askEvents(asker);
  const queues = await collectQueues(flags, of, events, sources, asker);
  const draft = (route: Partial<RouteAnswer>): string | undefined =>
    draftProblem({ ...base, routes: [...routes, { ...PLACEHOLDER, events, ...route }] });
  const where =
    asker === undefined || of(flags.where).length > 0
      ? whereFromFlags(of(flags.where), events)
      : await askWhere(asker, events, (condition) => draft({ where: [condition] }));
  const targets =
    asker === undefined || (first && of(flags.target).length > 0)
      ? withSubscribers(of(flags.target).map(parseTarget), of(flags.subscriber))
      : await askTargets(asker, {
          project: base.project,
          aws: sources.aws,
          known: knownTargets(routes),
          check: (target) => draft({ targets: [target] }),
        });
  const taken = routes.map((route) => route.name);
  const route = { events, queues, where, targets };
  if (name !== undefined) return { ...route, name };
  if (asker !== undefined) return { ...route, name: await askRouteName(asker, events, taken) };
  return { ...route, name: freeName(keyFrom(events[0]?.name ?? '', 'route'), taken) };
}

/** What stands for the parts of a route that are not known yet while another is checked. */
const PLACEHOLDER: RouteAnswer = {
  name: 'this-route',
  events: [],
  queues: [],
  where: [],
  targets: [{ name: 'not-known-yet', inFile: { sqs: { create: 'not-known-yet' } }, subscribers: [] }],
};

async function collectQueues(
  flags: InitFlags,
  of: (values: readonly string[]) => readonly string[],
  events: readonly EventAnswer[],
  sources: InitSources,
  asker: Interviewer | undefined,
): Promise<readonly QueueAnswer[]> {
  if (flags['all-queues']) return [];
  const globs = of(flags['queue-glob']).map((glob) => ({ glob }));
  const names = of(flags.queue);
  if (names.length > 0) return [...queuesFromFlags(names, await sources.queues()), ...globs];
  if (globs.length > 0 || asker === undefined) return globs;
  const why = whyNoQueues(events);
  if (why === undefined) return askQueues(asker, await sources.queues());
  asker.tell(why);
  return [];
}

/** Subscribers are of the SNS topics among the targets. */
function withSubscribers(
  targets: readonly TargetAnswer[],
  texts: readonly string[],
): readonly TargetAnswer[] {
  if (texts.length === 0) return targets;
  const subscribers = texts.map(parseSubscriber);
  if (!targets.some(({ inFile }) => 'sns' in inFile)) {
    throw new GcxError(
      {
        code: 'usage',
        what: '--subscriber is for who gets what an SNS topic gets, and no target is an SNS topic.',
        fix: 'Add --target sns:NAME.',
      },
      ExitCode.usage,
    );
  }
  return targets.map((target) => ('sns' in target.inFile ? { ...target, subscribers } : target));
}

/** The targets of other routes, and those behind their SNS topics, each once. */
function knownTargets(routes: readonly RouteAnswer[]): readonly TargetAnswer[] {
  const all = routes.flatMap(({ targets }) =>
    targets.flatMap((target) => [
      target,
      ...target.subscribers.flatMap((each) => (each.kind === 'target' ? [each.target] : [])),
    ]),
  );
  return all.filter(
    (target, index) => all.findIndex((other) => isDeepStrictEqual(other.inFile, target.inFile)) === index,
  );
}
