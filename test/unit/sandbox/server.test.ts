import { request } from 'node:http';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { afterEach, describe, expect, it } from 'vitest';
import { sandboxFiles } from '../../../src/lib/base/sandbox-folder.js';
import {
  openSandbox,
  resetSandbox,
  type StartedServer,
  serverState,
  startServer,
  stopServer,
} from '../../../src/lib/sandbox/index.js';
import { readServerRecord } from '../../../src/lib/sandbox/server-record.js';
import { ACD_END, call } from './genesys-server.js';
import { clientsOf, enableIntegration, genesysOf, loginTo, routeToQueue } from './pipe.js';
import { optionsIn, temporaryFolder } from './temporary-folder.js';

const running: StartedServer[] = [];
afterEach(async () => {
  for (const server of running.splice(0)) {
    server.stop();
    await server.ended;
  }
});

async function serve(folder: string): Promise<StartedServer> {
  const server = await startServer(optionsIn(folder));
  running.push(server);
  return server;
}

describe("a project's server", () => {
  it('ends no kept connection: a call could be on its way', async () => {
    const folder = temporaryFolder();
    await serve(folder);
    const { aws } = await openSandbox(optionsIn(folder));
    const { headers } = await fetch(aws.endpoint ?? '');
    // Node.js names here when it ends one.
    expect([headers.get('connection'), headers.get('keep-alive')]).toEqual(['keep-alive', null]);
  });

  it('serves several at once, and keeps its state when it ends', async () => {
    const folder = temporaryFolder();
    await serve(folder);
    expect(await serverState(folder)).toMatchObject({
      running: true,
      pid: process.pid,
      account: '111122223333',
    });

    const [one, two] = await Promise.all([openSandbox(optionsIn(folder)), openSandbox(optionsIn(folder))]);
    expect([one.server, two.server]).toEqual([true, true]);
    await enableIntegration(one, [ACD_END]);
    await routeToQueue(two, ACD_END);
    await Promise.all([one.close(), two.close()]);

    expect(await stopServer(folder)).toBe(true);
    await running.splice(0)[0]?.ended;
    expect(await serverState(folder)).toMatchObject({ running: false });
    expect(await stopServer(folder)).toBe(false);

    const later = await openSandbox(optionsIn(folder));
    expect(later.server).toBe(false);
    expect(await later.emit({ eventType: 'acd.end' })).toMatchObject({
      events: [{ deliveries: [{ outcome: 'delivered' }] }],
    });
    await later.close();
  });

  it('passes on what goes wrong', async () => {
    const folder = temporaryFolder();
    await serve(folder);
    const sandbox = await openSandbox(optionsIn(folder));
    await expect(sandbox.emit({ eventType: 'no.such' })).rejects.toMatchObject({
      report: { code: 'unknown-event-type' },
    });
    await resetSandbox(folder, { seed: false });
    expect(await sandbox.journal()).toEqual([]);
  });

  it('forgets its seed where a reset is to', async () => {
    const folder = temporaryFolder();
    const server = await startServer(optionsIn(folder, { queues: 200 }));
    running.push(server);
    const sandbox = await openSandbox(optionsIn(folder));
    const token = await loginTo(sandbox);
    const count = async (): Promise<unknown> =>
      (await call(genesysOf(sandbox), 'GET', '/api/v2/routing/queues', undefined, token)).body['total'];
    expect(await count()).toBe(200);
    await resetSandbox(folder, { seed: false });
    expect(await count()).toBe(200);
    await resetSandbox(folder, { seed: true });
    expect(await count()).toBeLessThan(100);
  });

  it('is one for each folder', async () => {
    const folder = temporaryFolder();
    await serve(folder);
    const again = await serve(folder);
    expect(again.already).toBe(true);
  });

  it('is not controlled by those who cannot read its file', async () => {
    const folder = temporaryFolder();
    await serve(folder);
    const port = readServerRecord(sandboxFiles(folder))?.port ?? 0;
    const stop = await fetch(`http://127.0.0.1:${port}/_gcx/stop`, { method: 'POST' });
    expect(stop.status).toBe(403);
    expect(await serverState(folder)).toMatchObject({ running: true });
  });

  it('answers no page that a browser was led to it by another name', async () => {
    const folder = temporaryFolder();
    await serve(folder);
    const port = readServerRecord(sandboxFiles(folder))?.port ?? 0;
    const status = await new Promise<number>((resolve, reject) => {
      const call = request(
        { host: '127.0.0.1', port, path: '/', headers: { host: `attacker.example:${port}` } },
        (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        },
      );
      call.on('error', reject).end();
    });
    expect(status).toBe(403);
  });

  it('takes bodies of 1 MB', async () => {
    const folder = temporaryFolder();
    await serve(folder);
    const sandbox = await openSandbox(optionsIn(folder));
    const detail = JSON.stringify({ text: 'x'.repeat(900_000) });
    const answer = await clientsOf(sandbox).events.send(
      new PutEventsCommand({ Entries: [{ Source: 'own', DetailType: 'large', Detail: detail }] }),
    );
    expect(answer.FailedEntryCount).toBe(0);
  });
});

describe('a sandbox without a server', () => {
  it('is shared within a process', async () => {
    const folder = temporaryFolder();
    const [one, two] = await Promise.all([openSandbox(optionsIn(folder)), openSandbox(optionsIn(folder))]);
    expect(one.aws.endpoint).toBe(two.aws.endpoint);
    await one.close();
    await one.close();
    expect(await two.emit({ eventType: 'acd.end' })).toMatchObject({ events: [] });
    await two.close();
  });

  it('gives up its port when it is closed', async () => {
    const sandbox = await openSandbox(optionsIn(temporaryFolder()));
    const { endpoint } = sandbox.aws;
    await sandbox.close();
    await expect(fetch(endpoint)).rejects.toThrow();
  });
});
