import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { isAt } from '../../../engine/targets/list.js';
import type { Config } from '../../../language/config/model.js';
import type { PatternKnowledge } from '../../../language/patterns/index.js';
import {
  createTracer,
  type FilteredOut,
  type KnownFilters,
  maskedTrace,
  type SentTarget,
  type TraceEntry,
  type Tracer,
  traceTarget,
  withFilters,
} from '../../../language/trace/index.js';
import type { KnownRule, TopicFilters } from '../../rules/index.js';
import type { Stop } from '../model/evidence.js';
import type { MissLine } from '../model/model.js';
import { type Moment, shortName } from '../model/moment.js';

/** Where an event goes, or should go: one target of one route. */
export interface Course {
  readonly route: string;
  /** The live rule that sends it there; absent: there is none, and the file's would. */
  readonly rule?: string;
  /** The target's name in the file, else what AWS calls it. */
  readonly target: string;
  readonly arn: string;
  /** Subscribers of the SNS topic that do not get it, by their filters. Absent: none. */
  readonly filtered?: readonly FilteredOut[];
  /** What of the route's rule stands in the way now. */
  readonly stops: readonly Stop[];
  /** Names of the live rules that would have to match for it; they do not send it there now. Empty where one does, or matches. */
  readonly closed: readonly string[];
}

/** Where one event goes, and which routes do not take it. */
export interface Courses {
  readonly courses: readonly Course[];
  readonly misses: readonly MissLine[];
  readonly undecided: readonly MissLine[];
}

/** The rules of the file, and the live ones of its project. */
export interface BothRules {
  /** The filters of the subscribers of SNS topics. */
  readonly filtersOf: TopicFilters['filtersOf'];
  /** Absent: they cannot be made now. */
  readonly file?: readonly KnownRule[];
  /** Absent: they could not be read. */
  readonly live?: readonly KnownRule[];
}

/**
 * Says of events where they go by the live rules, and where they should by the file's.
 * @param masked whether what an event has is left out of the reasons where it may be of a person
 */
export function courseFinder(
  config: Config,
  { file, live, filtersOf }: BothRules,
  knowledge: PatternKnowledge,
  masked: boolean,
): (moment: Moment) => Courses {
  const ours = live?.filter(({ owner }) => owner === 'ours');
  const wanted = file === undefined ? undefined : tracer(file, knowledge);
  const actual = ours === undefined ? undefined : tracer(ours, knowledge);
  return (moment) => {
    const told = { knowledge, filtersOf, masked };
    const [should, does] = [wanted, actual].map((of) => entriesOf(of, moment, told));
    const names = new Set([...(should?.keys() ?? []), ...(does?.keys() ?? [])]);
    const all = [...names].map((name) =>
      routeCourses(name, { should: should?.get(name), does: does?.get(name), live: ours, config, moment }),
    );
    return {
      courses: all.flatMap((each) => each.courses),
      misses: all.flatMap((each) => each.misses),
      undecided: all.flatMap((each) => each.undecided),
    };
  };
}

function tracer(rules: readonly KnownRule[], knowledge: PatternKnowledge): Tracer {
  return createTracer(
    rules.map((rule) => ({ ...rule, targets: rule.targets.map(traceTarget) })),
    knowledge,
  );
}

function entriesOf(
  of: Tracer | undefined,
  moment: Moment,
  { masked, ...known }: KnownFilters & { readonly masked: boolean },
): ReadonlyMap<string, TraceEntry> | undefined {
  if (of === undefined) return undefined;
  const trace = withFilters(of.trace(moment), moment, known);
  const { entries } = masked ? maskedTrace(trace, moment.json) : trace;
  return new Map(entries.map((each) => [each.name, each]));
}

interface OfRoute {
  readonly should: TraceEntry | undefined;
  readonly does: TraceEntry | undefined;
  /** Absent: not known. */
  readonly live: readonly KnownRule[] | undefined;
  readonly config: Config;
  readonly moment: Moment;
}

function routeCourses(route: string, of: OfRoute): Courses {
  const { should, does } = of;
  const none: Courses = { courses: [], misses: [], undecided: [] };
  const wants = should?.outcome.kind === 'reaches' ? should.outcome.targets : [];
  if (does?.outcome.kind === 'reaches') {
    const { rules, targets } = does.outcome;
    const sent = targets.map((target) => courseTo(route, target, of, rules));
    const left = wants.filter(({ arn }) => !targets.some((each) => each.arn === arn));
    return { ...none, courses: [...sent, ...left.map((target) => courseTo(route, target, of, rules))] };
  }
  if (wants.length > 0) {
    const rules = of.live === undefined ? [] : ruleNames(does);
    return { ...none, courses: wants.map((target) => courseTo(route, target, of, rules)) };
  }
  const told = does ?? should;
  if (told?.outcome.kind === 'undecided') return { ...none, undecided: [{ route, why: told.outcome.why }] };
  if (told?.outcome.kind === 'sends-nothing')
    return { ...none, misses: [{ route, why: 'It is disabled in the file.' }] };
  if (told?.outcome.kind !== 'misses' || told.outcome.miss.otherEventType) return none;
  const [reason] = told.outcome.miss.reasons;
  return { ...none, misses: [{ route, why: reason?.message ?? 'Its pattern does not match.' }] };
}

function courseTo(
  route: string,
  { arn, filtered }: SentTarget,
  of: OfRoute,
  rules: readonly string[],
): Course {
  const rule = of.live?.find(
    ({ name, targets }) => rules.includes(name) && targets.some((target) => target.arn === arn),
  );
  const sends = of.does?.outcome.kind === 'reaches' && rule !== undefined;
  return {
    route,
    ...(sends ? { rule: rule.name } : {}),
    target: targetName(of.config, arn),
    arn,
    ...(filtered === undefined ? {} : { filtered }),
    stops: sends || of.live === undefined ? [] : [ruleStop(route, arn, of)],
    closed: of.does?.outcome.kind === 'reaches' ? [] : rulesOf(route, of),
  };
}

/** What of a route's rules stands in the way: the file would send the event there. */
function ruleStop(route: string, arn: string, { should, does, live = [], config, moment }: OfRoute): Stop {
  const [missing = route] = ruleNames(should);
  const stop = (what: string): Stop => ({ stage: 'rule', what, cure: gcxCommand('apply') });
  const [name] = ruleNames(does).length > 0 ? ruleNames(does) : rulesOf(route, { live });
  if (name === undefined) return stop(`Rule ${missing} of route ${route} does not exist.`);
  switch (does?.outcome.kind) {
    case 'reaches':
      return stop(`Rule ${name} no longer sends to ${targetName(config, arn)}.`);
    case 'sends-nothing':
      return stop(
        does.outcome.because === 'disabled' ? `Rule ${name} is disabled.` : `Rule ${name} has no targets.`,
      );
    case 'misses':
      return stop(
        `Rule ${name} has another pattern than the file: it does not take this ${shortName(moment.template)}.`,
      );
    case 'undecided':
    case undefined:
      return stop(
        `Whether rule ${name} takes it is not known: ${does?.outcome.kind === 'undecided' ? does.outcome.why : 'it has no pattern'}`,
      );
  }
}

function rulesOf(route: string, { live = [] }: Pick<OfRoute, 'live'>): readonly string[] {
  return live.filter((rule) => rule.route === route).map(({ name }) => name);
}

function ruleNames(entry: TraceEntry | undefined): readonly string[] {
  switch (entry?.outcome.kind) {
    case 'reaches':
    case 'sends-nothing':
    case 'undecided':
      return entry.outcome.rules;
    case 'misses':
      return [entry.outcome.miss.rule];
    case undefined:
      return [];
  }
}

/** The name of the file's target at an ARN, else what AWS calls it. */
function targetName(config: Config, arn: string): string {
  const found = Object.values(config.targets).find((target) => isAt(target, config, arn));
  if (found !== undefined) return found.name;
  const { service, name } = traceTarget({ arn });
  return `${service} ${name}`;
}
