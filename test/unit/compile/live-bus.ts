import type { DesiredRule, LiveRule, RuleTarget } from '../../../src/lib/compile/index.js';

/** Rules as AWS would read them back: targets do not know their names in the file. */
export function asLive(rules: readonly DesiredRule[]): readonly LiveRule[] {
  return rules.map(({ targets, ...rule }) => ({
    ...rule,
    targets: targets.map(({ target: _name, ...settings }) => settings),
  }));
}

/** One call to EventBridge. */
export type Call =
  | { readonly call: 'removeTargets'; readonly rule: string; readonly ids: readonly string[] }
  | { readonly call: 'putRule'; readonly rule: DesiredRule }
  | { readonly call: 'putTargets'; readonly rule: string; readonly targets: readonly RuleTarget[] }
  | { readonly call: 'deleteRule'; readonly rule: string };

/** The calls of one rule's change, in the order that changeOrder counts on. */
export function callsOf(live: LiveRule | undefined, desired: DesiredRule | undefined): readonly Call[] {
  const name = desired?.name ?? live?.name ?? '';
  const wanted = new Set(desired?.targets.map((target) => target.id));
  const gone = (live?.targets ?? []).map((target) => target.id).filter((id) => !wanted.has(id));
  return [
    ...(gone.length > 0 ? [{ call: 'removeTargets', rule: name, ids: gone } as const] : []),
    ...(desired === undefined
      ? [{ call: 'deleteRule', rule: name } as const]
      : ([
          { call: 'putRule', rule: desired },
          { call: 'putTargets', rule: name, targets: desired.targets },
        ] as const)),
  ];
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

  run(call: Call): void {
    switch (call.call) {
      case 'putRule': {
        const { targets: _targets, ...rule } = call.rule;
        this.#rules.set(rule.name, { ...rule, targets: this.#rules.get(rule.name)?.targets ?? [] });
        return;
      }
      case 'removeTargets': {
        const rule = this.#rule(call.rule);
        const gone = new Set(call.ids);
        this.#rules.set(rule.name, { ...rule, targets: rule.targets.filter((one) => !gone.has(one.id)) });
        return;
      }
      case 'putTargets': {
        const rule = this.#rule(call.rule);
        const put = new Set(call.targets.map((one) => one.id));
        const targets = [...rule.targets.filter((one) => !put.has(one.id)), ...call.targets];
        if (targets.length > 5) throw new Error('LimitExceededException');
        this.#rules.set(rule.name, { ...rule, targets });
        return;
      }
      case 'deleteRule':
        if (this.#rule(call.rule).targets.length > 0)
          throw new Error("Rule can't be deleted since it has targets.");
        this.#rules.delete(call.rule);
    }
  }

  #rule(name: string): LiveRule {
    const rule = this.#rules.get(name);
    if (rule === undefined) throw new Error(`Rule ${name} does not exist on EventBus.`);
    return rule;
  }
}
