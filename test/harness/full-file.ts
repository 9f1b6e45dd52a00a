import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, loadConfig } from '../../src/lib/language/config/index.js';
import { temporaryFolder } from '../unit/sandbox/temporary-folder.js';

const PLACE = 'eu-west-1:111122223333';

/** A handler that does nothing. */
const HANDLER =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";

/** The files that {@link FULL_FILE} names, by their places beside it. */
const FULL_FILE_HANDLERS: Readonly<Record<string, string>> = { 'sales.ts': HANDLER };

/**
 * A file that takes something of every kind of resource, every kind of target and every setting that AWS has to allow
 * something for.
 */
export const FULL_FILE = `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organization: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws:
  account: "111122223333"
  region: eu-west-1
  busKey: "arn:aws:kms:${PLACE}:key/0f4c3c0e-6d1f-4b56-9c1e-5c0d3f6a7b81"
  permissionsBoundary: "arn:aws:iam::111122223333:policy/genesys-gcx-boundary"
defaults: { deadLetter: dead }
tags: { CostCenter: "42" }
archive: { retention: 30d, key: "arn:aws:kms:${PLACE}:key/0f4c3c0e-6d1f-4b56-9c1e-5c0d3f6a7b81" }
logging: { level: error, retention: 7d, key: "arn:aws:kms:${PLACE}:key/0f4c3c0e-6d1f-4b56-9c1e-5c0d3f6a7b81" }
alarms: { to: alarm-topic }
targets:
  inbox: { sqs: { create: shop-inbox } }
  sealed: { sqs: { create: shop-sealed, key: "arn:aws:kms:${PLACE}:key/0f4c3c0e-6d1f-4b56-9c1e-5c0d3f6a7b81" } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }, { email: wall@example.com }] }
  alarm-topic: { sns: { create: shop-alarms }, subscribers: [{ email: on-call@example.com }] }
  theirs: { sqs: { existing: crm } }
  news: { sns: { existing: crm }, subscribers: [{ sqs: inbox }] }
  sync: { lambda: { existing: crm } }
  sales:
    processor: { handler: ./sales.ts, alarms: alarm-topic, reservedConcurrency: 20, maximumConcurrency: 20, tracing: active, vpc: { subnets: [subnet-1a], securityGroups: [sg-1a] } }
  relay: { arn: "arn:aws:events:${PLACE}:event-bus/relay", role: "arn:aws:iam::111122223333:role/TARGET-ROLE" }
  crm: { http: { url: "https://crm.example.com", auth: { basic: { user: gcx, secret: { secretsManager: crm } } } }, role: "arn:aws:iam::111122223333:role/TARGET-ROLE" }
  kept: { arn: "arn:aws:logs:${PLACE}:log-group:/aws/events/kept" }
  lake: { kinesis: { existing: crm } }
  stored: { firehose: { existing: crm } }
  machine: { stateMachine: { existing: crm } }
  mirror: { bus: { existing: crm } }
  hook: { http: { url: "https://hooks.example.com", auth: { apiKey: { header: X-Key, secret: { secretsManager: crm } } } } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, sealed, board, sync, sales] }
  worked: { events: [conversation.acd.start], queues: [{ name: Support, division: Retail }], targets: [theirs, news, relay, kept, crm] }
  streamed: { events: [conversation.acw], targets: [lake, stored, machine, mirror, hook] }
`;

/** {@link FULL_FILE} without a permissions boundary: who sets none may take one away. */
export const UNBOUNDED_FILE = FULL_FILE.replace(/^ {2}permissionsBoundary: .*\n/m, '');

/** A text of a file, loaded for an environment of it. */
export async function configOf(text: string, environment?: string): Promise<Config> {
  const cwd = temporaryFolder();
  for (const [name, content] of Object.entries({ '.genesysrc.yml': text, ...FULL_FILE_HANDLERS }))
    writeFileSync(join(cwd, name), content);
  const chosen = environment === undefined ? {} : { environment };
  const { config } = await loadConfig({ cwd, env: {}, ...chosen });
  return config;
}

/** {@link FULL_FILE}, loaded. */
export function fullConfig(): Promise<Config> {
  return configOf(FULL_FILE);
}
