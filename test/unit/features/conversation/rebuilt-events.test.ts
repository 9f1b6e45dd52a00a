import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExitCode } from '../../../../src/lib/base/exit-codes.js';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { createGenesys } from '../../../../src/lib/clients/genesys/index.js';
import type { Genesys } from '../../../../src/lib/clients/genesys/model.js';
import { rebuiltEvents } from '../../../../src/lib/features/conversation/index.js';
import type { RebuiltConversation } from '../../../../src/lib/features/conversation/model.js';
import { validateEvent } from '../../../../src/lib/language/events/index.js';
import type { OrganizationState } from '../../../../src/lib/sandbox/genesys/index.js';
import { CLIENT_SECRET, type GenesysServer, startGenesys } from '../../sandbox/genesys-server.js';
import { conversation, id, ORIGIN, participant, QUEUE, segment } from './analytics.js';

const CAPTURED = '36f675cc-81e7-4ef5-a8e2-5d940ed90475';
const DAY = 86_400_000;

const servers: GenesysServer[] = [];
afterAll(() => Promise.all(servers.map((server) => server.close())));

async function open(
  changes: Partial<OrganizationState> = {},
): Promise<{ genesys: Genesys; server: GenesysServer }> {
  const server = await startGenesys(changes);
  servers.push(server);
  return {
    server,
    genesys: createGenesys({
      environment: 'mypurecloud.ie',
      gateway: { protocol: 'http', host: '127.0.0.1', port: server.port },
      credentials: { kind: 'client', clientId: 'c', clientSecret: CLIENT_SECRET },
    }),
  };
}

async function failure(promise: Promise<unknown>): Promise<GcxError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof GcxError) return error;
  throw new Error(`There was no GcxError, but ${String(error)}.`);
}

function names({ events }: RebuiltConversation): readonly string[] {
  return events.map(({ eventType }) => eventType.alias ?? eventType.name);
}

let genesys: Genesys;
let server: GenesysServer;
beforeAll(async () => {
  ({ genesys, server } = await open());
});

const queueNamed = (name: string): string => {
  const found = server.organization.queues.find((queue) => queue.name === name);
  if (found === undefined) throw new Error(`There is no queue ${name}.`);
  return found.id;
};
const last = (request: { readonly queueId?: string; readonly media?: string } = {}) =>
  rebuiltEvents(genesys, { kind: 'last', now: new Date(), ...request }, ORIGIN);

describe('the conversation of the captured events', () => {
  /** What no analytics tells; ids of participants and sessions were all replaced by the same ones. */
  const NOT_COMPARED = ['participantId', 'sessionId', 'routingPriority', 'utilizationLabel'];

  it.each(['flow.end', 'customer.end', 'acd.end', 'user.end'])(
    'gives %s as it was captured',
    async (name) => {
      const rebuilt = await rebuiltEvents(genesys, { kind: 'id', id: CAPTURED.toUpperCase() }, ORIGIN);
      const captured = JSON.parse(readFileSync(`test/fixtures/events/${name}.voice.json`, 'utf8'));
      const wanted: Record<string, unknown> = captured.detail.eventBody;
      const found = rebuilt.events.find(
        ({ eventType, event }) =>
          eventType.alias === name && event.detail.eventBody['eventTime'] === wanted['eventTime'],
      );
      const comparable = Object.entries(wanted).filter(([field]) => !NOT_COMPARED.includes(field));
      expect(comparable.length).toBeGreaterThan(10);
      for (const [field, value] of comparable) {
        expect([field, found?.event.detail.eventBody[field]]).toEqual([field, value]);
      }
      expect(Object.keys(found?.event.detail.eventBody ?? {}).filter((field) => !(field in wanted))).toEqual(
        [],
      );
      expect(found?.event.detail.topicName).toBe(captured.detail.topicName);
    },
  );
});

describe('the last conversation', () => {
  it('is the one that ended last', async () => {
    const found = await last();
    expect(names(found)).toEqual([
      'customer.start',
      'flow.start',
      'flow.end',
      'acd.start',
      'customer.end',
      'acd.end',
    ]);
    expect(found.events.at(-1)?.event.detail.eventBody).toMatchObject({
      acdOutcome: 'ABANDON',
      queueId: queueNamed('Billing'),
    });
  });

  it('of a queue is one that was in it, and of a medium one in it', async () => {
    const found = await last({ queueId: queueNamed('Sales Support'), media: 'VOICE' });
    const left = found.events.filter(({ eventType }) => eventType.alias === 'acd.end');
    expect(left.map(({ event }) => event.detail.eventBody['queueId'])).toEqual([
      queueNamed('Sales Support'),
      queueNamed('Billing'),
    ]);
    const message = await last({ media: 'message' });
    expect(message.events[0]?.event.detail.eventBody).toMatchObject({ mediaType: 'MESSAGE' });
    const callback = await last({ media: 'callback' });
    expect(new Set(callback.events.map(({ event }) => event.detail.eventBody['mediaType']))).toEqual(
      new Set(['CALLBACK', 'VOICE']),
    );
  });

  it('is none where none fits, and says so', async () => {
    const error = await failure(last({ queueId: queueNamed('Sales Messaging'), media: 'voice' }));
    expect(error.exitCode).toBe(ExitCode.error);
    expect(error.report.what).toBe(
      `No voice conversation in queue ${queueNamed('Sales Messaging')} started in the last 7 days and has ended.`,
    );
    expect(error.report.fix).toContain('--conversation');
  });

  it('is looked for in spans that analytics takes', async () => {
    const ninetyDays = 90 * DAY;
    const old = conversation(
      [participant(1, 'customer', [segment('interact', 0, 9, { disconnectType: 'peer' })])],
      9,
    );
    const { genesys: other } = await open({ conversations: [JSON.parse(JSON.stringify(old))] });
    const now = new Date('2026-01-20T12:00:00Z');
    const within = (milliseconds: number) =>
      rebuiltEvents(other, { kind: 'last', now, within: milliseconds }, ORIGIN);
    expect(names(await within(ninetyDays))).toEqual(['customer.start', 'customer.end']);
    expect((await failure(within(30 * DAY))).report.what).toContain('in the last 30 days');
  });
});

describe('conversations that cannot be read', () => {
  it('an id that is none is a mistake of the command line', async () => {
    const error = await failure(rebuiltEvents(genesys, { kind: 'id', id: 'yesterday' }, ORIGIN));
    expect([error.report.code, error.exitCode]).toEqual(['conversation-id-invalid', ExitCode.usage]);
  });

  it('one that analytics does not have', async () => {
    const error = await failure(rebuiltEvents(genesys, { kind: 'id', id: id(404) }, ORIGIN));
    expect([error.report.code, error.exitCode]).toEqual(['conversation-not-found', ExitCode.error]);
    expect(error.report.what).toBe(`Genesys Cloud analytics has no conversation ${id(404)}.`);
    expect(error.report.fix).toContain('--last');
  });

  it.each([
    ['by id', { kind: 'id', id: CAPTURED }],
    ['as the last one', { kind: 'last', now: new Date() }],
  ] as const)('without the permission, %s: it is named', async (_, request) => {
    const { genesys: denied } = await open({ deniedPermissions: ['analytics:conversationDetail:view'] });
    const error = await failure(rebuiltEvents(denied, request, ORIGIN));
    expect(error.exitCode).toBe(ExitCode.denied);
    expect(error.report.what).toContain('analytics:conversationDetail:view');
  });

  it('those of divisions that the client does not see', async () => {
    const { genesys: narrow } = await open({ visibleDivisions: ['Billing'] });
    const error = await failure(rebuiltEvents(narrow, { kind: 'id', id: CAPTURED }, ORIGIN));
    expect(error.report.code).toBe('conversation-not-found');
    const found = await rebuiltEvents(narrow, { kind: 'last', now: new Date() }, ORIGIN);
    expect(names(found)).toContain('acd.end');
  });
});

describe('the sandbox', () => {
  it('has conversations of which each gives valid events in order of time', async () => {
    const { conversations = [] } = server.organization;
    expect(conversations).toEqual([]);
    const seen = new Set<string>();
    for (const media of ['voice', 'message', 'callback']) {
      for (const queue of [undefined, 'Sales Support', 'Billing', 'Sales Messaging', 'Callback Overflow']) {
        const request = { media, ...(queue === undefined ? {} : { queueId: queueNamed(queue) }) };
        const found = await last(request).catch(() => undefined);
        if (found === undefined) continue;
        seen.add(found.conversationId);
        const times = found.events.map(({ event }) => event.detail.timestamp);
        expect(times).toEqual([...times].sort());
        expect(found.events.flatMap(({ event }) => validateEvent(event))).toEqual([]);
      }
    }
    expect(seen.size).toBe(4);
  });

  it('takes conversations from its seed, a queue of them included', async () => {
    const told = conversation(
      [participant(1, 'acd', [segment('interact', 0, 9, { queueId: QUEUE, disconnectType: 'peer' })])],
      9,
    );
    const { genesys: seeded } = await open({ conversations: [JSON.parse(JSON.stringify(told))] });
    const found = await rebuiltEvents(seeded, { kind: 'id', id: id(9) }, ORIGIN);
    expect(names(found)).toEqual(['acd.start', 'acd.end']);
    expect((await failure(rebuiltEvents(seeded, { kind: 'id', id: CAPTURED }, ORIGIN))).exitCode).toBe(1);
  });
});
