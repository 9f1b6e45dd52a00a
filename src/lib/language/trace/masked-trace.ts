import { isDeeperThan, isJsonObject, type JsonObject, type JsonValue } from '../../base/json.js';
import { Limits } from '../../base/limits.js';
import { type EventFormat, MASKED, maskedEvent } from '../events/index.js';
import type { Reason } from '../patterns/index.js';
import type { EventTrace, SentTarget, TracedClause, TraceOutcome } from './model.js';

/** Characters of a value that sentences about patterns show of it, at least. */
const SHOWN_CHARACTERS = 80;

/**
 * What becomes of an event, without what the event has where that may be of a person: the conditions hold or fail as they do,
 * and what the patterns want is shown.
 * @param formats those of the file's relays, in which the event is read where it is of one
 */
export function maskedTrace(
  trace: EventTrace,
  event: JsonObject,
  formats: readonly EventFormat[] = [],
): EventTrace {
  const veil = veilOf(event, maskedEvent(event, formats));
  const { eventType, time } = trace;
  return {
    ...trace,
    ...(eventType === undefined ? {} : { eventType: veil.text(eventType) }),
    ...(time === undefined ? {} : { time: veil.text(time) }),
    entries: trace.entries.map((entry) => ({ ...entry, outcome: maskedOutcome(entry.outcome, veil) })),
  };
}

/** What of an event is not shown. */
interface Veil {
  /** Whether what stands at a dotted path is masked. */
  readonly covers: (path: string) => boolean;
  /** A text, masked where it tells something that is. */
  readonly text: (text: string) => string;
}

function maskedOutcome(outcome: TraceOutcome, veil: Veil): TraceOutcome {
  if (outcome.kind === 'reaches')
    return { ...outcome, targets: outcome.targets.map((each) => maskedTarget(each, veil)) };
  if (outcome.kind !== 'misses') return outcome;
  const { miss } = outcome;
  const clauses = miss.clauses.map((clause) => maskedClause(clause, veil));
  return {
    kind: 'misses',
    miss: { ...miss, clauses, reasons: miss.reasons.map((each) => maskedReason(each, veil)) },
  };
}

function maskedTarget({ filtered, ...target }: SentTarget, veil: Veil): SentTarget {
  if (filtered === undefined) return target;
  const masked = filtered.map((each) => ({
    ...each,
    clauses: each.clauses.map((clause) => maskedClause(clause, veil)),
  }));
  return { ...target, filtered: masked };
}

function maskedClause(clause: TracedClause, veil: Veil): TracedClause {
  if ('anyOf' in clause) {
    const anyOf = clause.anyOf.map((branch) => ({
      ...branch,
      clauses: branch.clauses.map((each) => maskedClause(each, veil)),
    }));
    return { ...clause, anyOf };
  }
  return { ...clause, has: veil.covers(clause.path) ? MASKED : veil.text(clause.has) };
}

/** A cure that quotes the event goes with the sentence that does. */
function maskedReason({ cure, ...reason }: Reason, veil: Veil): Reason {
  const told = `${reason.message} ${cure ?? ''}`;
  const covered = [reason.path, ...reason.alsoPaths].some(veil.covers) || veil.text(told) !== told;
  if (!covered) return cure === undefined ? reason : { ...reason, cure };
  return {
    ...reason,
    message: `The event has ${MASKED} in ${reason.path}, which is not what the pattern wants.`,
  };
}

function veilOf(event: JsonObject, masked: JsonObject): Veil {
  if (isDeeperThan(event, Limits.eventLevels)) return { covers: () => true, text: () => MASKED };
  const shown = new Set(textsIn(masked));
  const hidden = textsIn(event).filter((text) => text !== '' && !shown.has(text));
  const parts = hidden.flatMap((text) => {
    const begins = text.slice(0, SHOWN_CHARACTERS);
    return [begins, JSON.stringify(begins).slice(1, -1)];
  });
  return {
    covers: (path) => isMaskedAt(event, masked, path.split('.')),
    text: (text) => (parts.some((part) => text.includes(part)) ? MASKED : text),
  };
}

/** Whether what stands at a path, or on the way to it, is shown as something else; arrays are looked through, as EventBridge does. */
function isMaskedAt(
  value: JsonValue | undefined,
  shown: JsonValue | undefined,
  path: readonly string[],
): boolean {
  if (value === undefined) return false;
  if (Array.isArray(value))
    return !Array.isArray(shown) || value.some((each: JsonValue, at) => isMaskedAt(each, shown[at], path));
  if (!isJsonObject(value)) return value !== shown;
  if (!isJsonObject(shown)) return true;
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(value, key)) return false;
  return !Object.hasOwn(shown, key) || isMaskedAt(value[key], shown[key], rest);
}

/** All texts, numbers and keys of a value. */
function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([key, member]) => [key, ...textsIn(member)])
    : [];
}
