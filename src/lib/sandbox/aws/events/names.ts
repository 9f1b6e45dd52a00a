import type { JsonObject } from '../../../base/json.js';
import { parseArn, ruleArn } from '../arn.js';
import { resourceNotFound, validationError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
import type { Context } from '../context.js';
import type { BusRecord, RuleRecord } from '../event-records.js';
import { text } from '../input.js';

/** What names of rules and targets are made of, as AWS's messages show it. */
export const NAME_PATTERN = '[\\.\\-_A-Za-z0-9]+';

/** The bus that a call means: by name or ARN, the default bus where it names none. @throws AwsError where it is missing */
export function busOf(input: JsonObject, context: Context, member = 'EventBusName'): BusRecord {
  const name = busName(text(input, member) ?? 'default', context);
  const bus = context.state.buses.get(name);
  if (bus === undefined) throw resourceNotFound(`Event bus ${name} does not exist.`);
  return bus;
}

/** The name in a bus's name or ARN. */
export function busName(nameOrArn: string, context: Context): string {
  const arn = nameOrArn.startsWith('arn:') ? parseArn(nameOrArn) : undefined;
  if (arn === undefined) return nameOrArn;
  const here = arn.account === context.account && arn.region === context.region;
  const name = arn.resource.replace(/^event-bus\//, '');
  if (!here) throw resourceNotFound(`Event bus ${name} does not exist.`);
  return name;
}

/** The rule that a call names. @throws AwsError where its bus or it is missing */
export function ruleOf(input: JsonObject, context: Context, member = 'Name'): RuleRecord {
  const name = checkedRuleName(input, member);
  const bus = busOf(input, context);
  const rule = context.state.rules.get(ruleArn(context, bus.name, name));
  if (rule === undefined) throw noRule(name, bus.name);
  return rule;
}

/** The answer where a rule is missing. */
function noRule(name: string, bus: string) {
  return resourceNotFound(`Rule ${name} does not exist on EventBus ${bus}.`);
}

/** A rule's name as the model allows it. */
export function checkedRuleName(input: JsonObject, member = 'Name'): string {
  const name = text(input, member);
  const path = member.charAt(0).toLowerCase() + member.slice(1);
  new Constraints().text(path, name, { required: true, min: 1, max: 64, pattern: NAME_PATTERN }).check();
  return name ?? '';
}

/** A bus's rules in order of their names, as ListRules gives them. */
export function rulesOn(bus: string, context: Context): readonly RuleRecord[] {
  return [...context.state.rules.values()]
    .filter((rule) => rule.bus === bus)
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The rule or bus of an ARN. A partner bus's name holds slashes and a rule's none, so the last one parts them. */
export function taggedByArn(arnText: string, context: Context): BusRecord | RuleRecord {
  const arn = parseArn(arnText);
  if (arn === undefined || arn.service !== 'events') {
    throw validationError(
      `Parameter ${arnText} is not valid. Reason: Provided Arn is not in correct format.`,
    );
  }
  const here = arn.account === context.account && arn.region === context.region;
  const [kind = '', ...rest] = arn.resource.split('/');
  if (kind === 'event-bus') {
    const name = rest.join('/');
    const bus = here ? context.state.buses.get(name) : undefined;
    if (bus === undefined) throw resourceNotFound(`Event bus ${name} does not exist.`);
    return bus;
  }
  if (kind !== 'rule')
    throw validationError(`Parameter ${arnText} is not valid. Reason: Tagging is not supported.`);
  const rule = here ? context.state.rules.get(arnText) : undefined;
  if (rule === undefined) throw noRule(rest.at(-1) ?? '', rest.slice(0, -1).join('/') || 'default');
  return rule;
}
