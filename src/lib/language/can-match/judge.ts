import { type Clauses, type Condition, isAnyOf, type Test } from '../patterns/index.js';
import { placeAt } from './event-places.js';
import type { BusEvents, Candidate, Certainty, Reason } from './model.js';
import type { Place } from './place.js';
import { whyNoSource } from './source-fit.js';
import { isAbsence, whyNot } from './test-fit.js';
import { whyNoTopicName } from './topic-name.js';
import { whyNoUnknownType } from './unknown-event-type.js';

/** Values of one condition that are told of. */
const MOST_VALUES = 3;

/** A reason found, with the condition and the number of its value. */
export interface Found {
  readonly condition: Condition;
  readonly value: number;
  readonly reason: Reason;
}

/** Judges the conditions of one pattern by the events of candidates. */
export class Judge {
  /** What stands where in the envelope, which is the same for every event type. */
  private readonly places = new Map<string, Place>();
  private readonly bus: BusEvents;

  constructor(bus: BusEvents) {
    this.bus = bus;
  }

  /** What keeps a candidate's events out; of a `$or` what keeps them out of the branch that comes nearest. */
  obstacles(clauses: Clauses, candidate: Candidate): readonly Found[] {
    return clauses.flatMap((clause) =>
      isAnyOf(clause)
        ? Judge.nearest(clause.anyOf.map((branch) => this.obstacles(branch, candidate)))
        : this.ofCondition(clause, candidate),
    );
  }

  /** Why no value of a candidate's events passes a test of a condition; undefined where one may. */
  reason(condition: Condition, test: Test, candidate: Candidate): Reason | undefined {
    const { path } = condition;
    const ofGenesys = candidate.origin === 'genesys';
    if (path === 'detail-type' && ofGenesys && candidate.eventType === undefined)
      return whyNoUnknownType(test);
    const reason = whyNot(this.place(candidate, path), condition, test);
    if (reason !== undefined || isAbsence(test)) return reason;
    if (path === 'source' && this.bus.kind === 'open') return whyNoSource(candidate, test);
    if (path === 'detail.topicName' && ofGenesys) return whyNoTopicName(candidate.eventType, test);
    return undefined;
  }

  /** The shortest of several lists of obstacles; a value that is wrong is nearer to right than a field that is not there. */
  static nearest(lists: readonly (readonly Found[])[]): readonly Found[] {
    const fields = (found: readonly Found[]) =>
      found.filter(({ reason }) => reason.field !== undefined).length;
    const worse = (found: readonly Found[]) => (worst(found) === 'certain' ? 1 : 0);
    const compare = (one: readonly Found[], other: readonly Found[]) =>
      worse(one) - worse(other) || one.length - other.length || fields(one) - fields(other);
    const [first = [], ...others] = lists;
    return others.reduce((best, each) => (compare(each, best) < 0 ? each : best), first);
  }

  /** What is found of one field of one condition once. */
  static distinct(found: readonly Found[]): readonly Found[] {
    const key = ({ condition, value, reason }: Found) =>
      `${condition.start} ${reason.field === undefined ? value : reason.field}`;
    return [...new Map(found.map((each) => [key(each), each])).values()];
  }

  private ofCondition(condition: Condition, candidate: Candidate): readonly Found[] {
    const found: Found[] = [];
    for (const [value, test] of condition.tests.entries()) {
      const reason = this.reason(condition, test, candidate);
      if (reason === undefined) return [];
      found.push({ condition, value, reason });
    }
    // Where one value may be met after all, only that one counts.
    const doubtful = found.filter(({ reason }) => reason.certainty === 'doubtful');
    return Judge.distinct(doubtful.length > 0 ? doubtful : found).slice(0, MOST_VALUES);
  }

  private place(candidate: Candidate, path: string): Place {
    if (path === 'detail-type' || path === 'detail.eventBody' || path.startsWith('detail.eventBody.'))
      return placeAt(candidate, this.bus, path);
    const key = `${candidate.origin} ${path}`;
    const kept = this.places.get(key);
    if (kept !== undefined) return kept;
    const place = placeAt(candidate, this.bus, path);
    this.places.set(key, place);
    return place;
  }
}

/** How sure it is that a list of obstacles keeps events out; undefined where there are none. */
export function worst(found: readonly Found[]): Certainty | undefined {
  if (found.some(({ reason }) => reason.certainty === 'certain')) return 'certain';
  return found.length > 0 ? 'doubtful' : undefined;
}
