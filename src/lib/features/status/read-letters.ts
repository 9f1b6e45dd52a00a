import { Limits } from '../../base/limits.js';
import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import { type DeadLetter, formatsOf, isOfTarget, lookThrough } from '../redrive/index.js';
import type { LettersOfReason, LettersStatus, QueueStatus, RuleStatus, TargetStatus } from './model.js';
import { keptIn } from './target-things.js';
import type { Reader } from './unseen.js';

/** ms for which one SQS queue is looked through at most: a status that says less is better than one that is late. */
const LOOK_MS = 10_000;

/** What dead letters are looked at with. */
export interface LettersScope {
  readonly config: Config;
  readonly aws: Pick<Aws, 'sqs'>;
  readonly reader: Reader;
  /** Rules on the bus, which dead letters name. Absent: they could not be read. */
  readonly rules: readonly RuleStatus[] | undefined;
  /** Whether the ids of conversations are kept. */
  readonly ids: boolean;
  /** AWS's time, epoch ms. */
  readonly now: number;
}

/**
 * Targets, with the reasons of the dead letters that they keep. Only receiving a dead letter tells its reason; others see it
 * again at once. Not looked into is what looking would harm: an SQS queue whose messages SQS moves on once they were received
 * too often, or that wait there for somebody who works on them.
 */
export async function withLetters(
  targets: readonly TargetStatus[],
  scope: LettersScope,
): Promise<readonly TargetStatus[]> {
  const queues = new Map(targets.flatMap(lookable).map((queue) => [queue.arn, queue]));
  const looked = new Map<string, QueueStatus>();
  await Promise.all(
    [...queues.values()].map(async (queue) => {
      const letters = await lookInto(queue, scope);
      if (letters !== undefined) looked.set(queue.arn, told(queue, letters, scope));
    }),
  );
  return targets.map((target) => {
    const { queue, deadLetters } = target;
    return {
      ...target,
      ...(queue === undefined ? {} : { queue: looked.get(queue.arn) ?? queue }),
      ...(deadLetters === undefined ? {} : { deadLetters: looked.get(deadLetters.arn) ?? deadLetters }),
    };
  });
}

/** The SQS queue that is looked into; none where there is nothing, or looking would harm. */
function lookable(target: TargetStatus): readonly QueueStatus[] {
  const queue = keptIn(target);
  const isWorkedOn = queue === target.queue && target.routes.length > 0;
  if (queue === undefined || isWorkedOn || queue.movesOn === true || (queue.waiting ?? 0) === 0) return [];
  return [queue];
}

/** The first dead letters of an SQS queue; undefined where they could not be received. */
async function lookInto(
  { name, waiting = 0 }: QueueStatus,
  { config, aws, reader }: LettersScope,
): Promise<readonly DeadLetter[] | undefined> {
  const found = await reader.attemptAside(`reasons of dead letters in SQS queue ${name}`, () =>
    lookThrough(aws, name, {
      limit: Math.min(waiting, Limits.statusDeadLetters),
      signal: AbortSignal.timeout(LOOK_MS),
      formats: formatsOf(config),
    }),
  );
  return found?.letters;
}

function told(queue: QueueStatus, letters: readonly DeadLetter[], scope: LettersScope): QueueStatus {
  const sent = letters.flatMap(({ message }) => message.sentAt ?? []);
  const known = queue.oldestSeconds === undefined ? [] : [queue.oldestSeconds];
  // SQS's own number leaves out what was received three times, as by looks like this one.
  const oldest = Math.max(...known, ...sent.map((at) => Math.max(0, Math.round((scope.now - at) / 1_000))));
  const status: LettersStatus = {
    looked: letters.length,
    all: letters.length >= (queue.waiting ?? 0),
    reasons: byReason(letters, scope),
  };
  return { ...queue, ...(Number.isFinite(oldest) ? { oldestSeconds: oldest } : {}), letters: status };
}

/** The most first. */
function byReason(letters: readonly DeadLetter[], scope: LettersScope): readonly LettersOfReason[] {
  const groups = new Map<
    string,
    { readonly first: Omit<LettersOfReason, 'count'>; readonly of: DeadLetter[] }
  >();
  for (const letter of letters) {
    const { reason } = letter;
    const target = Object.values(scope.config.targets).find((each) =>
      isOfTarget(scope.config, each, letter),
    )?.name;
    const route = routeOf(letter, scope);
    const first = {
      reason,
      ...(target === undefined ? {} : { target }),
      ...(route === undefined ? {} : { route }),
    };
    const key = JSON.stringify(first);
    const of = groups.get(key)?.of ?? [];
    of.push(letter);
    groups.set(key, { first, of });
  }
  return [...groups.values()]
    .map(({ first, of }) => {
      const sent = of.flatMap(({ message }) => message.sentAt ?? []);
      const conversations = new Set(of.flatMap(({ conversationId }) => conversationId ?? []));
      return {
        ...first,
        count: of.length,
        ...(sent.length === 0 ? {} : { newest: Math.max(...sent) }),
        ...(scope.ids ? { conversations: [...conversations] } : {}),
      };
    })
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}

/** EventBridge names the rule (EventBridge user guide, dead-letter queues: RULE_ARN). */
function routeOf({ message }: DeadLetter, { rules = [] }: LettersScope): string | undefined {
  const rule = message.messageAttributes['RULE_ARN']?.split('/').at(-1);
  return rules.find(({ name }) => name === rule)?.route;
}
