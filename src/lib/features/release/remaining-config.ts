import type { Config } from '../../language/config/model.js';

/** A file without some of its routes. */
export interface RemainingConfig {
  readonly config: Config;
  /** The targets that went with them: nothing that stays speaks of them. */
  readonly targets: readonly string[];
}

/**
 * A file as if routes were removed from it, with the targets that only they use, directly or by another target of theirs
 * (dead letters, subscribers, alarms). What anything that stays speaks of, stays. Pure.
 */
export function configWithout(config: Config, routes: ReadonlySet<string>): RemainingConfig {
  const { routes: all, targets, ...rest } = config;
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !routes.has(name)));
  const gone = Object.values(all).filter(({ name }) => routes.has(name));
  const names = new Set(Object.keys(targets));
  const used = reached(targets, names, [Object.values(kept), rest]);
  const left = reached(targets, names, [gone]);
  const released = [...left].filter((name) => !used.has(name)).sort();
  return {
    config: {
      ...config,
      routes: kept,
      targets: Object.fromEntries(Object.entries(targets).filter(([name]) => !released.includes(name))),
    },
    targets: released,
  };
}

/** The targets that are spoken of, and those that these speak of in turn. */
function reached(
  targets: Config['targets'],
  names: ReadonlySet<string>,
  from: readonly unknown[],
): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = from.flatMap((each) => namesIn(each, names));
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...namesIn(targets[next], names).filter((name) => name !== next));
  }
  return found;
}

/** The names of targets among the texts in a value, wherever they stand. A text that is one by chance keeps its target. */
function namesIn(value: unknown, names: ReadonlySet<string>): readonly string[] {
  if (typeof value === 'string') return names.has(value) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((each) => namesIn(each, names));
  if (typeof value === 'object' && value !== null)
    return Object.values(value).flatMap((each) => namesIn(each, names));
  return [];
}
