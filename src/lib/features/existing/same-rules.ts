import { GcxError } from '../../base/gcx-error.js';
import { canonicalJson, type JsonValue } from '../../base/json.js';
import type { RuleTarget } from '../../clients/aws/rule-model.js';
import { type CompileNames, compileRules, type DesiredRule } from '../../engine/compile/index.js';
import { arnOf } from '../../engine/targets/list.js';
import type { Config, Route } from '../../language/config/model.js';
import { withoutDestinationId } from '../../language/names/arn.js';
import type { ChosenQueue } from '../../language/queues/resolved-queues.js';
import type { BusRule } from './model.js';

/** In what the rules that a route makes differ from the live ones that it is read from. */
export type Difference = 'rules' | 'pattern' | 'targets' | 'state' | 'description';

/** What differs between live rules and those that a route would make of them once they are adopted; nothing: no change. */
export function differences(
  config: Config,
  route: Route,
  queues: readonly ChosenQueue[],
  found: readonly BusRule[],
  names: CompileNames,
): ReadonlySet<Difference> {
  const live = found.map((rule) => withFileArns(config, rule));
  const compiled = compiledOf(config, route, queues, live, names);
  if (compiled === undefined || compiled.length !== live.length) return new Set(['rules']);
  const differing = new Set<Difference>();
  for (const rule of live) {
    const made = compiled.find(({ name }) => name === rule.name);
    if (made === undefined) return new Set(['rules']);
    if (canonicalJson(made.pattern) !== canonicalJson(rule.pattern ?? {})) differing.add('pattern');
    if (targetsText(made.targets) !== targetsText(rule.targets)) differing.add('targets');
    if (made.enabled !== rule.enabled) differing.add('state');
    if (made.description !== (rule.description ?? '')) differing.add('description');
  }
  return differing;
}

/** A rule whose targets have the ARNs that the file makes: it knows no id that AWS gave to an API destination. */
function withFileArns(config: Config, rule: BusRule): BusRule {
  const arns = new Set(Object.values(config.targets).map((target) => arnOf(target, config)));
  const targets = rule.targets.map((target) => {
    const arn = withoutDestinationId(target.arn);
    return arns.has(arn) ? { ...target, arn } : target;
  });
  return { ...rule, targets };
}

function compiledOf(
  config: Config,
  route: Route,
  queues: readonly ChosenQueue[],
  live: readonly BusRule[],
  names: CompileNames,
): readonly DesiredRule[] | undefined {
  const alone = { ...config, routes: { [route.name]: route } };
  const adopted = live.map((rule) => ({ ...rule, route: route.name }));
  try {
    return compileRules(alone, { [route.name]: queues }, adopted, names).rules;
  } catch (error) {
    // What no rule can hold was not read rightly.
    if (error instanceof GcxError) return undefined;
    throw error;
  }
}

/** Targets as AWS keeps them: without their names in the file, and with its defaults where only one of two is said. */
function targetsText(targets: readonly RuleTarget[]): string {
  const texts = targets.map(({ target: _target, unmanaged: _unmanaged, retry, ...rest }) => {
    const full = retry === undefined ? {} : { retry: { attempts: 185, maxAgeSeconds: 86_400, ...retry } };
    return canonicalJson(JSON.parse(JSON.stringify({ ...rest, ...full })) as JsonValue);
  });
  return texts.sort().join('\n');
}
