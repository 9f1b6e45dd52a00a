import { GcxError } from '../../base/gcx-error.js';
import { Limits } from '../../base/limits.js';
import { isAlreadyThere } from '../../clients/aws/already-there.js';
import { isMissingThing } from '../../clients/aws/unless-missing.js';
import type { Change } from '../change/model.js';
import type { StepData } from '../change/step.js';
import type { RunContext } from '../kinds/door/run-context.js';
import type { Subject, SubjectContext } from '../kinds/door/subject.js';
import { doorOf } from '../kinds/index.js';
import type { Owner } from '../kinds/ownership/owner.js';
import {
  goneMeanwhile,
  madeMeanwhile,
  overwritten,
  protectedMeanwhile,
  takenMeanwhile,
} from './owner-errors.js';
import { runStep } from './run-step.js';

/** ms before the second look at something that reads may not show yet; doubled each time. */
const FIRST_PAUSE_MS = 500;

/** What a run needs to keep to what is ours. */
export interface OwnedContext extends RunContext, SubjectContext {
  /** What the run learned; it is filled as the run goes on. */
  readonly known: {
    /** Keys of what the run itself made. */
    readonly made: Set<string>;
    /** Keys of what it found to be ours. */
    readonly ours: Set<string>;
  };
}

/**
 * Carries out one step on what is ours, and nothing else. What a plan read is old when it is carried out: right before
 * each call, whose its subject is is read again, and what others made or took over since is refused. Where AWS answers
 * success for a thing of others (an equal SQS queue), its tags are read back before anything else is written to it.
 * @param of the change that it is a step of, where there is one: no call of a deletion is made on what was protected since
 * @throws GcxError with exit code 5 where the subject is not ours, and what {@link runStep} throws
 */
export async function runOwnedStep(step: StepData, context: OwnedContext, of?: Change): Promise<void> {
  const subject = doorOf(step).subject(step, context);
  const { made, ours } = context.known;
  if (subject === undefined) return runOnNew(step, context);
  const { key, purpose } = subject;
  const isKnown = made.has(key) || (purpose === 'use' && ours.has(key));
  const before = isKnown ? 'us' : await requireOurs(subject, context, of);
  const makes = before === 'nobody' && (purpose === 'create' || purpose === 'overwrite');
  try {
    await runOnNew(step, context);
  } catch (error) {
    if (makes && isAlreadyThere(error)) await explainTaken(subject);
    throw error;
  }
  if (purpose === 'delete') {
    made.delete(key);
    ours.delete(key);
    return;
  }
  if (makes && !subject.madeMarked) await requireMade(subject, context);
  (makes ? made : ours).add(key);
}

/**
 * Carries out a step in a run that has made something. For a while AWS may answer that this is not there, also to a call
 * that only refers to it: a rule on a new bus, a mapping of a new function (SQS: up to a second, API reference of
 * CreateQueue; others: hashicorp/terraform-provider-aws, issues 22373, 24376 and 47687). Its words do not always say what
 * it misses, so that every such answer is waited for.
 */
async function runOnNew(step: StepData, context: OwnedContext): Promise<void> {
  for (let attempt = 1, pause = FIRST_PAUSE_MS; ; attempt += 1, pause *= 2) {
    try {
      return await runStep(step, context);
    } catch (error) {
      const mayLag = context.known.made.size > 0 && isNotThere(error);
      if (!mayLag || attempt > Limits.looksForMark) throw error;
    }
    await context.sleep(pause);
  }
}

/** Whether a step met nothing where its subject should be. */
function isNotThere(error: unknown): boolean {
  return isMissingThing(error) || (error instanceof GcxError && error.report.code === 'gone-meanwhile');
}

/** Looks whose the subject is before the call. @throws GcxError where the call may not be made */
async function requireOurs(
  subject: Subject,
  context: OwnedContext,
  of: Change | undefined,
): Promise<'nobody' | 'us' | 'others'> {
  const { purpose } = subject;
  const isOld = purpose === 'change' || purpose === 'use';
  const owner = await (isOld ? settledOwner(subject, context) : subject.owner());
  switch (owner.kind) {
    case 'us':
      if (owner.protected === true && deletes(of, subject)) throw protectedMeanwhile(subject.called);
      return 'us';
    case 'nobody':
      if (isOld || purpose === 'adopt') throw goneMeanwhile(subject.called);
      return 'nobody';
    case 'others':
      if (purpose === 'adopt' && !owner.marked) return 'others';
      throw purpose === 'create' && subject.adoptable && !owner.marked
        ? madeMeanwhile(subject.called)
        : takenMeanwhile(subject, owner);
  }
}

/** Whether a change deletes the thing, which would not be planned where it is protected. */
function deletes(change: Change | undefined, { key }: Subject): boolean {
  if (change === undefined || change.mayBeProtected === true) return false;
  // What a change also works on, such as the topic of a subscription, stays.
  return /^(?:delete|replace)$/.test(change.action) && key.startsWith(`${change.kind}:`);
}

/** AWS says that something of the name is there, which was not before the call. @throws GcxError where it still is */
async function explainTaken(subject: Subject): Promise<void> {
  const owner = await subject.owner();
  if (owner.kind === 'us') throw madeMeanwhile(subject.called);
  if (owner.kind === 'others') throw takenMeanwhile(subject, owner);
}

/** Looks whose the thing is that the call seems to have made. @throws GcxError where it was there, and is not ours */
async function requireMade(subject: Subject, context: OwnedContext): Promise<void> {
  const owner = await settledOwner(subject, context);
  if (owner.kind === 'us') return;
  if (owner.kind === 'nobody') throw goneMeanwhile(subject.called);
  throw subject.purpose === 'overwrite' ? overwritten(subject, owner) : takenMeanwhile(subject, owner);
}

/** Reads can lag behind writes: what is not there, or has no mark, is looked at again after a while. */
async function settledOwner(subject: Subject, { sleep }: OwnedContext): Promise<Owner> {
  for (let look = 1, pause = FIRST_PAUSE_MS; ; look += 1, pause *= 2) {
    const owner = await subject.owner();
    const mayLag = owner.kind === 'nobody' || (owner.kind === 'others' && !owner.marked);
    if (!mayLag || look >= Limits.looksForMark) return owner;
    await sleep(pause);
  }
}
