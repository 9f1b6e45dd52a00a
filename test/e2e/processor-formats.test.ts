import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/lib/base/json.js';
import { Project } from './gcx.js';
import { countsOf, linesOf, RETAIL_SALES, SALES_SUPPORT } from './processor-project.js';

const project = new Project();
mkdirSync(join(project.folder, 'handlers'));
project.write(
  'handlers/sales.ts',
  `import { appendFileSync } from 'node:fs';
import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(({ format, eventType, conversationId, queueName, body }) => {
  const line = [format, eventType, conversationId, queueName, Object.keys(body).length > 0].join(' ');
  appendFileSync(\`\${process.env.OUT}/handled\`, \`\${line}\\n\`);
});
`,
);
project.write(
  '.genesysrc.yml',
  `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  format: acme
aws: { account: "111122223333", region: eu-west-1, bus: company-events }
formats:
  acme:
    source: { prefix: com.acme. }
    detailType: "genesys:{eventType}"
    eventTypes: genesys
    queueId: detail.body.queueId
    payload: detail.body
targets:
  sales:
    processor:
      handler: ./handlers/sales.ts
      environment: { OUT: ${JSON.stringify(project.folder)} }
      only: { queues: ["Sales Support"] }
routes:
  relayed: { events: [conversation.acd.end], queues: ["Sales Support", "Retail Sales"], targets: [sales] }
  gateway: { format: com.genesys.cloud, events: [conversation.end], targets: [sales] }
`,
);

/** What the company's relay puts on its bus. */
const relayed = (body: JsonObject) => ({
  EventBusName: 'company-events',
  Source: 'com.acme.relay',
  DetailType: 'genesys:v2.detail.events.conversation.{id}.acd.end',
  Detail: JSON.stringify({ body }),
});

test('a processor takes the events of each format of its routes, and knows their queues and duplicates', async () => {
  await project.done('apply --auto-approve');
  expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  const body = { conversationId: 'relayed-1', queueId: SALES_SUPPORT, eventTime: Date.now() };
  await project.inside(async (sandbox) => {
    const events = new EventBridgeClient({ ...sandbox.aws, maxAttempts: 1 });
    const elsewhere = { ...body, queueId: RETAIL_SALES };
    const Entries = [body, { ...body, more: null }, body, elsewhere].map(relayed);
    await events.send(new PutEventsCommand({ Entries }));
    await sandbox.settle();
  });
  for (const queue of ['Sales Support', 'Retail Sales']) {
    expect((await project.gcx(`sandbox emit conversation.end --queue '${queue}'`)).code).toBe(0);
  }
  expect(await project.inside(countsOf)).toEqual({ Received: 6, Processed: 3, Duplicate: 1, Filtered: 2 });
  const acdEnd = 'v2.detail.events.conversation.{id}.acd.end';
  expect(linesOf(project, 'handled')).toEqual([
    `acme ${acdEnd} relayed-1 Sales Support true`,
    `acme ${acdEnd} relayed-1 Sales Support true`,
    expect.stringMatching(/^com\.genesys\.cloud conversation\.end \S{36} Sales Support true$/),
  ]);
});
