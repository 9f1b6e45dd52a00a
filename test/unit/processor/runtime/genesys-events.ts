import type { JsonObject } from '../../../../src/lib/base/json.js';

export const ACD_END = 'v2.detail.events.conversation.{id}.acd.end';
export const ACD_START = 'v2.detail.events.conversation.{id}.acd.start';
export const SALES = '5affb229-7631-4992-b0ce-583505c6af07';
export const OTHER_QUEUE = '0b0d4b1e-54b4-4a4b-9a55-8f0f0a3f1111';
/** When events happen that say nothing else. */
export const HAPPENED = 1_765_551_865_126;

/** What a test's event says beside the usual. */
export interface EventParts {
  readonly type?: string;
  readonly conversation?: number;
  readonly queueId?: string | null;
  readonly body?: JsonObject;
  readonly version?: string;
  readonly time?: number;
}

/** An event as Genesys Cloud sends it. */
export function partnerEvent(parts: EventParts = {}): JsonObject {
  const {
    type = ACD_END,
    conversation = 1,
    queueId = SALES,
    body = {},
    version = '2',
    time = HAPPENED,
  } = parts;
  const conversationId = `36f675cc-81e7-4ef5-a8e2-${String(conversation).padStart(12, '0')}`;
  return {
    version: '0',
    id: '9531985d-5d9d-49f8-9818-e811892f902b',
    'detail-type': type,
    source: 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/example',
    account: '111122223333',
    time: '2025-12-12T15:04:25Z',
    region: 'us-east-1',
    resources: [],
    detail: {
      topicName: type.replace('{id}', conversationId),
      version,
      eventBody: {
        eventTime: time,
        conversationId,
        mediaType: 'VOICE',
        direction: 'INBOUND',
        ani: 'tel:+15555550955',
        ...(queueId === null ? {} : { queueId }),
        ...body,
      },
      metadata: { CorrelationId: '18f135d2-5f55-4203-b018-50c5a38fd547' },
      timestamp: '2025-12-12T15:04:25.431Z',
    },
  };
}

/** An SQS record around a body. */
export interface RecordParts {
  readonly id?: string;
  readonly receives?: number;
  readonly attributes?: JsonObject;
  readonly messageAttributes?: JsonObject;
}

let records = 0;

/** A message as Lambda gets it. */
export function sqsRecord(body: unknown, parts: RecordParts = {}): JsonObject {
  records++;
  const { id = `message-${records}`, receives = 1, attributes = {}, messageAttributes = {} } = parts;
  return {
    messageId: id,
    receiptHandle: `receipt of ${id}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(receives), SentTimestamp: '1765551866000', ...attributes },
    messageAttributes,
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:eu-west-1:111122223333:sales',
    awsRegion: 'eu-west-1',
  };
}
