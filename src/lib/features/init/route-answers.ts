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
  noteOnQueues,
  parseSubscriber,
  parseTarget,
  type QueueAnswer,
  type RouteAnswer,
  type TargetAnswer,
  whyNoQueues,
} from '../questions/index.js';
import type { InitAnswers } from './answers.js';
import { targetWord } from './command-words.js';
import { draftProblem } from './draft-problem.js';
import { eventsFromFlags, globFromFlag, queuesFromFlags, whereFromFlags } from './flag-answers.js';
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
 * @param soFar is told the parts that are finished
 */
export async function collectRoute(
  flags: InitFlags,
  name: string | undefined,
  ground: RouteGround,
  asker: Interviewer | undefined,
  soFar: (part: Partial<RouteAnswer>) => void = () => {},
): Promise<RouteAnswer> {
  const { base, sources, routes } = ground;
  const of = (values: readonly string[]): readonly string[] => forRoute(values, name, flags.route);
  const given = of(flags.event);
  const events = given.length > 0 || asker === undefined ? eventsFromFlags(given) : await askEvents(asker);
  soFar({ events });
  const queues = await collectQueues(flags, of, events, sources, asker);
  soFar({ events, queues });
  const draft = (route: Partial<RouteAnswer>): string | undefined =>
    draftProblem({ ...base, routes: [...routes, { ...PLACEHOLDER, events, ...route }] });
  const where =
    asker === undefined || flags['no-where'] || of(flags.where).length > 0
      ? whereFromFlags(of(flags.where), events)
      : await askWhere(asker, events, (condition) => draft({ where: [condition] }));
  soFar({ events, queues, where });
  const targets =
    asker === undefined || of(flags.target).length > 0
      ? withSubscribers(of(flags.target).map(parseTarget), of(flags.subscriber))
      : await askTargets(asker, {
          project: base.project,
          aws: sources.aws,
          known: knownTargets(routes),
          check: (target) => draft({ targets: [target] }),
        });
  const taken = routes.map((route) => route.name);
  const route = { events, queues, where, targets };
  soFar(route);
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
  const globs = of(flags['queue-glob']).map(globFromFlag);
  const names = of(flags.queue);
  if (names.length > 0) return [...queuesFromFlags(names, await sources.queues()), ...globs];
  if (globs.length > 0 || asker === undefined || flags['all-queues']) return globs;
  const why = whyNoQueues(events);
  if (why !== undefined) {
    asker.tell(why);
    return [];
  }
  const note = noteOnQueues(events);
  if (note !== undefined) asker.tell(note);
  return askQueues(asker, await sources.queues());
}

/** Subscribers are of the SNS topics among the targets: of each, or of that which stands before it (`sns:sold=email:…`). */
function withSubscribers(
  targets: readonly TargetAnswer[],
  texts: readonly string[],
): readonly TargetAnswer[] {
  if (texts.length === 0) return targets;
  const topics = targets.filter(({ inFile }) => 'sns' in inFile);
  const given = texts.map((text) => {
    const topic = topics.find((each) => text.startsWith(`${targetWord(each)}=`));
    const own = topic === undefined ? text : text.slice(targetWord(topic).length + 1);
    return { topic, subscriber: parseSubscriber(own) };
  });
  if (topics.length === 0) {
    throw new GcxError(
      {
        code: 'usage',
        what: '--subscriber needs an SNS topic to subscribe to, and no target is an SNS topic.',
        fix: 'Add --target sns:NAME.',
      },
      ExitCode.usage,
    );
  }
  return targets.map((target) =>
    topics.includes(target)
      ? {
          ...target,
          subscribers: given.flatMap(({ topic, subscriber }) =>
            topic === undefined || isDeepStrictEqual(topic, target) ? [subscriber] : [],
          ),
        }
      : target,
  );
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
