import { gcxCommand } from '../../../base/hints/gcx-command.js';
import { jsonObjectIn } from '../../../base/json.js';
import type { Notice } from '../../../base/notice.js';
import { type DesiredRule, samePattern } from '../../compile/index.js';
import type { PlanInput } from '../door/kind.js';
import type { RulesRead } from './rules-reading.js';

/**
 * Warns of new rules beside which people have one that takes the same events: what both send to receives them twice.
 * It happens where an exported file is applied before its rules are adopted.
 */
export function twinNotices(input: PlanInput<RulesRead>, created: readonly DesiredRule[]): readonly Notice[] {
  const ours = new Set(input.live.rules.filter((rule) => rule.bus === input.bus).map((rule) => rule.name));
  const others = input.live.rulesOnBus.flatMap(({ name, enabled, managedBy, pattern }) => {
    const parsed = jsonObjectIn(pattern);
    return ours.has(name) || !enabled || managedBy !== undefined || parsed === undefined
      ? []
      : [{ name, pattern: parsed }];
  });
  const twins = created
    .filter((rule) => rule.enabled && rule.targets.length > 0)
    .flatMap((rule) => {
      const twin = others.find((other) => samePattern(other.pattern, rule.pattern, input));
      return twin === undefined ? [] : [{ route: rule.route, name: twin.name }];
    });
  return twins.length > MOST_TOLD ? [noticeOfMany(twins)] : twins.map(notice);
}

/** Twins that are told one by one. */
const MOST_TOLD = 3;

interface Twin {
  readonly route: string;
  readonly name: string;
}

function notice({ route, name }: Twin): Notice {
  return {
    code: 'twin-rule',
    message: `Rule ${name} on the bus, which is not this project's, takes the same events as route ${route}: a target that both send to receives them twice. To take the rule over: ${gcxCommand('adopt', '--rule', name, '--route', route)}`,
  };
}

function noticeOfMany(twins: readonly Twin[]): Notice {
  const some = twins.slice(0, MOST_TOLD).map(({ route, name }) => `${name} as route ${route}`);
  return {
    code: 'twin-rule',
    message: `${twins.length} rules on the bus, which are not this project's, take the same events as new ones of the file (${some.join(', ')}, …): targets that both send to receive them twice. To take the rules over: ${gcxCommand('adopt', '--all')}`,
  };
}
