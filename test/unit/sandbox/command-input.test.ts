import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sandboxOptions } from '../../../src/lib/features/sandbox/sandbox-options.js';
import { loadConfig } from '../../../src/lib/language/config/index.js';
import { emitRequest, parseSince, projectFolder } from '../../../src/lib/sandbox/index.js';
import { temporaryFolder } from './temporary-folder.js';

describe('emitRequest', () => {
  it('reads settings as JSON where they are JSON', async () => {
    const set = ['mediaType=MESSAGE', 'a.b=3', 'flag=true', 'list=["x"]', 'text="3"', 'empty=', 'url=a=b'];
    expect(await emitRequest('acd.end', { set, count: 2, queue: 'Sales' })).toEqual({
      eventType: 'acd.end',
      queue: 'Sales',
      count: 2,
      set: { mediaType: 'MESSAGE', 'a.b': 3, flag: true, list: ['x'], text: '3', empty: '', url: 'a=b' },
    });
  });

  it('refuses what it cannot use', async () => {
    await expect(emitRequest(undefined, { count: 1 })).rejects.toMatchObject({ exitCode: 64 });
    await expect(emitRequest('acd.end', { count: 1, set: ['mediaType'] })).rejects.toMatchObject({
      exitCode: 64,
    });
    const file = join(temporaryFolder(), 'event.json');
    await expect(emitRequest(undefined, { count: 1, event: file })).rejects.toMatchObject({
      report: { code: 'event-unreadable', where: file },
    });
    writeFileSync(file, '[]');
    await expect(emitRequest(undefined, { count: 1, event: file })).rejects.toMatchObject({
      report: { why: 'It is not a JSON object.' },
    });
  });
});

describe('parseSince', () => {
  it.each([
    ['30s', 70_000],
    ['1m', 40_000],
    ['1970-01-01T00:00:05Z', 5_000],
  ])('%s', (text, expected) => {
    expect(parseSince(text, 100_000)).toBe(expected);
  });

  it('refuses what is no time', () => {
    expect(() => parseSince('yesterday', 0)).toThrow(/is not a time/);
  });
});

describe('projectFolder', () => {
  it('is the nearest with a file or a sandbox, up to the root of the repository', () => {
    const root = temporaryFolder();
    const inner = join(root, 'a', 'b');
    mkdirSync(inner, { recursive: true });
    mkdirSync(join(root, '.git'));
    expect(projectFolder(inner)).toBe(inner);
    writeFileSync(join(root, '.genesysrc.json'), '{}');
    expect(projectFolder(inner)).toBe(root);
    mkdirSync(join(root, 'a', '.gcx-sandbox'));
    expect(projectFolder(inner)).toBe(join(root, 'a'));
    expect(projectFolder(inner, '../../other/file.yml')).toBe(join(root, 'other'));
  });
});

describe('sandboxOptions', () => {
  it('takes on what a file says, and what it calls existing', async () => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, '.genesysrc.yml'),
      `version: 1
project: p
genesys: { environment: mypurecloud.ie, organization: 6513270e-269e-4d37-b2a7-4de452e6b438 }
aws: { account: "111122223333", region: eu-west-1, bus: shared }
targets:
  made:  { sqs: { create: made } }
  topic: { sns: { existing: their-topic } }
  queue: { sqs: { existing: their-queue } }
  code:  { lambda: { existing: crm-sync } }
routes:
  r:
    events: [conversation.acd.end]
    targets: [made, topic, queue, code]
`,
    );
    const { config } = await loadConfig({ cwd: folder, env: {} });
    expect(sandboxOptions({ ...config, file: join(folder, '.genesysrc.yml') })).toEqual({
      folder,
      organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
      genesysEnvironment: 'mypurecloud.ie',
      account: '111122223333',
      region: 'eu-west-1',
      existing: {
        topics: ['arn:aws:sns:eu-west-1:111122223333:their-topic'],
        queues: ['arn:aws:sqs:eu-west-1:111122223333:their-queue'],
        functions: ['arn:aws:lambda:eu-west-1:111122223333:function:crm-sync'],
        buses: ['shared'],
        eventTypes: ['v2.detail.events.conversation.{id}.acd.end'],
      },
    });
  });
});
