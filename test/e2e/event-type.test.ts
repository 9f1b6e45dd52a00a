import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from './gcx.js';

const folder = mkdtempSync(join(tmpdir(), 'gcx-event-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the built gcx in an empty folder. */
async function gcx(args: readonly string[], input = '') {
  const { code: status, stdout, stderr } = await run(args, { cwd: folder, input });
  return { status, stdout, stderr };
}

describe('gcx event-type', () => {
  test('list: what EventBridge carries, on 80 columns', async () => {
    const { status, stdout } = await gcx(['event-type', 'list']);
    expect(status).toBe(0);
    expect(stdout).toContain('conversation.acd.end');
    expect(stdout).not.toContain('users.station');
    expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  test('list --json: one document', async () => {
    const { stdout } = await gcx(['event-type', 'list', '--search', 'wrapup', '--json']);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schemaVersion: 1, live: false });
    expect(document.eventTypes.map(({ name }: { name: string }) => name)).toContain('conversation.wrapup');
  });

  test('show: fields with their values', async () => {
    expect((await gcx(['event-type', 'show', 'acd.end'])).stdout).toContain(
      'UNKNOWN, ABANDON, ANSWERED, FLOW_OUT',
    );
    expect(JSON.parse((await gcx(['event-type', 'show', 'acd.end', '--json'])).stdout)).toMatchObject({
      schemaVersion: 1,
      name: 'conversation.acd.end',
      queue: 'body',
    });
  });

  test('show: a name from a tutorial is explained, exit 1', async () => {
    const { status, stdout, stderr } = await gcx(['event-type', 'show', 'conversation.end']);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('conversation.acd.end');
  });
});

describe('gcx event', () => {
  test('a sample validates', async () => {
    const sample = await gcx(['event', 'sample', 'acd.end', '--queue-id', 'q-1', '--set', 'mediaType=CHAT']);
    expect(JSON.parse(sample.stdout).detail.eventBody).toMatchObject({ queueId: 'q-1', mediaType: 'CHAT' });
    const check = await gcx(['event', 'validate', '-'], sample.stdout);
    expect(check).toMatchObject({ status: 0, stdout: 'conversation.acd.end  valid\n' });
  });

  test('what is wrong is named, exit 1, also with --json', async () => {
    const sample = JSON.parse((await gcx(['event', 'sample', 'acd.end'])).stdout);
    sample.detail.eventBody.mediaType = 'voice';
    const file = join(folder, 'event.json');
    writeFileSync(file, JSON.stringify(sample));
    const check = await gcx(['event', 'validate', file]);
    expect(check.status).toBe(1);
    expect(check.stdout).toContain('detail.eventBody.mediaType is "voice"');
    const json = await gcx(['event', 'validate', file, '--json']);
    expect(json.status).toBe(1);
    expect(JSON.parse(json.stdout)).toMatchObject({ schemaVersion: 1, valid: false });
  });

  test.each([
    ['event', 'validate', 'no-such-file.json'],
    ['event', 'validate', '-'],
    ['event', 'sample', 'customer.end', '--queue-id', 'q-1'],
    ['event', 'sample', 'acd.end', '--set', 'conversationid=x'],
    ['event', 'sample', 'acd.end', '--time', 'noon'],
  ])('%s %s %s: a clear error', async (...args) => {
    const { status, stdout, stderr } = await gcx(args);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Error: /);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});
