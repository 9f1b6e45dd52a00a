import type { DesiredRule, LiveRule } from '../../../../src/lib/engine/compile/index.js';
import { type Step, TagKey } from '../../../../src/lib/engine/kinds/index.js';

/** Rules as AWS would read them back: targets do not know their names in the file. */
export function asLive(rules: readonly DesiredRule[]): readonly LiveRule[] {
  return rules.map(({ targets, ...rule }) => ({
    ...rule,
    targets: targets.map(({ target: _name, ...settings }) => settings),
  }));
}

/** An event bus, in as much as rules and targets go. */
export class LiveBus {
  readonly #rules: Map<string, LiveRule>;

  constructor(rules: readonly LiveRule[]) {
    this.#rules = new Map(rules.map((rule) => [rule.name, rule]));
  }

  get rules(): readonly LiveRule[] {
    return [...this.#rules.values()];
  }

  run(call: Step): void {
    switch (call.call) {
      case 'events.putRule': {
        const { call: _call, tags, ...rule } = call;
        const live = this.#rules.get(rule.name);
        const route = live === undefined ? tags?.[TagKey.route] : live.route;
        this.#rules.set(rule.name, {
          ...rule,
          ...(route === undefined ? {} : { route }),
          targets: live?.targets ?? [],
        });
        return;
      }
      case 'events.removeTargets': {
        const rule = this.#rule(call.rule);
        const gone = new Set(call.ids);
        this.#rules.set(rule.name, { ...rule, targets: rule.targets.filter((one) => !gone.has(one.id)) });
        return;
      }
      case 'events.putTargets': {
        const rule = this.#rule(call.rule);
        const put = new Set(call.targets.map((one) => one.id));
        const targets = [...rule.targets.filter((one) => !put.has(one.id)), ...call.targets];
        if (targets.length > 5) throw new Error('LimitExceededException');
        this.#rules.set(rule.name, { ...rule, targets });
        return;
      }
      case 'events.deleteRule':
        if (this.#rule(call.name).targets.length > 0)
          throw new Error("Rule can't be deleted since it has targets.");
        this.#rules.delete(call.name);
        return;
      default:
        throw new Error(`no call of a rule's change: ${call.call}`);
    }
  }

  #rule(name: string): LiveRule {
    const rule = this.#rules.get(name);
    if (rule === undefined) throw new Error(`Rule ${name} does not exist on EventBus.`);
    return rule;
  }
}
