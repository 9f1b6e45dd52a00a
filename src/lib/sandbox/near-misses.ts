import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';
import { eventOf, explain, parsePattern } from '../patterns/index.js';
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
  const knowledge = {
    queueName: (id: string): string | undefined => names.get(id),
  };
  const misses: { miss: NearMiss; reasons: number }[] = [];
  for (const rule of await rulesOf(cloud, source)) {
    const { Name: name, EventPattern: pattern, State: state } = rule;
    if (typeof name !== 'string' || typeof pattern !== 'string') continue;
    const { matches, reasons } = explain(parsePattern(pattern), eventOf(event), knowledge);
    if (matches && state !== 'DISABLED') continue;
    const why = matches ? 'The rule is disabled.' : reasons.map(({ message }) => message).join(' ');
    misses.push({ miss: { rule: name, why }, reasons: reasons.length });
  }
  return misses
    .sort((a, b) => a.reasons - b.reasons)
    .slice(0, SHOWN)
    .map(({ miss }) => miss);
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
