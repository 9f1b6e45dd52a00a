import { PutRuleCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, it } from 'vitest';
import type { EventFormat } from '../../../src/lib/language/events/formats/model.js';
import { shippedFormats } from '../../../src/lib/language/events/index.js';
import { openSandbox, type Sandbox } from '../../../src/lib/sandbox/index.js';
import { call } from './genesys-server.js';
import { clientsOf, genesysOf, loginTo } from './pipe.js';
import { optionsIn, temporaryFolder } from './temporary-folder.js';

const open: Sandbox[] = [];
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close();
});

/** A sandbox of a file whose routes wait for a relay's events on the bus `company`. */
async function start(format: string, eventTypes: readonly string[], subscribed: boolean): Promise<Sandbox> {
  const relays = [{ bus: 'company', format: formatCalled(format), eventTypes, subscribed }];
  const existing = { topics: [], queues: [], functions: [], buses: ['company'], eventTypes: [], relays };
  const sandbox = await openSandbox(optionsIn(temporaryFolder(), { existing }));
  open.push(sandbox);
  return sandbox;
}

function formatCalled(name: string): EventFormat {
  const format = shippedFormats().get(name);
  if (format === undefined) throw new Error(`no format ${name}`);
  return format;
}

async function enable(sandbox: Sandbox, eventType: string): Promise<void> {
  const path = `/api/v2/platform/eventbridge/events/${eventType}`;
  const { status } = await call(genesysOf(sandbox), 'PUT', path, { enabled: true }, await loginTo(sandbox));
  expect(status).toBe(204);
}

describe('events of a relay', () => {
  it('come from a gateway only where their event type is enabled', async () => {
    const sandbox = await start('genesyscloud', ['conversationEnded'], true);
    expect(await sandbox.emit({ eventType: 'conversationEnded' })).toMatchObject({
      eventType: 'conversationEnded',
      events: [],
      silent: [{ id: 'genesyscloud', name: 'gateway', why: 'the event type is not enabled' }],
    });
    await enable(sandbox, 'conversationEnded');
    const { events, silent } = await sandbox.emit({ eventType: 'conversationEnded', count: 2 });
    expect(silent).toEqual([]);
    expect(events).toHaveLength(2);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(events[0]).toMatchObject({
      relay: { format: 'genesyscloud' },
      source: 'genesyscloud',
      bus: 'company',
      accepted: true,
    });
    expect(events[0]).not.toHaveProperty('integration');
  });

  it('name the rule that came nearest', async () => {
    const sandbox = await start('genesyscloud', ['conversationEnded'], true);
    await clientsOf(sandbox).events.send(
      new PutRuleCommand({
        EventBusName: 'company',
        Name: 'theirs',
        EventPattern: JSON.stringify({ source: ['genesyscloud'], 'detail-type': ['conversationCreated'] }),
      }),
    );
    await enable(sandbox, 'conversationEnded');
    const { events } = await sandbox.emit({ eventType: 'conversationEnded' });
    expect(events[0]?.nearMisses.map(({ rule }) => rule)).toEqual(['theirs']);
  });

  it('come from any other relay unasked, with the queue where its format has one', async () => {
    const sandbox = await start('com.genesys.cloud', ['conversation.end'], false);
    await clientsOf(sandbox).events.send(
      new PutRuleCommand({
        EventBusName: 'company',
        Name: 'sales',
        EventPattern: JSON.stringify({ detail: { queue: { name: ['Sales Support'] } } }),
      }),
    );
    const { events } = await sandbox.emit({ eventType: 'conversation.end', queue: 'Sales Support' });
    expect(events).toMatchObject([{ source: 'com.genesys.cloud', accepted: true, nearMisses: [] }]);
    const other = await sandbox.emit({ eventType: 'conversation.end', queue: '911' });
    expect(other.events[0]?.nearMisses.map(({ rule }) => rule)).toEqual(['sales']);
  });

  it('can be given whole', async () => {
    const sandbox = await start('genesys.cloud/ConversationEvent', ['ended'], false);
    const event = {
      source: 'genesys.cloud',
      'detail-type': 'ConversationEvent',
      detail: { eventType: 'ended', conversationId: 'c1' },
    };
    expect(await sandbox.emit({ event })).toMatchObject({
      eventType: 'ended',
      events: [{ source: 'genesys.cloud', accepted: true }],
    });
  });

  it('are lost where their bus is not there', async () => {
    const relays = [
      { bus: 'nowhere', format: formatCalled('com.genesys.cloud'), eventTypes: [], subscribed: false },
    ];
    const existing = { topics: [], queues: [], functions: [], buses: [], eventTypes: [], relays };
    const sandbox = await openSandbox(optionsIn(temporaryFolder(), { existing }));
    open.push(sandbox);
    expect((await sandbox.emit({ eventType: 'conversation.end' })).events).toMatchObject([
      { accepted: false, bus: 'nowhere' },
    ]);
  });

  it('of an unknown event type: the near ones are named', async () => {
    const sandbox = await start('genesyscloud', ['conversationEnded'], true);
    await expect(sandbox.emit({ eventType: 'conversationEnde' })).rejects.toMatchObject({
      report: { code: 'unknown-event-type', fix: expect.stringContaining('conversationEnded') },
    });
  });
});
