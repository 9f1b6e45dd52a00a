import * as z from 'zod/mini';
import { isJsonObject, type JsonObject } from '../../base/json.js';
import { MalformedEvent } from './malformed-event.js';

// zod/mini: an eighth of zod's size in the bundle. Its messages are not used: they could name values.

const text = z.string().check(z.minLength(1));
const optionalText = z.nullish(z.string());

/** What every event of EventBridge has. Unknown fields pass, here and below. */
const envelopeSchema = z.looseObject({
  'detail-type': text,
  source: text,
  detail: z.looseObject({}),
});

/** What Genesys Cloud's own events have beside it. */
const partnerSchema = z.looseObject({
  detail: z.looseObject({
    topicName: text,
    version: z.nullish(z.union([z.string(), z.number()])),
    eventBody: z.looseObject({
      conversationId: optionalText,
      queueId: optionalText,
      eventTime: z.nullish(z.union([z.number(), z.string()])),
    }),
    metadata: z.nullish(z.looseObject({ CorrelationId: optionalText })),
    timestamp: optionalText,
  }),
});

/**
 * Checks that something is an event of EventBridge.
 * @throws MalformedEvent that says where it is not
 */
export function checkEnvelope(content: unknown): JsonObject {
  if (content === undefined) throw new MalformedEvent('not JSON');
  if (!isJsonObject(content)) throw new MalformedEvent('the event: not an object');
  check(envelopeSchema, content);
  return content;
}

/**
 * Checks that an event has what Genesys Cloud's own events have.
 * @throws MalformedEvent that says where it has not
 */
export function checkPartnerEvent(event: JsonObject, eventType: string): void {
  check(partnerSchema, event, eventType);
}

function check(schema: z.ZodMiniType, content: JsonObject, eventType?: string): void {
  const { error } = schema.safeParse(content);
  if (error === undefined) return;
  const problems = error.issues.map((issue) => `${issue.path.join('.')}: ${problemOf(issue, content)}`);
  throw new MalformedEvent(problems.join('; '), eventType);
}

type Issue = z.core.$ZodIssue;

function problemOf(issue: Issue, content: unknown): string {
  let value = content;
  for (const key of issue.path) value = isJsonObject(value) ? value[String(key)] : undefined;
  if (value === undefined) return 'missing';
  switch (issue.code) {
    case 'invalid_type':
      return `not ${issue.expected === 'object' ? 'an object' : `a ${issue.expected}`}`;
    case 'too_small':
      return 'empty';
    case 'invalid_union':
      return 'neither text nor number';
    default:
      return 'invalid';
  }
}
