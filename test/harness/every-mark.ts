import { head } from '../e2e/gcx.js';

/** A file with things of every kind that carries a mark. */
export const EVERY_MARK = `${head()}archive: { retention: 30d }
logging: { level: error, retention: 7d }
alarms: { to: alarm-topic }
tags: { CostCenter: "42" }
targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
  alarm-topic: { sns: { create: shop-alarms }, subscribers: [{ email: on-call@example.com }] }
  calls-log: { logGroup: { create: /aws/events/shop } }
  lake: { kinesis: { existing: calls, partitionKey: $.detail.eventBody.conversationId } }
  crm: { http: { url: "https://crm.example.com/calls", auth: { apiKey: { header: X-Key, secret: { env: CRM_KEY } } } } }
  sales: { processor: { handler: ./sales.ts, alarms: alarm-topic, deduplicate: { for: 5d } } }
routes:
  ended: { events: [conversation.acd.end], queues: [Sales Support], targets: [inbox, board, lake, sales] }
  started: { events: [conversation.acd.start], targets: [inbox, calls-log, crm] }
  crm: { events: [conversation.acd.end], targets: [crm] }
`;

/** What lies beside {@link EVERY_MARK}. */
export const EVERY_MARK_FILES: Readonly<Record<string, string>> = {
  'sales.ts':
    "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n",
};
