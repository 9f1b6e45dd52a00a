import type { RuleTarget } from '../../clients/aws/rule-model.js';
import type { CompileNames } from '../../engine/compile/index.js';
import type { EventFormat } from '../../language/events/index.js';
import { nameOfArn, parseArn } from '../../language/names/arn.js';
import { EVENT_TYPE_PLACEHOLDER, fillTopicName } from '../../language/names/event-type-topics.js';

/** Rules of one route with the event types that each takes. */
export interface RulesOfRoute {
  readonly format: EventFormat | undefined;
  readonly rules: readonly { readonly events: readonly string[]; readonly targets: readonly RuleTarget[] }[];
}

/**
 * Topics that are one for each event type of a route, as ARN → name with `{eventType}`: what
 * `sns: { create: "genesys-{eventType}" }` made.
 */
export function findLanes(
  route: RulesOfRoute,
  names: Pick<CompileNames, 'eventType'>,
): ReadonlyMap<string, string> {
  const all = new Set(route.rules.flatMap(({ events }) => events));
  if (all.size < 2) return new Map();
  const typesOf = new Map<string, Set<string>>();
  for (const { events, targets } of route.rules) {
    for (const { arn } of targets) typesOf.set(arn, new Set([...(typesOf.get(arn) ?? []), ...events]));
  }
  const byTemplate = new Map<string, Map<string, string>>();
  for (const [arn, types] of typesOf) {
    const [type] = types;
    if (type === undefined || types.size > 1 || parseArn(arn)?.service !== 'sns') continue;
    const short = fillTopicName(EVENT_TYPE_PLACEHOLDER, names.eventType(type, route.format).name);
    const template = nameOfArn(arn).replaceAll(short, EVENT_TYPE_PLACEHOLDER);
    const arns = byTemplate.get(template) ?? new Map<string, string>();
    byTemplate.set(template, arns.set(type, arn));
  }
  const lanes = new Map<string, string>();
  for (const [template, arns] of byTemplate) {
    if (!template.includes(EVENT_TYPE_PLACEHOLDER) || arns.size !== all.size) continue;
    for (const arn of arns.values()) lanes.set(arn, template);
  }
  return lanes;
}

/** Whether a route of one event type sends to a topic as to the one for that type. */
export function isOnlyLane(
  arn: string,
  template: string,
  route: RulesOfRoute,
  names: Pick<CompileNames, 'eventType'>,
): boolean {
  const [type, ...others] = new Set(route.rules.flatMap(({ events }) => events));
  if (type === undefined || others.length > 0) return false;
  return fillTopicName(template, names.eventType(type, route.format).name) === nameOfArn(arn);
}
