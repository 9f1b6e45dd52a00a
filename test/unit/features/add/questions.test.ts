import { expect, test } from 'vitest';
import { gcxCommand } from '../../../../src/lib/base/hints/gcx-command.js';
import {
  addRoute,
  addTargets,
  askForRoute,
  askNewTarget,
  askRoute,
  editFile,
} from '../../../../src/lib/features/add/index.js';
import { interview } from '../../../../src/lib/features/questions/index.js';
import { key, onScreen } from '../../cli/answered.js';
import { EXAMPLE, place } from './files-kept.js';

const FILE = EXAMPLE.replace('handler: ./config/handlers/sales.ts', 'handler: ./sales.ts')
  .replace(/\n {2}sales-processor:\n[\s\S]*?\n\n/, '\n')
  .replace('crm-sync, sales-processor]', 'crm-sync]');

const queue = { id: 'q1', name: 'Billing', division: { id: 'd', name: 'Home' } };
const EMPTY = { events: [], queues: [], where: [], targets: [] };

test('a route is asked for with what the file has; its targets are offered, and the file takes it', async () => {
  const file = await place(FILE);
  const ground = { file, queues: async () => [queue] };
  const { answer, screen } = await onScreen(
    (asker, say) =>
      interview(asker, say, (each) => askRoute(each, ground, { ...EMPTY, events: ['acd.end'] })),
    // All queues, no filter, the first target of the file, a name.
    key.enter,
    key.enter,
    key.space,
    key.enter,
    '\u0015calls\r',
  );
  expect(answer).toMatchObject({ name: 'calls', events: ['conversation.acd.end'], targets: ['sales-topic'] });
  expect(screen).toContain('crm-inbox');
  const edit = await editFile(file, addRoute(file, answer));
  expect(edit.after).toContain('\n  calls:\n');
});

test('a name that a route has is asked again, with the reason', async () => {
  const file = await place(FILE);
  const given = {
    ...EMPTY,
    events: ['conversation.user.end'],
    where: ['mediaType=VOICE'],
    targets: ['crm-inbox'],
  };
  const { answer, screen } = await onScreen(
    (asker, say) => interview(asker, say, (each) => askRoute(each, { file }, given)),
    '\u0015agent-finished\r',
    '\u0015after\r',
  );
  expect(screen).toContain('The name agent-finished is already in use.');
  expect(screen).toContain('Queue filter skipped');
  expect(answer.name).toMatch(/after$/);
});

test('an HTTPS endpoint is asked for with how it is called, and never for its secret', async () => {
  const file = await place(FILE);
  const { answer, screen } = await onScreen(
    (asker, say) =>
      interview(asker, say, (each) =>
        askNewTarget(each, { file }, { targets: [], routes: ['agent-finished'] }),
      ),
    'HTTPS',
    key.enter,
    'http://crm.example.com/in\r',
    '\u0015https://crm.example.com/{id}\r',
    key.enter,
    key.enter,
    key.down,
    key.enter,
    '\u0015gcx\r',
    '\u0015no-name\r',
    '\u0015CRM_PASSWORD\r',
    key.enter,
  );
  expect(screen).toContain('EventBridge calls https addresses only');
  const edit = await editFile(file, addTargets(file, answer));
  expect(edit.after).toContain(
    'crm: { http: { url: "https://crm.example.com/{id}", path: { id: "$.detail.eventBody.conversationId" }, auth: { basic: { user: gcx, secret: { env: CRM_PASSWORD } } } } }',
  );
  expect(addTargets(file, answer).notes).toEqual([
    `Set the environment variable GENESYS_GCX_SECRET_CRM_PASSWORD to the secret before "${gcxCommand('apply')}".`,
  ]);
});

test('a route of the file is chosen, and a new target goes to it', async () => {
  const file = await place(FILE);
  const route = await onScreen(
    (asker, say) => interview(asker, say, (each) => askForRoute(each, { file }, 'Which route?')),
    key.down,
    key.enter,
  );
  expect(route.answer).toBe('agent-finished');
  const target = await onScreen(
    (asker, say) =>
      interview(asker, say, (each) =>
        askNewTarget(each, { file }, { targets: [], routes: ['agent-finished'] }),
      ),
    key.enter,
    '\u0015new-inbox\r',
    key.enter,
  );
  expect(target.answer.targets).toHaveLength(1);
});
