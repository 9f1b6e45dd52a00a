import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { eventOf } from '../patterns/index.js';
import { createTracer } from '../trace/index.js';
import type { AwsCloud } from './aws/model.js';
import type { IntegrationState, OrganizationState } from './genesys/index.js';
import type { NearMiss } from './model.js';
import { sandboxAccessKeyId } from './tenant-credentials.js';

type PartnerSource = NonNullable<IntegrationState['source']>;

/** How many rules are named that an event came near to. */
const SHOWN = 3;

/** The rules on a partner source's bus that an event matched not, the nearest first, each with what kept it out. */
export async function nearMisses(
  cloud: AwsCloud,
  source: PartnerSource,
  event: JsonObject,
  organization: OrganizationState,
): Promise<readonly NearMiss[]> {
  const names = new Map(organization.queues.map(({ id, name }) => [id, name]));
  const rules = (await rulesOf(cloud, source)).flatMap(
    ({ Name: name, EventPattern: pattern, State: state }) =>
      typeof name === 'string' && typeof pattern === 'string'
        ? [{ name, pattern, enabled: state !== 'DISABLED', targets: [] }]
        : [],
  );
  const tracer = createTracer(rules, { queueName: (id) => names.get(id) });
  const { entries } = tracer.trace({ json: event, text: eventOf(event) });
  return entries
    .flatMap(({ name, outcome }): readonly NearMiss[] => {
      if (outcome.kind === 'sends-nothing' && outcome.because === 'disabled') {
        return [{ rule: name, why: 'The rule is disabled.' }];
      }
      if (outcome.kind !== 'misses') return [];
      return [{ rule: name, why: outcome.miss.reasons.map(({ message }) => message).join(' ') }];
    })
    .slice(0, SHOWN);
}

/** All rules of a bus, asked for as any program would. */
async function rulesOf(
  cloud: AwsCloud,
  { account, region, name }: PartnerSource,
): Promise<readonly JsonObject[]> {
  const rules: JsonObject[] = [];
  let next: JsonValue | undefined;
  do {
    const answer = await cloud.handle({
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: {
        'x-amz-target': 'AWSEvents.ListRules',
        'content-type': 'application/x-amz-json-1.1',
        authorization: `AWS4-HMAC-SHA256 Credential=${sandboxAccessKeyId(account)}/20260101/${region}/events/aws4_request`,
      },
      body: JSON.stringify({ EventBusName: name, ...(next === undefined ? {} : { NextToken: next }) }),
    });
    const body: unknown = JSON.parse(answer.body);
    if (!isJsonObject(body) || !Array.isArray(body['Rules'])) return rules;
    rules.push(...body['Rules'].filter(isJsonObject));
    next = body['NextToken'];
  } while (next !== undefined);
  return rules;
}
