import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.js';
import { eventOf } from '../language/patterns/index.js';
import { createTracer } from '../language/trace/index.js';
import type { AwsCloud } from './aws/model.js';
import { callEvents, type Place } from './events-call.js';
import type { OrganizationState } from './genesys/index.js';
import type { NearMiss } from './model.js';

/** The rules on a bus that an event did not match, the nearest first, each with the reason. */
export async function nearMisses(
  cloud: AwsCloud,
  bus: Place & { readonly name: string },
  event: JsonObject,
  organization: OrganizationState,
): Promise<readonly NearMiss[]> {
  const names = new Map(organization.queues.map(({ id, name }) => [id, name]));
  const rules = (await rulesOf(cloud, bus)).flatMap(({ Name: name, EventPattern: pattern, State: state }) =>
    typeof name === 'string' && typeof pattern === 'string'
      ? [{ name, pattern, enabled: state !== 'DISABLED', targets: [] }]
      : [],
  );
  const tracer = createTracer(rules, { queueName: (id) => names.get(id) });
  const { entries } = tracer.trace({ json: event, text: eventOf(event) });
  return entries.flatMap(({ name, outcome }): readonly NearMiss[] => {
    if (outcome.kind === 'sends-nothing' && outcome.because === 'disabled') {
      return [{ rule: name, why: 'The rule is disabled.' }];
    }
    if (outcome.kind !== 'misses') return [];
    const { reasons, otherEventType } = outcome.miss;
    return [
      {
        rule: name,
        why: reasons.map(({ message }) => message).join(' '),
        ...(otherEventType ? { otherEventType } : {}),
      },
    ];
  });
}

/** All rules of a bus. */
async function rulesOf(
  cloud: AwsCloud,
  { name, ...place }: Place & { readonly name: string },
): Promise<readonly JsonObject[]> {
  const rules: JsonObject[] = [];
  let next: JsonValue | undefined;
  do {
    const body = await callEvents(cloud, place, 'ListRules', {
      EventBusName: name,
      ...(next === undefined ? {} : { NextToken: next }),
    });
    if (!Array.isArray(body['Rules'])) return rules;
    rules.push(...body['Rules'].filter(isJsonObject));
    next = body['NextToken'];
  } while (next !== undefined);
  return rules;
}
