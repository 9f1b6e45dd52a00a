import { partnerFormat } from '../events/index.js';
import {
  type Explanation,
  explain,
  InvalidPattern,
  type Pattern,
  type PatternKnowledge,
  parsePattern,
  TooHardToMatch,
} from '../patterns/index.js';
import { eventTypeWords, textAt } from './event-words.js';
import { compareMisses, findMiss, type MissedRule } from './find-miss.js';
import type {
  EventTrace,
  TraceableEvent,
  TraceEntry,
  TraceOutcome,
  TraceRule,
  TraceTarget,
} from './model.js';

/** Rules made ready for tracing events. */
export interface Tracer {
  /** What becomes of an event. */
  trace(event: TraceableEvent): EventTrace;
}

/** A rule with its pattern read, or why it cannot be. */
type ReadRule = TraceRule & ({ readonly read: Pattern } | { readonly unreadable: string });

/** What one rule makes of an event. */
type Finding =
  | { readonly kind: 'explained'; readonly pattern: Pattern; readonly explanation: Explanation }
  | { readonly kind: 'undecided'; readonly why: string };

/**
 * Makes rules ready for tracing events: which of them an event reaches, and why it misses the others.
 * @param knowledge what is known beyond patterns and events, such as the names of queues
 */
export function createTracer(rules: readonly TraceRule[], knowledge: PatternKnowledge = {}): Tracer {
  const groups = new Map<string, ReadRule[]>();
  for (const rule of rules) {
    // A rule may be called like a route.
    const key = rule.route === undefined ? `rule ${rule.name}` : `route ${rule.route}`;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(readRule(rule));
  }
  const formats = [...new Set(rules.map(({ format }) => format ?? partnerFormat()))];
  return {
    trace(event) {
      const entries = [...groups.values()]
        .map((group) => entryOf(group, event, knowledge))
        .sort(compareEntries);
      const eventType = eventTypeWords(event.json, formats);
      const time = textAt(event.json, 'time');
      return {
        ...(eventType === undefined ? {} : { eventType }),
        ...(time === undefined ? {} : { time }),
        reached: entries.some(({ outcome }) => outcome.kind === 'reaches'),
        entries,
      };
    },
  };
}

function readRule(rule: TraceRule): ReadRule {
  if (rule.pattern === undefined) return { ...rule, unreadable: 'It runs on a schedule, not by events.' };
  try {
    return { ...rule, read: parsePattern(rule.pattern) };
  } catch (error) {
    if (!(error instanceof InvalidPattern)) throw error;
    const [reason = error.message] = error.message.split('\n');
    return { ...rule, unreadable: `gcx does not understand its pattern: ${reason}` };
  }
}

function entryOf(group: readonly ReadRule[], event: TraceableEvent, knowledge: PatternKnowledge): TraceEntry {
  const [first] = group;
  if (first === undefined) throw new Error('a route without rules');
  return {
    name: first.route ?? first.name,
    ...(first.route === undefined ? {} : { route: first.route }),
    rules: group.length,
    enabled: group.some(({ enabled }) => enabled),
    outcome: outcomeOf(group, event, knowledge),
  };
}

function outcomeOf(
  group: readonly ReadRule[],
  event: TraceableEvent,
  knowledge: PatternKnowledge,
): TraceOutcome {
  const matching: ReadRule[] = [];
  const missed: MissedRule[] = [];
  const undecided: { readonly name: string; readonly why: string }[] = [];
  for (const rule of group) {
    const finding = findingOf(rule, event, knowledge);
    if (finding.kind === 'undecided') undecided.push({ name: rule.name, why: finding.why });
    else if (finding.explanation.matches) matching.push(rule);
    else
      missed.push({
        name: rule.name,
        pattern: finding.pattern,
        explanation: finding.explanation,
        ...(rule.format === undefined ? {} : { format: rule.format }),
      });
  }
  if (matching.length > 0) return sent(matching);
  const [blank] = undecided;
  if (blank !== undefined) {
    return { kind: 'undecided', rules: undecided.map(({ name }) => name), why: blank.why };
  }
  const [first, ...others] = missed;
  if (first === undefined) throw new Error('a rule neither matches nor misses');
  return { kind: 'misses', miss: findMiss([first, ...others], event, knowledge) };
}

function findingOf(rule: ReadRule, event: TraceableEvent, knowledge: PatternKnowledge): Finding {
  if ('unreadable' in rule) return { kind: 'undecided', why: rule.unreadable };
  try {
    return { kind: 'explained', pattern: rule.read, explanation: explain(rule.read, event.text, knowledge) };
  } catch (error) {
    if (!(error instanceof TooHardToMatch)) throw error;
    return { kind: 'undecided', why: `${error.message}.` };
  }
}

/** What rules that match send: those that are enabled and have targets decide. */
function sent(matching: readonly ReadRule[]): TraceOutcome {
  const sending = matching.filter(({ enabled, targets }) => enabled && targets.length > 0);
  const rules = (sending.length > 0 ? sending : matching).map(({ name }) => name);
  if (sending.length > 0) return { kind: 'reaches', rules, targets: targetsOf(sending) };
  const because = matching.some(({ enabled }) => enabled) ? 'no-targets' : 'disabled';
  return { kind: 'sends-nothing', rules, because, targets: targetsOf(matching) };
}

function targetsOf(rules: readonly ReadRule[]): readonly TraceTarget[] {
  return [
    ...new Map(rules.flatMap(({ targets }) => targets.map((each) => [each.arn, each] as const))).values(),
  ];
}

const ranks: Readonly<Record<TraceOutcome['kind'], number>> = {
  reaches: 0,
  'sends-nothing': 1,
  misses: 2,
  undecided: 3,
};

/** Sorting is stable: what is equal keeps the order of the rules. */
function compareEntries({ outcome: one }: TraceEntry, { outcome: other }: TraceEntry): number {
  if (one.kind === 'misses' && other.kind === 'misses') return compareMisses(one.miss, other.miss);
  return ranks[one.kind] - ranks[other.kind];
}
