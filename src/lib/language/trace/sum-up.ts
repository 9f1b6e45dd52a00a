import type { EventTrace, TraceTarget } from './model.js';

/** What became of several events. */
export interface TraceSummary {
  readonly events: number;
  /** How many events reach something. */
  readonly reached: number;
  /** By route, else rule: how many events reach it, and what they reach there. */
  readonly entries: readonly {
    readonly name: string;
    readonly route?: string;
    readonly reached: number;
    readonly targets: readonly TraceTarget[];
  }[];
}

/** Counts what several events reach; the routes that most of them reach come first. */
export function sumUp(traces: readonly EventTrace[]): TraceSummary {
  const counts = new Map<
    string,
    { name: string; route?: string; reached: number; targets: Map<string, TraceTarget> }
  >();
  for (const { entries } of traces) {
    for (const { name, route, outcome } of entries) {
      const key = `${route === undefined ? 'rule' : 'route'} ${name}`;
      const count = counts.get(key) ?? {
        name,
        ...(route === undefined ? {} : { route }),
        reached: 0,
        targets: new Map<string, TraceTarget>(),
      };
      counts.set(key, count);
      if (outcome.kind !== 'reaches') continue;
      count.reached++;
      for (const { filtered: _, ...target } of outcome.targets) count.targets.set(target.arn, target);
    }
  }
  return {
    events: traces.length,
    reached: traces.filter(({ reached }) => reached).length,
    entries: [...counts.values()]
      .sort((one, other) => other.reached - one.reached)
      .map(({ targets, ...count }) => ({ ...count, targets: [...targets.values()] })),
  };
}
