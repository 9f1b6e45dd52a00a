import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { environmentIn, head, Project } from '../e2e/gcx.js';
import { runHosted } from '../e2e/hosts.js';
import { CALL, COMMANDS } from './personal-data/commands.js';

const QUEUE = '11111111-2222-4333-8444-555555555555';
const BUS = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const NUMBER = '4915199887766';
const CANARIES = [`tel:+${NUMBER}`, 'canary@example.com', 'Canary Person', NUMBER];
const FOUND = /4915199887766|canary/i;

const file = `${head()}defaults: { deadLetter: dead }
archive: { retention: 30d }
targets:
  inbox: { sqs: { create: shop-inbox } }
  crm: { processor: { handler: ./handlers/crm.ts } }
  dead: { sqs: { create: shop-dead } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox, crm] }
  national: { events: [conversation.acd.end], where: { ani: [{ prefix: "tel:+1" }] }, targets: [inbox] }
`;

/** A handler as careless as one can be. */
const handler = `import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler((event, { logger }) => {
  const { ani, subject, attributes } = event.body;
  logger.info('A call left', { ani, body: event.body, [String(subject)]: ani });
  logger.warn(\`It was \${ani}\`, { attributes });
  console.log(JSON.stringify(event.body), subject);
  console.error('from ' + subject);
  throw new Error(\`No customer \${ani}, \${subject}\`);
});
`;

const fields = [
  'ani',
  'dnis',
  'addressTo',
  'addressFrom',
  'callbackUserName',
  'provider',
  'subject',
  'participantName',
];

/** A call whose every text is one that must not be seen. */
function call(canary: string, at: number): object {
  return {
    version: '0',
    id: `33333333-2222-4333-8444-55555555555${at}`,
    'detail-type': 'v2.detail.events.conversation.{id}.acd.end',
    source: BUS,
    account: '111122223333',
    time: new Date().toISOString(),
    region: 'eu-west-1',
    resources: [],
    detail: {
      topicName: `v2.detail.events.conversation.${CALL}.acd.end`,
      version: '2',
      timestamp: new Date().toISOString(),
      eventBody: {
        eventTime: Date.now(),
        conversationId: CALL,
        queueId: QUEUE,
        mediaType: at === 0 ? canary : 'VOICE',
        direction: at === 0 ? canary : 'INBOUND',
        ...Object.fromEntries(fields.map((name) => [name, canary])),
        callbackNumbers: [canary],
        attributes: { [canary]: canary },
        unpublished: Number(NUMBER),
      },
      metadata: { CorrelationId: canary },
    },
  };
}

const session = {
  mediaType: 'voice',
  sessionId: CALL,
  direction: 'inbound',
  ...Object.fromEntries(['ani', 'dnis', 'addressFrom', 'addressTo'].map((name) => [name, `tel:+${NUMBER}`])),
  segments: [
    {
      segmentStart: '2025-11-03T09:00:00.000Z',
      segmentEnd: '2025-11-03T09:01:00.000Z',
      segmentType: 'interact',
      queueId: QUEUE,
      subject: 'Canary Person',
    },
  ],
};
const seed = {
  queues: [{ name: 'Plain', division: 'Home', id: QUEUE }],
  conversations: [
    {
      conversationId: CALL,
      conversationStart: '2025-11-03T09:00:00.000Z',
      conversationEnd: '2025-11-03T09:01:00.000Z',
      participants: [
        {
          participantId: CALL,
          participantName: 'Canary Person',
          purpose: 'acd',
          attributes: { Canary: 'canary@example.com' },
          sessions: [session],
        },
      ],
    },
  ],
};

test('what callers are and say is in no output, no file and no trace of gcx', async () => {
  const project = new Project(file);
  mkdirSync(join(project.folder, 'handlers'));
  project.write('handlers/crm.ts', handler);
  project.write('seed.json', JSON.stringify(seed));
  const server = await project.serve({ seedFile: join(project.folder, 'seed.json') });
  await project.done('apply --auto-approve');
  const before = project.journal().length;
  const tailing = project.sandbox('tail --count 2 --for 60s --save events --json');
  const developing = ['', ' --json'].map((form) =>
    project.sandbox(`processor dev crm --count 2 --for 1h${form}`),
  );
  await vi.waitFor(
    () =>
      expect(
        project
          .journal()
          .slice(before)
          .filter(({ action }) => action === 'PutTargets').length,
      ).toBe(3),
    { timeout: 60_000, interval: 50 },
  );
  await project.inside(async (sandbox) => {
    await createAws(sandbox.aws).sqs.setAttributes('shop-inbox', { Policy: '' });
    for (const [at, canary] of CANARIES.entries()) await sandbox.emit({ event: { ...call(canary, at) } });
    await sandbox.passTime(6 * 3_600_000);
    await sandbox.settle();
  });
  const tailed = await tailing;
  const shown = new Map([['tail', tailed.stdout + tailed.stderr]]);
  for (const [at, { stdout, stderr }] of (await Promise.all(developing)).entries()) {
    expect(stdout, stderr).toContain('acd.end');
    shown.set(`processor dev ${at}`, stdout + stderr);
  }
  for (const line of Object.values(COMMANDS).flatMap((lines) => (typeof lines === 'string' ? [] : lines)))
    for (const form of [line, `${line} --json`]) {
      const env = { ...environmentIn(project.folder), GENESYS_GCX_DEBUG: '1' };
      const { stdout, stderr } = await runHosted({
        args: form.split(' '),
        env,
        cwd: project.folder,
        input: '',
      });
      shown.set(form, stdout + stderr);
    }
  await server.stop();
  for (const name of readdirSync(join(project.folder, 'events')))
    shown.set(name, project.read(`events/${name}`));
  shown.set('page.html', project.read('page.html'));
  if (process.env['TRUST_SHOW'])
    console.log([...shown].map(([name, text]) => `$ ${name}\n${text}`).join('\n'));
  expect([...shown].filter(([, text]) => FOUND.test(text)).map(([name]) => name)).toEqual([]);
});
