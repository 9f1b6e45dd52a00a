import { catalogue } from '../events/index.js';
import { type Clauses, conditionsOf, isAnyOf, type Pattern, type Test } from '../patterns/index.js';
import { type Found, Judge, worst } from './judge.js';
import type { BusEvents, Candidate, MatchVerdict, Obstacle, Reason } from './model.js';
import { told } from './place.js';
import { whyNoUnknownType } from './unknown-event-type.js';

/** Obstacles that are told of one pattern. */
const MOST_OBSTACLES = 10;

/** A candidate with all that stands in its way. */
interface Judged {
  readonly candidate: Candidate;
  readonly found: readonly Found[];
}

/**
 * Whether a pattern can match an event of a bus, and if not why. Errs on the side of "yes": each condition is looked at
 * by itself, so conditions that contradict each other only together are not seen.
 * @example canMatch(parsePattern('{"source": ["genesyscloud"]}'), busEvents({ bus })) // never, on a partner event bus
 */
export function canMatch({ clauses }: Pattern, bus: BusEvents): MatchVerdict {
  const judge = new Judge(bus);
  const judged = candidatesOf(judge, clauses, bus).map(
    (candidate): Judged => ({ candidate, found: judge.obstacles(clauses, candidate) }),
  );
  const possible = judged.filter(({ found }) => worst(found) !== 'certain');
  const eventTypes = new Set(possible.flatMap(({ candidate }) => templateOf(candidate)));
  if (judged.some(({ candidate, found }) => found.length === 0 && !isUnknown(candidate))) {
    const dead = deadOnes(judge, clauses, { judged, possible });
    return { canMatch: 'yes', obstacles: [], dead: dead.map(toObstacle), eventTypes };
  }
  const obstacles = tellable(judge, clauses, judged).slice(0, MOST_OBSTACLES).map(toObstacle);
  return possible.length > 0
    ? {
        canMatch: 'doubtful',
        obstacles: obstacles.map((each) => ({ ...each, certainty: 'doubtful' })),
        dead: [],
        eventTypes,
      }
    : { canMatch: 'never', obstacles, dead: [], eventTypes };
}

/** The events that a pattern may be about: those of event types that its conditions on the type let through, and unknown ones. */
function candidatesOf(judge: Judge, clauses: Clauses, bus: BusEvents): readonly Candidate[] {
  const onType = clauses.filter((clause) => !isAnyOf(clause) && clause.path === 'detail-type');
  const named = new Set(
    conditionsOf(onType).flatMap(({ tests }) =>
      tests.flatMap((test) => (test.kind === 'exact' ? test.text : [])),
    ),
  );
  const known = catalogue()
    .all.map((eventType): Candidate => ({ origin: 'genesys', eventType }))
    .filter(
      (candidate) =>
        templateOf(candidate).some((template) => named.has(template)) ||
        judge.obstacles(onType, candidate).length === 0,
    );
  return [
    ...known,
    { origin: 'genesys', eventType: undefined },
    ...(bus.kind === 'open' ? [{ origin: 'others' } as const] : []),
  ];
}

/** What is told of a pattern that no known event meets: what keeps out the event type that comes nearest. */
function tellable(judge: Judge, clauses: Clauses, judged: readonly Judged[]): readonly Found[] {
  const known = judged.filter(({ candidate }) => !isUnknown(candidate));
  const ofItsType = known.filter(({ found }) => !found.some(isOnType));
  if (ofItsType.length > 0) return nearest(ofItsType);
  const unknown = judged.find(({ candidate }) => isUnknown(candidate))?.found ?? [];
  const meant = conditionsOf(clauses)
    .filter(({ path }) => path === 'detail-type')
    .flatMap(({ tests }) => tests.flatMap((test) => whyNoUnknownType(test)?.meant ?? []))
    .map((eventType): Judged => {
      const candidate: Candidate = { origin: 'genesys', eventType };
      return { candidate, found: judge.obstacles(clauses, candidate).filter((each) => !isOnType(each)) };
    });
  const rest = meant.length > 0 ? nearest(meant) : unknown.filter((each) => !isOnType(each));
  return [...unknown.filter(isOnType), ...rest];
}

function isOnType({ condition }: Found): boolean {
  return condition.path === 'detail-type';
}

function nearest(judged: readonly Judged[]): readonly Found[] {
  return Judge.nearest(judged.map(({ found }) => found));
}

/** The values and fields of a pattern that no event meets, though others of it are met. */
function deadOnes(
  judge: Judge,
  clauses: Clauses,
  { judged, possible }: { readonly judged: readonly Judged[]; readonly possible: readonly Judged[] },
): readonly Found[] {
  return conditionsOf(clauses)
    .flatMap((condition) => {
      const onType = condition.path === 'detail-type';
      const dead = condition.tests.flatMap((test, value): readonly Found[] => {
        let reason: Reason | undefined;
        for (const { candidate } of possible) {
          const found = judge.reason(condition, test, candidate);
          // That gcx knows no such event type is worth telling; that of some it knows no such field is not.
          if (found === undefined || (!onType && found.certainty === 'doubtful')) return [];
          reason ??= found;
        }
        const why = onType ? deadType(test, judged) : reason;
        return why === undefined ? [] : [{ condition, value, reason: why }];
      });
      // Where another value can be met, as "exists: false" can, the field is not at fault.
      return dead.length === condition.tests.length ? Judge.distinct(dead) : dead.map(aboutValue);
    })
    .slice(0, MOST_OBSTACLES);
}

function aboutValue({ reason: { field: _, ...reason }, ...found }: Found): Found {
  return { ...found, reason };
}

/** Why no event of the event type that a test names gets through, or why there is none. */
function deadType(test: Test, judged: readonly Judged[]): Reason | undefined {
  const named = judged.find(
    ({ candidate }) => test.kind === 'exact' && templateOf(candidate).includes(test.text),
  );
  const first = named?.found.find((each) => !isOnType(each));
  if (first === undefined) return whyNoUnknownType(test);
  return {
    certainty: first.reason.certainty,
    tell() {
      const { message, cure } = first.reason.tell();
      return told(`No event of this type matches the pattern: ${message}`, cure);
    },
  };
}

function toObstacle({ condition: { path, start }, value, reason }: Found): Obstacle {
  const { certainty, field } = reason;
  return {
    certainty,
    path,
    start,
    ...(field === undefined ? { value } : { field }),
    ...reason.tell(),
  };
}

function isUnknown(candidate: Candidate): boolean {
  return candidate.origin === 'genesys' && candidate.eventType === undefined;
}

function templateOf(candidate: Candidate): readonly string[] {
  return candidate.origin === 'genesys' && candidate.eventType !== undefined
    ? [candidate.eventType.template]
    : [];
}
