import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { names, Project } from './gcx.js';

const example = readFileSync(new URL('../../.genesysrc.example.yml', import.meta.url), 'utf8');
const handlers = fileURLToPath(new URL('../../config/handlers', import.meta.url));
const env = '--env production';
const processor = 'contact-center-events-production-sales-processor';

describe('the example file', () => {
  const project = new Project(example);
  cpSync(handlers, join(project.folder, 'config/handlers'), { recursive: true });

  test('plan, apply, plan: the third says no changes, and another apply makes no write', async () => {
    const planned = project.sandbox(`plan ${env}`);
    expect(await project.writesOf(() => planned)).toEqual([]);
    expect((await planned).code).toBe(0);
    expect((await planned).stdout).toMatch(
      /^File {5}\.genesysrc\.yml \(production\)\nGenesys {2}Acme, mypurecloud\.ie/,
    );
    expect((await planned).stdout).toContain('Plan: 30 to create, 0 to change, 0 to delete, 0 unchanged.');
    expect((await planned).stdout).toContain('Next: gcx apply --env production --sandbox');
    expect(project.holdings().rules).toEqual([]);

    const applied = await project.done(`apply ${env} --auto-approve`);
    expect(applied.stdout).toContain('Applied: 30 changes done.');
    expect(applied.stdout).toContain('wallboard@example.com must confirm');
    const { rules, topics, queues, integrations, buses } = project.holdings();
    expect(names(rules)).toEqual([
      'contact-center-events-agent-finished-1',
      'contact-center-events-agent-finished-2',
      'contact-center-events-sales-left-queue-1',
    ]);
    expect(names(topics)).toEqual([
      'genesys-conversation-acw',
      'genesys-conversation-user-end',
      'sales-ended',
    ]);
    expect(names(queues)).toEqual([
      'contact-center-dead-letters',
      processor,
      `${processor}-dead-letters`,
      'crm-inbox',
      'wallboard',
    ]);
    // Each region that was spoken to has a default event bus.
    expect(new Set(names(buses)).size).toBe(2);
    expect(integrations).toMatchObject([{ intendedState: 'ENABLED', reported: { code: 'ACTIVE' } }]);

    expect((await project.done(`plan ${env} --detailed-exitcode`)).stdout).toContain('No changes.');
    expect(await project.writesOf(() => project.done(`apply ${env} --auto-approve`))).toEqual([]);
  });

  test('an event goes to exactly the targets that the file names', async () => {
    const sales = [
      // The processor's SQS queue and, from there, its function.
      `delivered ${processor}`,
      `delivered ${processor}`,
      'delivered crm-inbox',
      'delivered crm-sync',
      'delivered sales-ended',
      'delivered wallboard',
      // Nobody has confirmed the e-mail subscription.
      'dropped wallboard@example.com',
    ];
    const emit = (eventType: string, queue?: string, mediaType?: string) =>
      project.emit({
        eventType,
        ...(queue === undefined ? {} : { queue }),
        ...(mediaType === undefined ? {} : { set: { mediaType } }),
      });
    expect(await emit('acd.end', 'Sales Support', 'VOICE')).toEqual(sales);
    expect(await emit('acd.end', 'Sales DE Nord', 'MESSAGE')).toEqual(sales);
    for (const [queue, mediaType] of [
      ['Sales Support', 'CHAT'],
      ['911', 'VOICE'],
    ]) {
      expect(await emit('acd.end', queue, mediaType)).toEqual([]);
    }
    expect(await emit('user.end')).toEqual([
      'delivered audit',
      'delivered genesys-conversation-user-end',
      // Nobody has confirmed it.
      'dropped data-team@example.com',
    ]);
    // An event type that no route asks for is not published at all.
    expect(await emit('conversation.wrapup')).toEqual(['not published']);
    const emitted = await project.gcx(`sandbox emit conversation.acw ${env}`);
    expect(emitted).toMatchObject({ code: 0 });
    expect(emitted.stdout).toContain('genesys-conversation-acw');
    expect(emitted.stdout).not.toContain('genesys-conversation-user-end');
  });

  test('destroy asks for --force while the pipe runs; then nothing of it is left', async () => {
    const before = project.holdings();
    const refused = await project.sandbox(`destroy ${env} --auto-approve`);
    expect(refused.code).toBe(5);
    expect(refused.stdout).toMatch(/--force/);
    expect(project.holdings()).toEqual(before);
    await project.done(`destroy ${env} --auto-approve --force`);
    const left = project.holdings();
    expect(left).toMatchObject({ integrations: [], rules: [], topics: [], queues: [], subscriptions: [] });
    expect([...new Set(names(left.buses))]).toEqual(['default']);
    expect(JSON.stringify(left.functions)).not.toContain('GenesysGcx');
  });
});
