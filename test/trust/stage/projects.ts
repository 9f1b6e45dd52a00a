import { readFileSync } from 'node:fs';
import type { Seed } from '../../../src/lib/sandbox/seed-schema.js';
import { head } from '../../e2e/gcx.js';
import type { StageProject } from './stage.js';

/** A project, what becomes of it when its file is changed, and what others have in the same account and organization. */
export interface StageFiles {
  readonly name: string;
  readonly first: StageProject;
  readonly changed: StageProject;
  /** What becomes of it when most of the change is taken back, and more. Absent: as it was at first. */
  readonly pared?: StageProject;
  /** What becomes of the changed file when it is changed once more. Absent: nothing. */
  readonly further?: StageProject;
  /** What becomes of the first file when the kinds of targets leave it that no tag is searched for by. Absent: there are none. */
  readonly without?: StageProject;
  readonly seed: Seed;
  /** Names in dumps of what is there before and is the file's to change. Absent: there is none. */
  readonly given?: RegExp;
  /** Others have things with names like its own, of the kinds that no tag is searched for by. Absent: they do not. */
  readonly hasNeighbors?: true;
  /** Its change names receivers that only doctor looks at. Absent: it does not. */
  readonly changesReceivers?: true;
}

const HANDLER =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async () => {});\n";
const OTHER_HANDLER =
  "import { defineHandler } from 'genesys-gcx/processor';\nexport default defineHandler(async (event, { logger }) => {\n  logger.info(event.id ?? '');\n});\n";

const HOME = { account: '111122223333', organization: '6513270e-269e-4d37-b2a7-4de452e6b438' };
const TEST = { account: '444455556666', organization: '2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42' };

/** A KMS key of people, and another one. */
export const KEY = `arn:aws:kms:eu-west-1:${HOME.account}:key/0d2f4f0b-51a5-4c5e-8d0a-6a2b7c9e1f30`;
const OTHER_KEY = KEY.replace('/0d', '/1d');

/** The file that the documentation begins with, in its environment for tests. */
export const EXAMPLE: StageFiles = {
  name: 'the example file',
  first: example((text) => text, HANDLER),
  changed: example(
    (text) =>
      replaced(text, [
        ['maxAge: 6h, attempts: 50', 'maxAge: 2h, attempts: 7'],
        ['# archive: { retention: 30d }', 'archive: { retention: 30d }'],
        ['# tags: { CostCenter: "42" }', 'tags: { CostCenter: "42" }'],
        ['# alarms: sales-topic', 'alarms: sales-topic'],
        ['{ email: wallboard@example.com }, { sqs: wallboard }', '{ email: other@example.com }'],
        [
          'targets: [sales-topic, crm-inbox, crm-sync, sales-processor]',
          'targets: [sales-topic, sales-processor]',
        ],
        ['  wallboard: { sqs: { create: wallboard } }\n', ''],
        ['[conversation.user.end, conversation.acw]', '[conversation.user.end, conversation.user.start]'],
      ]),
    OTHER_HANDLER,
  ),
  seed: seedFor(TEST, []),
};

/** As small as files are. */
export const SMALL: StageFiles = {
  name: 'a small file',
  first: { file: small('[acd.end]', '["Sales Support"]', 50) },
  changed: { file: small('[acd.end, acd.start]', '["Sales Support", "911"]', 51) },
  seed: seedFor(HOME, []),
};

/**
 * A file with a thing of every kind, and a target of every kind. In files of their own are the gateway's event types, the log
 * of the bus and the alarms of the pipe, and secrets that the environment has. What is added to it goes to the changes, too.
 */
export const EVERYTHING: StageFiles = {
  name: 'a file with everything in it',
  hasNeighbors: true,
  changesReceivers: true,
  first: { file: everything({}), beside: { 'sales.ts': HANDLER } },
  changed: { file: everything({ changed: true }), beside: { 'sales.ts': OTHER_HANDLER } },
  seed: withSecret(seedFor(HOME, ['their-topic', 'their-queue', 'their-function'])),
};

/** With tags that come and go, settings that are taken back, and some that are changed once more. */
export function withTags(files: StageFiles): StageFiles {
  const { first, changed } = files;
  const tagged = (
    /^tags:/m.test(changed.file) ? changed.file : `${changed.file}tags: { team: "cx" }\n`
  ).replace(
    '[{ email: ops@example.com }] }\n  inbox',
    '[{ email: ops@example.com }, { sqs: inbox }] }\n  inbox',
  );
  const further = tagged
    .replace(/^tags:.*\n/m, '')
    .replace('archive: { retention: 30d }', 'archive: { retention: 60d }')
    .replace('deduplicate: { for: 5d }', 'deduplicate: { for: 5d }\n      logs: { retention: forever }')
    .replace(
      '{ email: ops@example.com }, { sqs: inbox }',
      '{ email: ops@example.com }, { sqs: inbox, raw: true }',
    )
    .replace(
      'ended: { events: [conversation.acd.end], targets',
      'ended: { events: [conversation.acw], targets',
    );
  const pared = first.file
    .replace(/^tags:.*\n/m, '')
    .replace(/, \{ sqs: inbox, raw: true(?:, filter: \{[^}]*\})? \}/, '')
    .replace(/, subscribers: \[\{ sqs: inbox \}\]/, '')
    .replace('logs: { retention: 7d }', 'logs: { retention: forever }')
    .replace('logging: { level: info }', 'logging: { level: info, retention: forever }');
  return {
    ...files,
    changed: { ...changed, file: tagged },
    pared: { ...first, file: pared },
    further: { ...changed, file: further },
  };
}

/** With a KMS key that encrypts what others have, and lets EventBridge in. */
export function withKey(files: StageFiles): StageFiles {
  const { aws } = files.seed;
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: ['events.amazonaws.com', 'sns.amazonaws.com'] },
        Action: ['kms:GenerateDataKey*', 'kms:Decrypt', 'kms:DescribeKey', 'kms:ReEncrypt*'],
        Resource: '*',
      },
    ],
  };
  const queues = (aws?.queues ?? []).map((each) => ({
    ...each,
    attributes: { ...each.attributes, KmsMasterKeyId: KEY },
  }));
  return { ...files, seed: { ...files.seed, aws: { ...aws, keys: [{ key: KEY, policy }], queues } } };
}

/** A small pipe that is watched: its event bus logs, and it has alarms. */
export const WATCHED: StageFiles = {
  name: 'a file with logging and alarms',
  first: { file: watched('{ level: info }', '{ to: ops }', '2h') },
  changed: { file: watched('{ level: error, retention: 30d }', '{ to: ops, owner: others }', '3h') },
  seed: seedFor(HOME, []),
};

/** HTTPS endpoints, a stream and a log group: what gcx makes for them has no tags that can be searched for. */
export const ENDPOINTS: StageFiles = {
  name: 'a file with HTTPS endpoints and streams',
  hasNeighbors: true,
  first: { file: endpoints({ rate: 50, auth: '{ apiKey: { header: X-Key, secret: { env: CRM_KEY } } }' }) },
  changed: {
    file: endpoints({ rate: 20, auth: '{ basic: { user: gcx, secret: { env: CRM_KEY } } }', more: true }),
  },
  without: { file: withoutEndpoints() },
  seed: seedFor(HOME, []),
};

/** A gateway's event types, subscribed one by one, on a bus that others made. */
export const GATEWAY: StageFiles = {
  name: 'a file of a gateway',
  first: { file: gateway('conversationCreated, conversationUpdated', 'gateway-{eventType}', 60) },
  changed: { file: gateway('conversationUpdated, conversationEnded', 'gateway-{eventType}', 600) },
  given: /^event type at the gateway conversation/,
  seed: {
    ...seedFor(HOME, []),
    gateway: {
      enabled: true,
      eventTypes: {
        conversationCreated: false,
        conversationEnded: false,
        conversationUpdated: false,
        userPresenceChanged: false,
      },
    },
  },
};

function example(edit: (text: string) => string, handler: string): StageProject {
  const text = readFileSync(new URL('../../../.genesysrc.example.yml', import.meta.url), 'utf8');
  const file = replaced(edit(text), [['./config/handlers/sales.ts', './sales.ts']]);
  return { file, environment: 'test', beside: { 'sales.ts': handler } };
}

/** With texts replaced that have to be there. */
function replaced(text: string, pairs: readonly (readonly [string, string])[]): string {
  return pairs.reduce((changed, [from, to]) => {
    if (!changed.includes(from)) throw new Error(`The file does not hold: ${from}`);
    return changed.replace(from, to);
  }, text);
}

function watched(logging: string, alarms: string, within: string): string {
  return `${head()}logging: ${logging}
alarms: ${alarms}
targets:
  ops: { sns: { create: shop-ops }, subscribers: [{ email: ops@example.com }] }
  inbox: { sqs: { create: shop-inbox }, deadLetter: dead }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox], expect: { within: ${within}, hours: "Mon-Fri 08:00-18:00 Europe/Berlin" } }
`;
}

/** @param more other addresses, and an endpoint in place of another one; they share a connection of another name than gcx gives */
function endpoints({ rate, auth, more = false }: { rate: number; auth: string; more?: boolean }): string {
  return `${head()}defaults: { deadLetter: dead }
targets:
  crm: { http: { url: "https://crm.example.com/${more ? 'v2' : 'v1'}/{id}", path: { id: $.detail.eventBody.conversationId }, rate: ${rate}, connection: crm-of-all, auth: ${auth} } }
  ${more ? 'later' : 'sooner'}: { http: { url: "https://hooks.example.com/gcx", method: PUT, headers: { X-Source: ${more ? 'b' : 'a'} }, name: old-hooks${more ? '-2' : ''}, connection: crm-of-all, auth: ${auth} } }
  lake: { kinesis: { existing: ${more ? 'calls-2' : 'calls'} } }
  kept: { logGroup: { existing: shop-calls } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [crm, ${more ? 'later' : 'sooner'}] }
  stored: { events: [conversation.acd.end], targets: [lake, kept] }
`;
}

function withoutEndpoints(): string {
  return `${head()}defaults: { deadLetter: dead }
targets:
  dead: { sqs: { create: shop-dead } }
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;
}

function everything({ changed = false }: { readonly changed?: boolean }): string {
  // What is taken out of the file is taken away.
  const once = (text: string) => (changed ? '' : text);
  const begin = head().replace(
    'region: eu-west-1',
    `region: eu-west-1${once(`, permissionsBoundary: "arn:aws:iam::${HOME.account}:policy/bound"`)}, busKey: "${changed ? OTHER_KEY : KEY}"`,
  );
  return `${begin}tags: { cost-center: "${changed ? 4712 : 4711}" }
archive: { retention: ${changed ? 'forever' : `30d, key: "${KEY}"`} }
defaults: { deadLetter: dead, retry: { maxAge: 6h, attempts: ${changed ? 51 : 50} } }
targets:
  board: { sns: { create: shop-board${once(`, key: "${KEY}"`)} }, subscribers: [{ email: ${changed ? 'other' : 'team'}@example.com }, { sqs: inbox, raw: ${!changed}${once(', filter: { mediaType: [VOICE] }')} }] }
  each: { sns: { create: "shop-{eventType}" }, subscribers: [{ https: "https://hooks.example.com/gcx"${changed ? '' : ', deadLetter: dead'} }] }
  inbox: { sqs: { create: shop-inbox, visibility: ${changed ? '2m' : '5m, redrive: { maxReceives: 5, deadLetter: dead }'} } }
  ${changed ? 'later: { sqs: { create: shop-later } }' : 'sooner: { sqs: { create: shop-sooner } }'}
  ordered: { sqs: { create: shop-ordered.fifo, messageGroup: all } }
  dead: { sqs: { create: shop-dead } }
  ops: { sns: { create: shop-ops }, subscribers: [{ email: ops@example.com }] }
  theirs: { sqs: { existing: their-queue } }
  told: { sns: { existing: their-topic } }
  sync: { lambda: { existing: their-function } }
  lake: { kinesis: { existing: ${changed ? 'calls-2' : 'calls'}, partitionKey: $.detail.eventBody.conversationId } }
  ${changed ? 'stored: { firehose: { existing: calls-to-s3 } }' : 'books: { http: { url: "https://books.example.com", auth: { apiKey: { header: X-Key, secret: { secretsManager: crm } } } } }'}
  machine: { stateMachine: { existing: follow-up } }
  calls: { logGroup: { create: shop-calls, retention: ${changed ? 'forever' : '30d'} } }
  ${changed ? 'abroad: { bus: { existing: "arn:aws:events:us-east-1:444455556666:event-bus/calls" } }' : 'mirror: { bus: { existing: security } }'}
  crm: { http: { url: "https://crm.example.com/${changed ? 'v2' : 'v1'}", rate: ${changed ? 20 : 50}, auth: { basic: { user: ${changed ? 'gcx-2' : 'gcx'}, secret: { secretsManager: crm } } } } }
  worker:
    processor:
      handler: ./sales.ts
      deduplicate: { for: ${changed ? '2h' : '1h'} }
      alarms: ops
      memory: ${changed ? 512 : 256}
      ${changed ? 'reservedConcurrency: 20\n      maximumConcurrency: 10\n      tracing: active\n      metrics: { namespace: Shop/Sales }\n      vpc: { subnets: [subnet-1a], securityGroups: [sg-1a] }' : 'ephemeralStorage: 1024'}
      batch: { size: ${changed ? 20 : 10}, window: 5s }
      logs: { retention: ${changed ? '30d' : '7d'} }
      environment: { OUT: ${changed ? 'b' : 'a'} }
${changed ? `      secrets: { CRM: "arn:aws:secretsmanager:eu-west-1:${HOME.account}:secret:crm-AbCdEf" }\n` : ''}  inorder: { processor: { handler: ./sales.ts, deduplicate: false, messageGroup: $.detail.eventBody.conversationId, memory: ${changed ? 512 : 256} } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"${changed ? ', "911"' : ''}], targets: [board, inbox, ordered, sync] }
  flows: { events: [conversation.user.end, conversation.acd.start], where: { mediaType: [VOICE] }, targets: [each, theirs${changed ? '' : ', told'}, ${changed ? 'later' : 'sooner'}] }
  work: { events: [conversation.acd.end], description: ${changed ? 'What is done' : 'Work'}, targets: [worker, lake, crm, ${changed ? 'told, stored' : 'books'}] }
  sent: { events: [conversation.acd.end], targets: [machine, calls, ${changed ? 'abroad' : 'mirror'}, inorder] }
`;
}

function small(events: string, queues: string, attempts: number): string {
  return `${head({ project: 'small', suffix: 'small' })}defaults: { retry: { attempts: ${attempts} } }
targets:
  inbox: { sqs: { create: small-inbox } }
  board: { sns: { create: small-board }, subscribers: [{ sqs: inbox }] }
routes:
  ended: { events: ${events.replaceAll('acd.', 'conversation.acd.')}, queues: ${queues}, targets: [inbox, board] }
`;
}

function gateway(events: string, topics: string, seconds: number): string {
  return `version: 1
project: gate
genesys: { environment: mypurecloud.ie, organization: ${HOME.organization}, subscriptions: per-event-type, exclusive: true }
aws: { account: "${HOME.account}", region: eu-west-1, bus: genesys-events }
archive: { retention: 30d }
defaults: { deadLetter: dead, retry: { maxAge: ${seconds}s } }
targets:
  by-type: { sns: { create: "${topics}" }, subscribers: [{ sqs: inbox }] }
  inbox: { sqs: { create: gateway-inbox } }
  dead: { sqs: { create: gateway-dead } }
routes:
  conversations: { events: [${events}], targets: [by-type, inbox] }
`;
}

/** With the secret of its HTTPS endpoints. */
function withSecret(seed: Seed): Seed {
  return { ...seed, aws: { ...seed.aws, secrets: [{ name: 'crm', value: 'key-of-the-crm' }] } };
}

/** What others have: things beside the project's, and things that its file calls existing, with statements of theirs. */
function seedFor(
  { account, organization }: typeof HOME,
  [topic = 'shared-topic', queue = 'shared-queue', name = 'shared-function']: readonly string[],
): Seed {
  const others = { team: 'board', 'genesys-gcx:project': 'elsewhere', 'genesys-gcx:environment': 'default' };
  const statement = (service: string, action: string, resource: string) => ({
    Sid: 'theirs',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: `${service}:${action}`,
    Resource: resource,
  });
  const policy = (service: string, action: string, resource: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Id: 'theirs',
      Statement: [statement(service, action, resource)],
    });
  const arn = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:${account}:${rest}`;
  return {
    integrations: [
      {
        name: 'Theirs',
        type: 'amazon-eventbridge-source',
        suffix: 'theirs',
        events: ['v2.detail.events.conversation.{id}.acd.end'],
        notes: 'Do not touch',
        enabled: true,
        account,
      },
    ],
    maxInstances: 5,
    aws: {
      topics: [
        {
          name: topic,
          attributes: { DisplayName: 'Theirs', Policy: policy('sns', 'Publish', arn('sns', topic)) },
          tags: { team: 'board' },
          subscriptions: [{ protocol: 'sqs', endpoint: arn('sqs', queue) }],
        },
        { name: 'elsewhere-topic', tags: { ...others, 'genesys-gcx:organization': organization } },
      ],
      queues: [
        {
          name: queue,
          attributes: { VisibilityTimeout: '77', Policy: policy('sqs', 'SendMessage', arn('sqs', queue)) },
          tags: { team: 'board' },
        },
        { name: 'elsewhere-queue', tags: { ...others, 'genesys-gcx:organization': organization } },
      ],
      functions: [
        {
          name,
          statements: [
            {
              Sid: 'theirs',
              Effect: 'Allow',
              Principal: { Service: 's3.amazonaws.com' },
              Action: 'lambda:InvokeFunction',
              Resource: arn('lambda', `function:${name}`),
            },
          ],
          tags: { team: 'board' },
        },
      ],
      rules: [
        {
          bus: 'default',
          name: 'their-rule',
          pattern: { source: ['theirs'] },
          description: 'Theirs',
          tags: { team: 'board' },
          targets: [{ Id: 'queue', Arn: arn('sqs', queue) }],
        },
      ],
    },
  };
}
