import {
  createTracer,
  type EventTrace,
  maskedTrace,
  sumUp,
  type TraceSummary,
  traceTarget,
  withFilters,
} from '../../language/trace/index.js';
import type { SourcedEvents } from '../input/given-events.js';
import { patternKnowledge } from '../pattern-test/pattern-knowledge.js';
import type { QueueIdSource } from '../queues/queue-id-source.js';
import { queueIdsIn } from '../queues/queue-ids.js';
import { chooseRules, isCalled } from '../rules/index.js';
import type { OpenRules } from '../rules/open-rules.js';

/** What became of events, for people and for `--json`. */
export interface TracedEvents {
  readonly shown: readonly { readonly trace: EventTrace; readonly file?: string }[];
  /** Names of rules that are not of this project. */
  readonly foreign: ReadonlySet<string>;
  /** Where there are several events. */
  readonly summary?: TraceSummary;
  /** With rules named: whether each of them is reached; else whether anything is. */
  readonly reached: boolean;
  readonly document: TraceDocument;
}

/** What `gcx rule test --json` prints, beside where the events are from. */
export interface TraceDocument {
  readonly schemaVersion: 1;
  readonly reached: boolean;
  readonly rules: { readonly from: 'file' | 'account'; readonly bus: string; readonly count: number };
  readonly queueIds: QueueIdSource;
  readonly events: readonly (EventTrace & { readonly file?: string })[];
  readonly summary: TraceSummary;
}

/**
 * Traces events through the named rules and routes, or all.
 * @param showPersonalData show what events of a conversation have even where it may be of a person; who gave an event has it
 * @throws GcxError for a name that is none
 */
export async function traceEvents(
  open: OpenRules,
  names: readonly string[],
  { events, provenance }: SourcedEvents,
  showPersonalData: boolean,
): Promise<TracedEvents> {
  const masked = provenance.origin === 'rebuilt' && !showPersonalData;
  const rules = names.length === 0 ? open.rules : chooseRules(open.rules, names);
  const texts = [
    ...rules.map(({ pattern }) => pattern ?? ''),
    ...events.map(({ json }) => JSON.stringify(json)),
  ];
  const formats = open.formats.map(({ format }) => format);
  await open.learn(texts.flatMap((text) => queueIdsIn(text, formats)));
  const knowledge = patternKnowledge(open.book.nameOf, open.formats);
  const tracer = createTracer(
    rules.map((rule) => ({ ...rule, targets: rule.targets.map(traceTarget) })),
    knowledge,
  );
  const traced = events.map((event) => ({ event, trace: tracer.trace(event) }));
  const { filtersOf } = await open.filters(traced.flatMap(({ trace }) => sentTo(trace)));
  const shown = traced.map(({ event, trace }) => {
    const whole = withFilters(trace, event, { filtersOf, knowledge, formats });
    return {
      trace: masked ? maskedTrace(whole, event.json, formats) : whole,
      ...(event.file === undefined ? {} : { file: event.file }),
    };
  });
  const traces = shown.map(({ trace }) => trace);
  const reachedBy = (name: string): boolean => traces.some((trace) => isReached(trace, name));
  const reached = names.length === 0 ? traces.some((trace) => trace.reached) : names.every(reachedBy);
  const summary = sumUp(traces);
  return {
    shown,
    foreign: new Set(rules.flatMap(({ name, owner }) => (owner === 'ours' ? [] : [name]))),
    ...(events.length === 1 ? {} : { summary }),
    reached,
    document: {
      schemaVersion: 1,
      reached,
      rules: { from: open.from, bus: open.bus, count: rules.length },
      queueIds: open.queueIds,
      events: shown.map(({ trace, file }) => ({ ...(file === undefined ? {} : { file }), ...trace })),
      summary,
    },
  };
}

/** ARNs of the targets that an event is sent to. */
function sentTo({ entries }: EventTrace): readonly string[] {
  return entries.flatMap(({ outcome }) =>
    outcome.kind === 'reaches' ? outcome.targets.map(({ arn }) => arn) : [],
  );
}

/** Whether an event reaches a rule of this name, or the route. */
function isReached({ entries }: EventTrace, name: string): boolean {
  return entries.some(
    ({ route, outcome }) =>
      outcome.kind === 'reaches' &&
      outcome.rules.some((rule) => isCalled({ name: rule, ...(route === undefined ? {} : { route }) }, name)),
  );
}
