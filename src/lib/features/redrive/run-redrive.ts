import { setTimeout as wait } from 'node:timers/promises';
import { GcxError } from '../../base/gcx-error.js';
import type { Aws } from '../../clients/aws/model.js';
import { newerMarksNotice } from '../../engine/kinds/index.js';
import type { Config, Target } from '../../language/config/model.js';
import { requireKnownFormat } from '../access/known-format.js';
import { awsDeadLetterQueues, awsSender } from './aws-redrive.js';
import { collectDeadLetters } from './collect-dead-letters.js';
import { formatsOf, isOfConversation } from './conversation-letters.js';
import { groupDeadLetters, type SortedLetter } from './group-dead-letters.js';
import type { DeadLetterGroup } from './model.js';
import { newerMarksOfRedrive } from './pipe-marks.js';
import type { Rate } from './rate.js';
import { requireDeadLetterQueues } from './redrive-target.js';
import { release, type SentBack, sendBack } from './send-back.js';
import { groupsShown } from './shown-groups.js';
import { wayBack } from './way-back.js';

/** What a redrive is asked. */
export interface RedriveRequest {
  readonly config: Config;
  readonly aws: Aws;
  readonly target: Target;
  readonly rate: Rate;
  /** Only dead letters of these reasons. Absent: all. */
  readonly reasons?: readonly string[];
  /** Only dead letters of this conversation. Absent: all. */
  readonly conversation?: string;
  /** Show even what may be of a person. */
  readonly showPersonalData: boolean;
  /** Asks, once they were found, whether this many are sent back. Absent: they are only shown. */
  readonly approve?: (count: number) => Promise<boolean>;
  /** Ends it at a safe place. */
  readonly signal: AbortSignal;
  readonly observer: RedriveObserver;
}

/** Who shows what a redrive does. */
export interface RedriveObserver {
  /** Why what is shown may be wrong. */
  warning(text: string): void;
  /** Before anything is asked or sent. */
  found(found: FoundDeadLetters): void;
  /** How many of those that are to be sent back were sent. */
  sent(count: number, all: number): void;
}

/** What lies in a target's dead-letter queues. */
export interface FoundDeadLetters {
  /** Name of the target. */
  readonly target: string;
  /** The only conversation whose dead letters are told. Absent: all. */
  readonly conversation?: string;
  /** Names of its dead-letter queues. */
  readonly queues: readonly string[];
  /** Those of them that do not exist. */
  readonly missing: readonly string[];
  readonly groups: readonly DeadLetterGroup[];
  /** Dead letters in all groups. */
  readonly count: number;
  /** Whether more may lie there than were read: a run takes a limited number, and can be interrupted. */
  readonly more: boolean;
}

/** How a redrive ended. In all but `sent`, every dead letter is where it was. */
export type RedriveEnd =
  /** None that is asked for goes back anywhere. */
  | { readonly kind: 'nothing' }
  /** Nobody was to approve: this many would be sent back. */
  | { readonly kind: 'shown'; readonly sendable: number }
  | { readonly kind: 'declined' }
  /** Before one was sent. */
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'sent'; readonly result: SentBack };

/** What a redrive found and how it ended. */
export interface Redrive {
  readonly found: FoundDeadLetters;
  readonly end: RedriveEnd;
}

/**
 * Takes a target's dead letters out of sight, shows them, and sends back those that are approved; others see the rest again
 * at once.
 * @throws GcxError where the target has no dead-letter queue, none has a reason that was asked for, or a newer gcx wrote
 * the marks of what it would write to (exit code 5; with nobody to approve it is a warning)
 */
export async function runRedrive(request: RedriveRequest): Promise<Redrive> {
  const { config, target, aws, signal, observer, reasons, conversation, approve } = request;
  const names = requireDeadLetterQueues(config, target);
  const marks = await newerMarksOfRedrive(aws, config, target, names);
  if (approve !== undefined) requireKnownFormat(marks);
  for (const { message } of newerMarksNotice(marks)) observer.warning(message);
  const show = await groupsShown(config, request.showPersonalData);
  const queues = awsDeadLetterQueues(aws);
  const collected = await collectDeadLetters(queues, names, request.rate.limit, signal, {
    formats: formatsOf(config),
  });
  const putBack = (some: readonly SortedLetter[]) =>
    release(
      queues,
      some.map(({ letter }) => letter),
    );
  const all = collected.letters.map((letter) => ({ letter, wayBack: wayBack(config, target, letter) }));
  const sorted = all.filter(({ letter }) => isOfConversation(letter, conversation));
  await putBack(all.filter(({ letter }) => !isOfConversation(letter, conversation)));
  const groups = groupDeadLetters(sorted, show);
  const found: FoundDeadLetters = {
    target: target.name,
    ...(conversation === undefined ? {} : { conversation }),
    queues: names,
    missing: collected.missing,
    groups,
    count: sorted.length,
    more: collected.more,
  };
  observer.found(found);
  const chosen = sorted.filter((each) => isChosen(each, reasons));
  await putBack(sorted.filter((each) => !isChosen(each, reasons)));
  if (signal.aborted) {
    await putBack(chosen);
    return { found, end: { kind: 'interrupted' } };
  }
  if (chosen.length === 0) {
    checkReasons(reasons, groups);
    return { found, end: { kind: 'nothing' } };
  }
  if (approve === undefined) {
    await putBack(chosen);
    return { found, end: { kind: 'shown', sendable: chosen.length } };
  }
  // Also where the question is broken off, as by Ctrl-C.
  const approved = await approve(chosen.length).catch(async (error: unknown) => {
    await putBack(chosen);
    throw error;
  });
  if (!approved) {
    await putBack(chosen);
    return { found, end: { kind: 'declined' } };
  }
  const result = await sendBack(chosen, {
    queues,
    send: awsSender(aws),
    rate: request.rate.perSecond,
    signal,
    sleep: (ms) => wait(ms, undefined, { signal }).catch(() => undefined),
    now: Date.now,
    onProgress: (sent) => observer.sent(sent, chosen.length),
  });
  return { found, end: { kind: 'sent', result } };
}

function isChosen({ letter, wayBack: back }: SortedLetter, reasons: readonly string[] | undefined): boolean {
  return back.kind !== 'none' && (reasons === undefined || reasons.includes(letter.reason));
}

/** A reason that no dead letter has is most likely a mistake. */
function checkReasons(reasons: readonly string[] | undefined, groups: readonly DeadLetterGroup[]): void {
  const known = [...new Set(groups.map(({ reason }) => reason))];
  const missing = (reasons ?? []).filter((reason) => !known.includes(reason));
  if (known.length === 0 || missing.length === 0) return;
  throw new GcxError({
    code: 'no-such-reason',
    what: `No dead letter has the reason ${missing.join(' or ')}.`,
    fix: `There are ${known.join(', ')}.`,
  });
}
