import { readFileSync } from 'node:fs';
import { isJsonObject, type JsonObject } from '../../../../src/lib/base/json.js';
import { eventOf } from '../../../../src/lib/language/patterns/index.js';
import type { TraceableEvent, TraceRule } from '../../../../src/lib/language/trace/index.js';
import { traceTarget } from '../../../../src/lib/language/trace/index.js';

export const SALES = '5affb229-7631-4992-b0ce-583505c6af07';
export const BILLING = '9c21e0b4-1f0e-4a57-8d0b-3f3a8a1c2d4e';
export const ACD_END = 'v2.detail.events.conversation.{id}.acd.end';
export const USER_END = 'v2.detail.events.conversation.{id}.user.end';
const SOURCE = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/example';

const names = new Map([
  [SALES, 'Sales Support'],
  [BILLING, 'Billing'],
]);
/** What is known of the queues of the tests. */
export const knowledge = { queueName: (id: string) => names.get(id) };

/** The captured call that left Sales Support; with another queue where one is given. */
export function capturedCall(queueId: string = SALES, body: JsonObject = {}): TraceableEvent {
  const file = new URL('../../../fixtures/events/acd.end.voice.json', import.meta.url);
  const json: JsonObject = JSON.parse(readFileSync(file, 'utf8'));
  const { detail } = json;
  if (!isJsonObject(detail) || !isJsonObject(detail['eventBody'])) throw new Error('no event');
  return traceable({
    ...json,
    detail: { ...detail, eventBody: { ...detail['eventBody'], queueId, ...body } },
  });
}

/** An event ready for tracing. */
export function traceable(json: JsonObject): TraceableEvent {
  return { json, text: eventOf(json) };
}

/** A rule; its pattern asks for the source, the event type and fields of the body. */
export function rule(
  name: string,
  body: JsonObject,
  options: Partial<Omit<TraceRule, 'targets'>> & {
    targets?: readonly string[];
    type?: string;
    source?: string;
  } = {},
): TraceRule {
  const {
    targets = ['sqs:eu-west-1:111122223333:crm-inbox'],
    type = ACD_END,
    source = SOURCE,
    ...rest
  } = options;
  return {
    name,
    enabled: true,
    pattern: JSON.stringify({ source: [source], 'detail-type': [type], detail: { eventBody: body } }),
    targets: targets.map((target) => traceTarget({ arn: `arn:aws:${target}` })),
    ...rest,
  };
}
