import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import type { Aws } from '../../src/lib/clients/aws/model.js';
import type { Tags } from '../../src/lib/clients/aws/tags-model.js';
import { head, Project, type RunOptions } from './gcx.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], where: { mediaType: [VOICE] }, targets: [inbox] }
  others: { events: [conversation.wrapup], targets: [inbox] }
  off: { enabled: false, events: [conversation.acd.end], queues: ["911"], targets: [inbox] }
`;
const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const ours: Tags = {
  'genesys-gcx:tail': 'shop/default/6513270e-269e-4d37-b2a7-4de452e6b438',
  'genesys-gcx:purpose': 'tail',
};
const past = '2025-01-01T00:00:00Z';
const future = '2125-01-01T00:00:00Z';

/** Works on the sandbox's AWS as any program could. */
function onAws<T>(project: Project, work: (aws: Aws) => Promise<T>): Promise<T> {
  return project.inside((sandbox) => work(createAws(sandbox.aws)));
}

/** The names of everything that a tail made, as AWS lists it; the rules only where they have their target. */
function tailThings(project: Project): Promise<readonly string[]> {
  return onAws(project, async (aws) => {
    const rules = await aws.events.listRules(bus, 'gcx-tail-');
    const working = await Promise.all(
      rules.map(async ({ name }) => ((await aws.events.listTargets(bus, name)).length > 0 ? [name] : [])),
    );
    return [...working.flat(), ...(await aws.sqs.queueNames('gcx-tail-'))].sort();
  });
}

/** Resolves when events reach a tail's SQS queue: a rule has had its target since the given number of calls. */
function receiving(project: Project, before: number): Promise<void> {
  const connected = () =>
    project
      .journal()
      .slice(before)
      .some(({ action }) => action === 'PutTargets');
  return vi.waitFor(() => expect(connected()).toBe(true), { timeout: 300_000, interval: 50 });
}

/** Sends a signal to gcx as soon as its tail runs. */
function signalOnStart(signal: NodeJS.Signals): Pick<RunOptions, 'onStderr'> {
  return {
    onStderr: (text, kill) => {
      if (text.includes('Events arrive')) kill(signal);
    },
  };
}

describe('a tail in the sandbox', () => {
  const project = new Project(file);
  beforeAll(async () => {
    await project.done('apply --auto-approve');
    await project.serve();
  });

  test('shows the events of a route, saves them, and is no part of a plan; then all is gone', async () => {
    const journalBefore = project.journal().length;
    const tailing = project.sandbox('tail ended --count 2 --for 60s --save events');
    await receiving(project, journalBefore);
    const calls = () =>
      project
        .journal()
        .slice(journalBefore)
        .map(({ service, action }) => `${service}:${action}`);
    const callsOfStart = calls();

    const planned = await project.sandbox('plan --detailed-exitcode');
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining('No changes.') });
    expect(planned.stdout).not.toContain('gcx-tail');

    const emit = (queue: string, mediaType: string) =>
      project.emit({ eventType: 'acd.end', queue, set: { mediaType, ani: 'tel:+4915199887766' } });
    expect(await emit('Sales Support', 'VOICE')).toHaveLength(2);
    expect(await emit('Sales Support', 'CHAT')).toEqual([]);
    expect(await emit('Sales Support', 'VOICE')).toHaveLength(2);
    const { code, stdout, stderr } = await tailing;
    expect(stderr).toMatch(/Tail of route ended, until \d\d:\d\d:\d\d UTC or Ctrl-C\./);
    expect(stderr).toMatch(/2 events, saved in events\. The temporary rules and SQS queue are removed\./);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const line of lines) {
      expect(line).toMatch(
        /^\d\d:\d\d:\d\d {2}acd\.end +Sales Support +[0-9a-f-]{36} {2}VOICE +(IN|OUT)BOUND +ended$/,
      );
    }
    const saved = readdirSync(join(project.folder, 'events'));
    expect(saved).toHaveLength(2);
    for (const name of saved) {
      expect(name).toMatch(/^\d{8}T\d{6}Z-conversation\.acd\.end-[0-9a-f-]{36}\.json$/);
      expect(statSync(join(project.folder, 'events', name)).mode & 0o777).toBe(0o600);
      expect(project.read(`events/${name}`)).toContain('"ani": "(masked)"');
      expect((await project.gcx(`event validate events/${name}`)).code).toBe(0);
    }
    expect(await tailThings(project)).toEqual([]);

    const policy = JSON.parse(readFileSync(new URL('../../config/iam/tail.json', import.meta.url), 'utf8'));
    const allowed: readonly string[] = policy.Statement.flatMap(
      ({ Action }: { Action: readonly string[] }) => Action,
    );
    const used = [...callsOfStart, 'sqs:ReceiveMessage'].filter((call) => /^(events|sqs):/.test(call));
    expect(used.filter((action) => !allowed.includes(action))).toEqual([]);
    expect(calls()).toContain('sqs:DeleteMessageBatch');
  });

  test('--json is a stream of JSON lines, each with its kind', async () => {
    const before = project.journal().length;
    const tailing = project.sandbox('tail --count 1 --for 60s --json --show-personal-data');
    await receiving(project, before);
    await project.emit({ eventType: 'acd.end', queue: '911', set: { ani: 'tel:+4915199887766' } });
    const { code, stdout } = await tailing;
    expect(code).toBe(0);
    const [start, event, end, ...more] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(more).toEqual([]);
    expect(start).toMatchObject({
      schemaVersion: 1,
      kind: 'start',
      bus,
      rules: [{ pattern: { source: [bus] } }],
    });
    expect(Date.parse(start.expires)).toBeGreaterThan(Date.parse(start.ends));
    expect(event).toMatchObject({
      schemaVersion: 1,
      kind: 'event',
      eventType: 'conversation.acd.end',
      queue: { name: '911' },
      routes: expect.any(Array),
      event: { source: bus, detail: { eventBody: { queueId: event.queue.id, ani: 'tel:+4915199887766' } } },
    });
    expect(end).toEqual({ schemaVersion: 1, kind: 'end', events: 1, reason: 'count', left: [] });
    const failed = await project.sandbox('tail nowhere --json');
    expect(failed.code).toBe(1);
    expect(JSON.parse(failed.stdout.trimEnd().split('\n').join('')).error.code).toBe('route-not-found');
    expect(failed.stdout.trimEnd()).not.toContain('\n');
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends it well, and nothing is left',
    async (signal) => {
      const { code, stderr } = await project.sandbox(
        "tail --queue '911' --event-type acd.end",
        signalOnStart(signal),
      );
      expect(stderr).toContain('0 events, then interrupted. The temporary rules and SQS queue are removed.');
      expect(code).toBe(0);
      expect(await tailThings(project)).toEqual([]);
    },
  );

  test('the time ends it; what will not arrive is said', async () => {
    const { code, stderr } = await project.sandbox('tail --event-type user.start --for 1s');
    expect(code).toBe(0);
    expect(stderr).toMatch(/Warning: Integration prod does not send conversation\.user\.start/);
    expect(stderr).toContain('0 events in 1s.');
    expect(await tailThings(project)).toEqual([]);
  });

  test('after a crash the next run on this machine removes what is left, and nothing of others', async () => {
    const names = {
      theirs: 'gcx-tail-aaaaaaaaaaaa',
      bare: 'gcx-tail-bbbbbbbbbbbb',
      live: 'gcx-tail-cccccccccccc',
    };
    await onAws(project, async (aws) => {
      const expired = { 'genesys-gcx:expires': past };
      const theirs = {
        ...ours,
        ...expired,
        'genesys-gcx:tail': 'shop/test/6513270e-269e-4d37-b2a7-4de452e6b438',
      };
      const pattern = { source: ['nothing'] };
      const rule = { bus, pattern, description: '', enabled: true };
      await aws.sqs.createQueue(names.theirs, {}, theirs);
      await aws.events.putRule({ ...rule, name: `${names.theirs}-1`, tags: theirs });
      await aws.sqs.createQueue(names.bare, {}, {});
      await aws.sqs.createQueue(names.live, {}, { ...ours, 'genesys-gcx:expires': future });
      await aws.sqs.createQueue('gcx-tail-of-somebody', {}, { ...ours, ...expired });
    });
    const killed = await project.sandbox('tail', signalOnStart('SIGKILL'));
    expect(killed.code).toBeNull();
    const [id = ''] = /gcx-tail-[0-9a-f]{12}(?![-\w])/.exec(killed.stderr) ?? [];
    expect(await tailThings(project)).toEqual(expect.arrayContaining([id, `${id}-1`]));

    const next = await project.sandbox('tail --for 1s');
    expect(next.stderr).toContain(`Removed rule ${id}-1, which an earlier tail left behind.`);
    expect(next.stderr).toContain(`Removed SQS queue ${id}, which an earlier tail left behind.`);
    const swept = await project.sandbox('tail --sweep');
    expect(swept.code).toBe(0);
    expect(swept.stdout).toBe(
      `Left alone: SQS queue ${names.live}, of a tail that is still running or has not expired.\n`,
    );
    const left = ['gcx-tail-of-somebody', ...Object.values(names)];
    await onAws(project, async (aws) => {
      expect([...(await aws.sqs.queueNames('gcx-tail-'))].sort()).toEqual(left.sort());
      expect((await aws.events.listRules(bus, 'gcx-tail-')).map(({ name }) => name)).toEqual([
        `${names.theirs}-1`,
      ]);
      for (const name of left) await aws.sqs.deleteQueue(name);
      await aws.events.deleteRule(bus, `${names.theirs}-1`);
    });
  });

  test('elsewhere what a crashed tail left is removed once it has expired', async () => {
    const killed = await project.sandbox('tail', signalOnStart('SIGKILL'));
    const [id = ''] = /gcx-tail-[0-9a-f]{12}(?![-\w])/.exec(killed.stderr) ?? [];
    const elsewhere = { env: { XDG_CACHE_HOME: join(project.folder, 'another-machine') } };
    const early = await project.sandbox('tail --sweep --json', elsewhere);
    expect(JSON.parse(early.stdout)).toEqual({
      schemaVersion: 1,
      kind: 'sweep',
      removed: [],
      running: [`${id}-1`, id],
    });
    await onAws(project, async (aws) => {
      const [rule] = await aws.events.listRules(bus, 'gcx-tail-');
      await aws.events.tag(rule?.arn ?? '', { 'genesys-gcx:expires': past }, []);
      await aws.sqs.tag(id, { 'genesys-gcx:expires': past }, []);
    });
    const late = await project.sandbox('tail --sweep', elsewhere);
    expect(late.stdout).toBe(
      `Removed rule ${id}-1, which an earlier tail left behind.\nRemoved SQS queue ${id}, which an earlier tail left behind.\n`,
    );
    expect(await tailThings(project)).toEqual([]);
  });

  test.each([
    ['tail othrs', 1, 'The file has no route "othrs".', 'Did you mean others?'],
    [
      'tail others --event-type acd.end',
      1,
      'Route others does not cover event type conversation.acd.end',
      '',
    ],
    ["tail ended --queue '911'", 1, 'Route ended does not cover queue "911"', ''],
    ["tail --queue 'Sales Suport'", 1, 'No queue is called "Sales Suport".', 'Sales Support'],
    ["tail --queue '911' --event-type customer.end", 1, 'have no queue', 'event-type list'],
    ['tail --event-type conversation.end', 1, 'conversation.end', ''],
    ['tail --for 13h', 64, '--for 13h is not from 1s to 12h.', ''],
    ['tail --for soon', 64, '--for soon is not a duration.', ''],
    ['tail --save .genesysrc.yml', 1, '.genesysrc.yml could not be written (EEXIST).', '--save'],
  ])('%s', async (command, code, what, fix) => {
    const outcome = await project.sandbox(command);
    expect(outcome).toMatchObject({ code, stdout: '' });
    expect(outcome.stderr).toContain(what);
    expect(outcome.stderr).toContain(fix);
    expect(await tailThings(project)).toEqual([]);
  });
});

test('a route that is off, and a permission that is missing: named, exit 3, nothing left', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');
  const server = await project.serve({ faults: ['events:PutTargets:deny', 'sqs:ListQueues:deny:1'] });
  const denied = await project.sandbox('tail off');
  expect(denied.code).toBe(3);
  expect(denied.stderr).toContain('not allowed events:PutTargets');
  expect(denied.stderr).toMatch(
    /Warning: What earlier tails may have left behind was not removed: .*sqs:ListQueues/,
  );
  await onAws(project, async (aws) => {
    expect(await aws.events.listRules(bus, 'gcx-tail-')).toEqual([]);
    expect(await aws.sqs.queueNames('gcx-tail-')).toEqual([]);
  });
  await server.stop();
  await project.serve({ faults: ['sqs:DeleteQueue:deny:1'] });
  // Whether it still runs is told by its process.
  const left = await project.sandbox('tail off --for 1s', { ownProcess: true });
  expect(left.code).toBe(1);
  expect(left.stderr).toMatch(/Could not be removed:\n {2}SQS queue gcx-tail-\w{12}: .*sqs:DeleteQueue/);
  expect((await project.sandbox('tail --sweep --json')).stdout).toMatch(/"removed":\["gcx-tail-\w{12}"\]/);
});

test('a second Ctrl-C ends it at once; what is left goes with the next run', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');
  await project.serve({ latencyMs: 300 });
  let again: NodeJS.Timeout | undefined;
  const { code, stderr } = await project.sandbox('tail', {
    onStderr: (text, kill) => {
      if (text.includes('Events arrive')) kill('SIGINT');
      // One that comes at once could be the first one's echo.
      if (text.includes('Removing the temporary')) again ??= setInterval(() => kill('SIGINT'), 250);
    },
  });
  clearInterval(again);
  expect(code).toBe(130);
  expect(stderr).toContain('Ended at once: what was under way may be half done.');
  const left = await tailThings(project);
  expect(left).toContainEqual(expect.stringMatching(/^gcx-tail-\w{12}$/));
  const swept = JSON.parse((await project.sandbox('tail --sweep --json')).stdout);
  expect(swept.removed).toEqual(expect.arrayContaining([...left]));
  expect(await tailThings(project)).toEqual([]);
});

test('without a server there is nothing to see, and without a bus nothing to tail', async () => {
  const project = new Project(file);
  const alone = await project.sandbox('tail');
  expect(alone).toMatchObject({ code: 1, stdout: '' });
  expect(alone.stderr).toMatch(/server is not running[\s\S]*gcx sandbox start/);
  expect((await project.sandbox('tail --sweep')).stdout).toBe('There is nothing to sweep.\n');
  await project.serve();
  const early = await project.sandbox('tail');
  expect(early.code).toBe(1);
  expect(early.stderr).toMatch(/There is no event bus aws\.partner[\s\S]*gcx apply/);
});
