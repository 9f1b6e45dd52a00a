import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventBridgeClient, PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Sandbox } from '../../../src/lib/sandbox/index.js';
import { head, Project } from '../../e2e/gcx.js';
import { evil } from './names.js';

const ORGANIZATION = '6513270e-269e-4d37-b2a7-4de452e6b438';
/** The event bus that the file makes. */
const BUS = `aws.partner/genesys.com/cloud/${ORGANIZATION}/prod`;
const ACD_END = 'v2.detail.events.conversation.{id}.acd.end';
export const CONVERSATION = '22222222-2222-4333-8444-555555555555';
/** A queue of a name like any other: by it commands get to what is not. */
const PLAIN_QUEUE = '11111111-2222-4333-8444-555555555555';
export const EVIL_QUEUE = '11111111-2222-4333-8444-555555555556';

const arn = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111122223333:${name}`;
const tags = { Team: evil('tag'), [evil('key').slice(0, 120)]: 'value' };

const file = `${head()}defaults: { deadLetter: dead }
archive: { retention: 30d }
targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sns: { create: shop-board } }
  theirs: { sns: { existing: theirs } }
  crm: { processor: { handler: ./handlers/crm.ts, alarms: board } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], queues: [{ glob: "*" }], targets: [inbox, board, theirs, crm] }
  named: { events: [conversation.acd.start], queues: [Plain], targets: [inbox] }
`;

/** A file of somebody whose pipe people made by hand. */
const byHand = `${head({ project: 'hand', bus: 'shared' })}targets:
  team: { sns: { create: theirs } }
  box: { sqs: { create: theirs } }
routes:
  hand-made: { events: [conversation.acd.end], targets: [team] }
`;

const participants = [
  {
    participantId: CONVERSATION,
    participantName: evil('person'),
    purpose: 'acd',
    attributes: { [evil('attribute')]: evil('value') },
    sessions: [
      {
        mediaType: 'voice',
        sessionId: CONVERSATION,
        direction: 'inbound',
        ani: evil('ani'),
        dnis: evil('dnis'),
        segments: [
          {
            segmentStart: '2025-11-03T09:00:00.000Z',
            segmentEnd: '2025-11-03T09:01:00.000Z',
            segmentType: 'interact',
            queueId: EVIL_QUEUE,
            disconnectType: 'peer',
          },
        ],
      },
    ],
  },
];

const seed = {
  organization: evil('Acme'),
  divisions: [evil('Empty')],
  queues: [
    { name: 'Plain', division: evil('Division'), id: PLAIN_QUEUE },
    { name: evil('Sales'), division: evil('Division'), id: EVIL_QUEUE },
    { name: evil('Sales'), division: evil('Other') },
    { name: `::error::${evil('Commands')}`, division: 'Home' },
  ],
  integrations: [
    { name: evil('live'), suffix: 'live', events: [ACD_END], notes: evil('by hand') },
    { name: evil('broken'), suffix: 'broken', error: evil('The account does not exist.') },
    { name: evil('half made') },
  ],
  conversations: [
    {
      conversationId: CONVERSATION,
      conversationStart: '2025-11-03T09:00:00.000Z',
      conversationEnd: '2025-11-03T09:01:00.000Z',
      participants,
    },
  ],
  aws: {
    topics: [
      {
        name: 'theirs',
        tags,
        attributes: { DisplayName: evil('display') },
        subscriptions: [
          { protocol: 'email', endpoint: `${evil('a')}@example.com` },
          { protocol: 'https', endpoint: `https://example.com/${evil('hook')}` },
        ],
      },
    ],
    queues: [{ name: 'theirs', tags }],
    functions: [{ name: 'theirs', tags }],
    roles: [{ name: 'theirs', tags }],
    buses: [{ name: 'shared', tags }],
    rules: [
      {
        bus: 'shared',
        name: 'hand-made',
        description: evil('described'),
        pattern: {
          'detail-type': [ACD_END],
          detail: { [evil('field')]: [evil('value'), { prefix: evil('prefix') }] },
        },
        tags,
        targets: [
          { Id: '1', Arn: arn('sns', 'theirs'), Input: JSON.stringify({ text: evil('input') }) },
          { Id: '2', Arn: arn('sqs', 'theirs'), InputPath: '$.detail' },
        ],
      },
      {
        bus: 'shared',
        name: 'managed',
        description: evil('described'),
        pattern: { source: [evil('source')] },
        managedBy: `${evil('events')}.example.com`,
        tags,
      },
    ],
  },
};

/** What a handler throws and logs, and what its module says when it is loaded. */
const handler = `import { defineHandler } from 'genesys-gcx/processor';
const name = ${JSON.stringify(evil('handler'))};
console.log(name);
export default defineHandler(async (event, { logger }) => {
  logger.info(name, { [name]: name, list: [name] });
  console.error(name);
  const error = new Error(name);
  error.name = name;
  throw error;
});
`;

/** A world in which everything that somebody else may name is named by somebody evil. */
export async function hostileProject(): Promise<Project> {
  const project = new Project(file);
  mkdirSync(join(project.folder, 'handlers'));
  project.write('handlers/crm.ts', handler);
  project.write('by-hand.yml', byHand);
  project.write('seed.yml', JSON.stringify(seed));
  project.write('event.json', JSON.stringify(evilEvent()));
  project.write(
    'pattern.json',
    JSON.stringify({ 'detail-type': [evil('type'), { wildcard: evil('wild*') }] }),
  );
  project.write('broken.json', `{"a": ${evil('b')}`);
  project.write('broken.yml', `version: 1\nproject: "${evil('p')}`);
  writeFileSync(join(project.folder, 'evil.yml'), evilFile());
  return project;
}

/** An event as Genesys Cloud sends it, evil in each of its texts. */
function evilEvent(): object {
  return {
    version: '0',
    id: evil('id'),
    'detail-type': ACD_END,
    source: BUS,
    account: '111122223333',
    time: '2025-11-03T09:00:00Z',
    region: 'eu-west-1',
    resources: [evil('resource')],
    detail: {
      topicName: evil('v2.detail.events.conversation.x.acd.end'),
      version: '2',
      timestamp: evil('when'),
      eventBody: {
        eventTime: evil('time'),
        conversationId: evil('conversation'),
        queueId: evil('queue'),
        mediaType: evil('media'),
        [evil('field')]: evil('value'),
      },
      metadata: { CorrelationId: evil('correlation') },
    },
  };
}

/** A file that is valid but for what its evil texts are. */
function evilFile(): string {
  const text = (name: string) => JSON.stringify(evil(name));
  return `${head()}tags: { ${text('key')}: ${text('value')} }
targets:
  ${text('target')}: { sqs: { create: ${text('queue')} } }
  hook: { sns: { create: board, subscribers: [{ https: ${text('https://example.com/')} }, { email: ${text('a@b')} }] } }
routes:
  ${text('route')}: { description: ${text('described')}, events: [${text('event')}], queues: [${text('Sales')}], where: { ${text('where')}: ${text('x')} }, targets: [${text('none')}] }
  plain: { description: ${text('described')}, events: [conversation.acd.end], queues: [{ glob: ${text('*')} }], targets: [hook] }
`;
}

/** After the first apply: rules of others on the bus that gcx made, and dead letters that anybody put there. */
export async function spoil({ aws }: Sandbox): Promise<void> {
  const events = new EventBridgeClient(aws);
  const sqs = new SQSClient({ ...aws, useQueueUrlAsEndpoint: false });
  await events.send(
    new PutRuleCommand({
      EventBusName: BUS,
      Name: 'others',
      EventPattern: JSON.stringify({
        'detail-type': [ACD_END],
        source: [{ 'anything-but': evil('source') }],
      }),
      Description: evil('described'),
    }),
  );
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'shop-dead' }));
  const attributes = {
    RULE_ARN: evil('rule'),
    TARGET_ARN: arn('sqs', 'shop-inbox'),
    ERROR_CODE: evil('CODE'),
    ERROR_MESSAGE: evil('message'),
  };
  const MessageAttributes = Object.fromEntries(
    Object.entries(attributes).map(([name, text]) => [
      name,
      { DataType: 'String', StringValue: takenBySqs(text) },
    ]),
  );
  for (const body of [JSON.stringify(evilEvent()), takenBySqs(evil('no JSON'))])
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes }));
  events.destroy();
  sqs.destroy();
}

/** A text without what SQS takes in no message (SendMessage in its API reference: the characters of XML 1.0). */
function takenBySqs(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
  return text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
