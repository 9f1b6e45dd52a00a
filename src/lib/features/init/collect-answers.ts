import type { Asker } from '../../base/terminal/asker.js';
import type { Genesys } from '../../clients/genesys/model.js';
import type { EventAnswer, InitAnswers, QueueAnswer } from './answers.js';
import { askEvents, eventsFromFlags } from './event-answers.js';
import type { InitFlags } from './init-flags.js';
import { askQueues, queuesFromFlags } from './queue-answers.js';
import { keyFrom, parseTarget } from './target-answer.js';
import { askTargets } from './target-answers.js';

/** What is known before the questions: who the credentials are, and where. */
export interface InitGround {
  readonly genesys: InitAnswers['genesys'];
  readonly aws: InitAnswers['aws'];
  /** Name of the folder, for the project's default name. */
  readonly folder: string;
}

/** Why, and what it costs (Amazon CloudWatch pricing: vended logs). */
const LOG_QUESTION =
  'Have the event bus log which deliveries fail, and why? Only failures, without the events. All of the bus is logged, not only your routes; CloudWatch bills by the gigabyte, for failures mostly cents a month';

/**
 * Turns flags into answers and asks for the rest; without an asker every needed flag is there (see requireFlags).
 * Queues are read from Genesys Cloud only where they are needed.
 */
export async function collectAnswers(
  flags: InitFlags,
  ground: InitGround,
  genesys: Genesys,
  asker: Asker | undefined,
): Promise<InitAnswers> {
  const project =
    flags.project ??
    (await asker?.text('A name for this project', {
      standard: keyFrom(ground.folder, 'events'),
      problem: keyProblem,
    })) ??
    '';
  const events =
    flags.events.length > 0 || asker === undefined ? eventsFromFlags(flags.events) : await askEvents(asker);
  const queues = await collectQueues(flags, events, genesys, asker);
  const targets =
    flags.targets.length > 0 || asker === undefined
      ? flags.targets.map(parseTarget)
      : await askTargets(asker, project);
  const wantsDeadLetter =
    !flags.noDeadLetter &&
    (flags.deadLetter !== undefined ||
      asker === undefined ||
      (await asker.confirm('Keep events that could not be delivered in a dead-letter queue?', true)));
  const log = flags.log || ((await asker?.confirm(LOG_QUESTION, false)) ?? false);
  return {
    project,
    log,
    genesys: ground.genesys,
    aws: ground.aws,
    route: flags.route ?? keyFrom(events[0]?.name ?? '', 'route'),
    events,
    queues,
    targets,
    ...(wantsDeadLetter ? { deadLetter: flags.deadLetter ?? `${project}-dead-letters` } : {}),
  };
}

async function collectQueues(
  flags: InitFlags,
  events: readonly EventAnswer[],
  genesys: Genesys,
  asker: Asker | undefined,
): Promise<readonly QueueAnswer[]> {
  if (flags.allQueues) return [];
  if (flags.queues.length > 0) return queuesFromFlags(flags.queues, await genesys.queues.all());
  // A filter on the queue would match nothing on an event type that carries none.
  if (asker === undefined || events.some(({ carriesQueue }) => !carriesQueue)) return [];
  return askQueues(asker, await genesys.queues.all());
}

function keyProblem(text: string): string | undefined {
  return keyFrom(text, '') === text && text !== ''
    ? undefined
    : 'Lower-case letters, digits and dashes, a letter first.';
}
