import { afterEach, describe, expect, it } from 'vitest';
import { createGenesys } from '../../../../../src/lib/clients/genesys/index.js';
import type { Genesys } from '../../../../../src/lib/clients/genesys/model.js';
import { eventTypeSubscriptionsReading } from '../../../../../src/lib/engine/kinds/event-type-subscriptions/event-type-subscriptions-reading.js';
import type { LoadedConfig } from '../../../../../src/lib/language/config/model.js';
import { shippedFormats } from '../../../../../src/lib/language/events/index.js';
import { awsSetup } from '../../../clients/aws/aws-server.js';
import { type GenesysServer, startGenesys } from '../../../sandbox/genesys-server.js';
import { ORGANIZATION, project, readScopeOf, route, sqs } from '../../plan/project.js';

const open: GenesysServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

/** A gateway that knows some event types, and its client. */
async function setup(eventTypes: Record<string, boolean>, denied: readonly string[] = []) {
  const server = await startGenesys({
    gateway: { enabled: true, eventTypes },
    deniedPermissions: [...denied],
  });
  open.push(server);
  return createGenesys({
    environment: 'mypurecloud.ie',
    gateway: { protocol: 'http', host: '127.0.0.1', port: server.port },
    credentials: { kind: 'client', clientId: 'a-client', clientSecret: 'a-secret' },
  });
}

function loaded(events: readonly string[]): Pick<LoadedConfig, 'config' | 'locate'> {
  const format = shippedFormats().get('genesyscloud');
  if (format === undefined) throw new Error('no genesyscloud');
  const config = project([route('all', { events, format, targets: ['inbox'] })], [sqs('inbox')], {
    genesys: {
      environment: 'mypurecloud.ie',
      organization: ORGANIZATION,
      format,
      subscriptions: { kind: 'per-event-type', exclusive: false },
    },
  });
  return { config, locate: (path) => ({ file: 'file.yml', line: 7, column: Number(path.at(-1)) + 1 }) };
}

async function readEventTypeSubscriptions(
  file: Pick<LoadedConfig, 'config' | 'locate'>,
  genesys: Genesys,
  intent: 'apply' | 'destroy',
) {
  const { aws } = await awsSetup(() => ({ status: 500 }));
  const { eventTypeSubscriptions } = await eventTypeSubscriptionsReading.read(
    { ...readScopeOf(file.config), ...file, intent },
    {},
    { genesys, aws },
  );
  return eventTypeSubscriptions;
}

describe('the state of event types at a gateway', () => {
  it('is read of those of the routes, and of the others that it lists', async () => {
    const genesys = await setup({ conversationEnded: false, wrapupCodeAdded: true });
    const live = await readEventTypeSubscriptions(loaded(['conversationEnded']), genesys, 'apply');
    expect(live).toMatchObject({ sending: true, complete: true });
    expect([...(live?.eventTypes ?? [])].sort()).toEqual([
      ['conversationEnded', false],
      ['wrapupCodeAdded', true],
    ]);
  });

  it('is not asked where the file does not subscribe per event type', async () => {
    const genesys = await setup({}, ['eventbridge:manage']);
    const config = project([], []);
    expect(
      await readEventTypeSubscriptions({ config, locate: () => undefined }, genesys, 'apply'),
    ).toBeUndefined();
  });

  it('of an unknown event type is an error at its place, with the near ones', async () => {
    const genesys = await setup({ conversationEnded: false });
    const file = loaded(['conversationEnded', 'conversationEnd']);
    await expect(readEventTypeSubscriptions(file, genesys, 'apply')).rejects.toMatchObject({
      exitCode: 1,
      report: {
        code: 'event-type-not-available',
        details: [
          'file.yml:7:2  conversationEnd: the gateway does not know it (HTTP 404). Did you mean conversationEnded?',
        ],
      },
    });
    expect((await readEventTypeSubscriptions(file, genesys, 'destroy'))?.eventTypes.size).toBe(1);
  });

  it('needs the scope, which is named', async () => {
    const genesys = await setup({ conversationEnded: false }, ['eventbridge:manage']);
    await expect(
      readEventTypeSubscriptions(loaded(['conversationEnded']), genesys, 'apply'),
    ).rejects.toMatchObject({
      exitCode: 3,
      report: { what: expect.stringContaining('eventbridge:manage') },
    });
  });
});
