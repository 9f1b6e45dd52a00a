import { createAws } from '../../../src/lib/clients/aws/index.js';
import { head, type Outcome, Project } from '../../e2e/gcx.js';
import { openWire } from '../wire.js';
import type { Exchange } from './exchange.js';

const file = `${head()}archive: { retention: 30d }
defaults: { deadLetter: dead, retry: { maxAge: 6h, attempts: 50 } }
targets:
  dead: { sqs: { create: shop-dead } }
  inbox: { sqs: { create: shop-inbox } }
  ordered: { sqs: { create: shop-ordered.fifo, messageGroup: all } }
  board: { sns: { create: shop-board }, subscribers: [{ email: a@example.com }, { sqs: inbox }] }
  by-type: { sns: { create: "shop-{eventType}" } }
  crm: { lambda: { existing: crm-sync } }
  ops: { sns: { create: shop-ops }, subscribers: [{ email: ops@example.com }] }
  sales: { processor: { handler: ./sales.ts, deduplicate: { for: 1h }, alarms: ops } }
routes:
  ended:
    description: Conversations that left the sales queues
    events: [conversation.acd.end]
    queues: ["Sales Support"]
    where: { mediaType: [VOICE, MESSAGE] }
    targets: [board, inbox, crm, sales]
  agents: { events: [conversation.user.end, conversation.acw], targets: [by-type] }
  started: { events: [conversation.acd.start], targets: [ordered] }
`;
/** A target, a route and settings less, others instead. */
const changed = file
  .replace('retention: 30d', 'retention: 60d')
  .replace('attempts: 50', 'attempts: 20')
  .replace('for: 1h', 'for: 2h')
  .replace('[board, inbox, crm, sales]', '[board, extra, sales]')
  .replace('  ops:', '  extra: { sqs: { create: shop-extra } }\n  ops:')
  .replace(/ {2}by-type:.*\n/, '')
  .replace(/ {2}agents:.*\n/, '');
const HANDLER = `import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler(async () => {});
`;
/** What people made before gcx came. */
const SEED = `aws:
  functions: [{ name: crm-sync }]
  topics: [{ name: hand-made }]
  queues: [{ name: hand-made }]
  rules:
    - bus: default
      name: hand-made
      pattern: { source: [shop] }
      targets: [{ Id: one, Arn: "arn:aws:sns:eu-west-1:111122223333:hand-made" }]
`;

/** What went over the wire, and the commands with how they ended. */
export interface Tour {
  readonly exchanges: readonly Exchange[];
  readonly outcomes: Readonly<Record<string, Outcome>>;
}

/** Runs every command of gcx that speaks to AWS against a sandbox, and keeps what went over the wire. */
export async function tourOfCommands(): Promise<Tour> {
  const project = new Project(file);
  project.write('sales.ts', HANDLER);
  project.write('changed.yml', changed);
  project.write('seed.yml', SEED);
  const server = await project.serve({ seedFile: `${project.folder}/seed.yml` });
  // The account is there, with what the seed says, once a file was seen.
  await project.done('plan');
  const { AWS_ENDPOINT_URL: endpoint = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = server.env;
  const credentials = { accessKeyId: server.env['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey };
  const others = createAws({ region: 'eu-west-1', endpoint, credentials });
  const wire = await openWire(endpoint, secretAccessKey);
  const exchanges: Exchange[] = [];
  wire.heard = (exchange) => exchanges.push(exchange);
  const env = { ...server.env, AWS_ENDPOINT_URL: wire.endpoint };
  const outcomes: Record<string, Outcome> = {};
  for (const command of COMMANDS) {
    // What a policy keeps out becomes a dead letter, which redrive sends back.
    if (command.startsWith('sandbox')) await others.sqs.setAttributes('shop-inbox', { Policy: '' });
    outcomes[command] = await project.gcx(command, command.startsWith('sandbox') ? {} : { env });
  }
  await server.stop();
  await wire.close();
  return { exchanges, outcomes };
}

const COMMANDS: readonly string[] = [
  'whoami',
  'apply --auto-approve',
  'plan --detailed-exitcode',
  'rule list --live',
  "sandbox emit acd.end --queue 'Sales Support'",
  'processor logs sales --all',
  'tail ended --for 1s',
  'replay --from 1h --auto-approve',
  'redrive inbox --auto-approve',
  'export',
  'adopt --topic hand-made --auto-approve',
  'apply --config changed.yml --auto-approve --force',
  'destroy --auto-approve --force',
];
