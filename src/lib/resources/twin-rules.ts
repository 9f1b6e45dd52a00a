import { type DesiredRule, samePattern } from '../compile/index.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import type { Notice } from '../plan/model.js';
import type { PlanInput } from './kind.js';

/**
 * Warns of new rules beside which people have one that takes the same events: what both send to receives them twice.
 * It happens where an exported file is applied before its rules are adopted.
 */
export function twinNotices(input: PlanInput, created: readonly DesiredRule[]): readonly Notice[] {
  const ours = new Set(input.live.rules.filter((rule) => rule.bus === input.bus).map((rule) => rule.name));
  const others = input.live.rulesOnBus.flatMap(({ name, enabled, managedBy, pattern }) => {
    const parsed = parse(pattern);
    return ours.has(name) || !enabled || managedBy !== undefined || parsed === undefined
      ? []
      : [{ name, pattern: parsed }];
  });
  return created
    .filter((rule) => rule.enabled && rule.targets.length > 0)
    .flatMap((rule) => {
      const twin = others.find((other) => samePattern(other.pattern, rule.pattern, input));
      return twin === undefined ? [] : [notice(rule.route, twin.name)];
    });
}

function notice(route: string, twin: string): Notice {
  return {
    code: 'twin-rule',
    message: `Rule ${twin} on the bus, which is not this project's, takes the same events as route ${route}: where both send to one target, it receives them twice. To take the rule over: gcx adopt --rule ${twin} --route ${route}`,
  };
}

function parse(text: string | undefined): JsonObject | undefined {
  if (text === undefined) return undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
