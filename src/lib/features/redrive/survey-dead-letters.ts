import type { Aws } from '../../clients/aws/model.js';
import type { Config } from '../../language/config/model.js';
import { awsDeadLetterQueues } from './aws-redrive.js';
import { collectDeadLetters, LOOK_SECONDS } from './collect-dead-letters.js';
import { formatsOf, isOfConversation } from './conversation-letters.js';
import { groupDeadLetters, type SortedLetter } from './group-dead-letters.js';
import type { DeadLetter, DeadLetterGroup } from './model.js';
import { release } from './send-back.js';
import { groupsShown } from './shown-groups.js';
import { deadLetterQueues, isOfTarget, wayBack } from './way-back.js';

/** Dead letters that are read at most: each is out of others' sight for a moment, and shown again by a call of its own. */
const SURVEYED_AT_MOST = 1_000;

/** What is asked of the dead letters of all targets. */
export interface SurveyRequest {
  readonly config: Config;
  readonly aws: Pick<Aws, 'sqs'>;
  /** Only dead letters of these reasons. Absent: all. */
  readonly reasons?: readonly string[];
  /** Only dead letters of this conversation. Absent: all. */
  readonly conversation?: string;
  /** Show even what may be of a person. */
  readonly showPersonalData: boolean;
  readonly signal: AbortSignal;
}

/** What lies in all dead-letter queues of a file; every dead letter is where it was. */
export interface DeadLetterSurvey {
  /** Names of the dead-letter queues, each once. */
  readonly queues: readonly string[];
  /** Those of them that do not exist. */
  readonly missing: readonly string[];
  /** Of targets that have dead letters, in the file's order. */
  readonly targets: readonly TargetDeadLetters[];
  /** Of no target in the file. */
  readonly others: readonly DeadLetterGroup[];
  /** Dead letters that were found, of the reasons and conversation that were asked for. */
  readonly count: number;
  /** Whether more may lie there than were read: a limited number is read at once, and it can be interrupted. */
  readonly more: boolean;
}

/** The dead letters of one target. */
export interface TargetDeadLetters {
  readonly target: string;
  readonly count: number;
  /** How many of them can be sent back. */
  readonly sendable: number;
  readonly groups: readonly DeadLetterGroup[];
}

/** Shows the dead letters of all targets; sends and deletes nothing. They are out of others' sight while they are read. */
export async function surveyDeadLetters(request: SurveyRequest): Promise<DeadLetterSurvey> {
  const { config, aws, reasons, conversation, signal } = request;
  const targets = Object.values(config.targets);
  const names = [...new Set(targets.flatMap((target) => deadLetterQueues(config, target)))];
  const show = await groupsShown(config, request.showPersonalData);
  const queues = awsDeadLetterQueues(aws);
  const { letters, missing, more } = await collectDeadLetters(queues, names, SURVEYED_AT_MOST, signal, {
    formats: formatsOf(config),
    hiddenSeconds: LOOK_SECONDS,
  });
  await release(queues, letters);
  const asked = letters.filter(
    (letter) =>
      isOfConversation(letter, conversation) && (reasons === undefined || reasons.includes(letter.reason)),
  );
  const taken = new Set<DeadLetter>();
  const found = targets.flatMap((target) => {
    const own = asked.filter((letter) => !taken.has(letter) && isOfTarget(config, target, letter));
    for (const letter of own) taken.add(letter);
    const sorted = own.map((letter): SortedLetter => ({ letter, wayBack: wayBack(config, target, letter) }));
    const sendable = sorted.filter((each) => each.wayBack.kind !== 'none').length;
    if (own.length === 0) return [];
    return [{ target: target.name, count: own.length, sendable, groups: groupDeadLetters(sorted, show) }];
  });
  const others = asked
    .filter((letter) => !taken.has(letter))
    .map((letter): SortedLetter => ({ letter, wayBack: { kind: 'none', why: 'of no target in the file' } }));
  return {
    queues: names,
    missing,
    targets: found,
    others: groupDeadLetters(others, show),
    count: asked.length,
    more,
  };
}
