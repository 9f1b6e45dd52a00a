import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { head, Project } from './gcx.js';

const routes = `targets:
  inbox: { sqs: { create: shop-inbox } }
  board: { sqs: { create: shop-board } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
  mirror: { events: [conversation.acd.end], targets: [board] }
  off: { enabled: false, events: [conversation.wrapup], targets: [board] }
`;
const file = `${head()}archive: { retention: 30d }\n${routes}`;

/** How many messages wait in the project's two SQS queues. */
function counts(project: Project): Promise<readonly [inbox: number, board: number]> {
  return project.inside(async (sandbox) => {
    const { sqs } = createAws(sandbox.aws);
    const count = async (name: string) =>
      Number((await sqs.queue(name))?.attributes['ApproximateNumberOfMessages']);
    return [await count('shop-inbox'), await count('shop-board')];
  });
}

describe('an archive', () => {
  const project = new Project(file);
  beforeAll(async () => {
    await project.done('apply --auto-approve');
  });

  test('keeps events, which are replayed to one route only', async () => {
    for (let round = 0; round < 3; round += 1) await project.emit({ eventType: 'acd.end' });
    expect(await counts(project)).toEqual([3, 3]);

    const dry = await project.done('replay --from 1h --route ended --dry-run');
    expect(dry.stdout).toContain('rule shop-ended-1\n    -> sqs shop-inbox');
    expect(dry.stdout).not.toContain('shop-board');
    expect(dry.stdout.replaceAll(/\s+/g, ' ')).toContain('This target gets events a second time');
    expect(await counts(project)).toEqual([3, 3]);

    const { stdout, stderr } = await project.done("replay --from '1h ago' --route ended --auto-approve");
    expect(stderr).toMatch(/Started replay shop-\d{8}T\d{6}Z-[0-9a-f]{6}; Ctrl-C leaves it running\./);
    expect(stdout).toMatch(/Replay shop-\S+ is done\. How many events/);
    expect(await counts(project)).toEqual([6, 3]);

    const { code, document } = await project.json('replay --from today --auto-approve');
    expect(code).toBe(0);
    expect(document).toMatchObject({ outcome: 'completed', replay: { state: 'COMPLETED' } });
    expect(document.plan.rules.map(({ name }: { name: string }) => name)).toEqual([
      'shop-ended-1',
      'shop-mirror-1',
    ]);
    expect(document.plan.warnings.join()).toContain('Route off receives nothing');
    expect(await counts(project)).toEqual([9, 6]);
  });

  test('is no drift; what a replay calls, its IAM policy allows', async () => {
    expect((await project.done('plan --detailed-exitcode')).stdout).toContain('No changes.');
    const before = project.journal().length;
    await project.done('replay --from yesterday --to today --auto-approve');
    const used = project
      .journal()
      .slice(before)
      .map(({ service, action }) => `${service}:${action}`)
      .filter((action) => action !== 'sts:GetCallerIdentity');
    const policy = JSON.parse(readFileSync(new URL('../../config/iam/replay.json', import.meta.url), 'utf8'));
    const allowed = policy.Statement.flatMap(({ Action }: { Action: readonly string[] }) => Action);
    expect(used).toContain('events:StartReplay');
    expect(used.filter((action) => !allowed.includes(action))).toEqual([]);
  });

  test('is asked for with times and routes that make sense', async () => {
    const cases = [
      ['replay --auto-approve', 64, 'from when'],
      ['replay --from 1h', 64, 'gcx replay --from 1h --dry-run --sandbox'],
      ['replay --from tomorrow --dry-run', 64, 'is not a time'],
      ['replay --from today --to yesterday --dry-run', 64, '--from must be before --to'],
      ['replay --from 1h --to 2999-01-01 --dry-run', 64, 'in the future'],
      ['replay --from 1h --route endet --dry-run', 1, 'Did you mean ended?'],
      ['replay --from 1h --route off --dry-run', 1, 'No rule on AWS currently takes events for route off'],
      ['replay --cancel nothing', 1, 'There is no replay nothing'],
    ] as const;
    for (const [args, code, text] of cases) {
      const outcome = await project.sandbox(args);
      expect(outcome.stderr.replaceAll(/\s+/g, ' '), args).toContain(text);
      expect(outcome.code, args).toBe(code);
    }
  });

  test('goes only with --force', async () => {
    const other = new Project(file);
    await other.done('apply --auto-approve');
    other.write('.genesysrc.yml', `${head()}${routes}`);
    const refused = await other.sandbox('plan');
    expect(refused).toMatchObject({ code: 5, stdout: expect.stringContaining('- archive shop-default') });
    expect(refused.stdout).toContain('--force');
    await other.done('apply --auto-approve --force');
    expect((await other.done('plan --detailed-exitcode')).stdout).toContain('No changes.');
    const gone = await other.sandbox('replay --from 1h --dry-run');
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain('archive: { retention: 30d }');

    other.write('.genesysrc.yml', file);
    await other.done('apply --auto-approve');
    await other.done('destroy --auto-approve --force');
    expect(other.holdings()).toMatchObject({ rules: [], integrations: [] });
  });
});

test('Ctrl-C leaves a replay running, and says how to cancel it', async () => {
  const project = new Project(file);
  project.write('seed.yml', 'aws: { replaySeconds: 600 }\n');
  await project.serve({ seedFile: join(project.folder, 'seed.yml') });
  await project.done('apply --auto-approve');
  await project.emit({ eventType: 'acd.end' });
  const { code, stdout } = await project.sandbox('replay --from 1h --auto-approve', {
    onStderr: (text, kill) => {
      if (text.includes('Ctrl-C leaves it running')) kill('SIGINT');
    },
  });
  expect(code).toBe(130);
  const name = /gcx replay --cancel (\S+) --sandbox/.exec(stdout)?.[1] ?? '';
  const cancelled = await project.done(`replay --cancel ${name}`);
  expect(cancelled.stdout).toContain(`Replay ${name} is CANCELLING.`);

  const { stdout: started } = await project.done('replay --from 1h --auto-approve --no-wait');
  const other = /--cancel (\S+)/.exec(started)?.[1] ?? '';
  project.write('other.yml', file.replace('project: shop', 'project: toys'));
  expect(await project.sandbox(`replay --cancel ${other} --config other.yml`)).toMatchObject({
    code: 5,
    stderr: expect.stringContaining('it belongs to project shop'),
  });
});

test('a bus that takes no archive is said aloud, and the rest is made', async () => {
  const project = new Project(file);
  project.write('seed.yml', 'aws: { refuseArchives: ["aws.partner/*"] }\n');
  await project.serve({ seedFile: join(project.folder, 'seed.yml') });
  const { code, stdout } = await project.sandbox('apply --auto-approve');
  const text = stdout.replaceAll(/\s+/g, ' ');
  expect(code, stdout).toBe(4);
  expect(text).toContain('AWS takes no archive for event bus aws.partner/genesys.com/cloud/');
  expect(text).toContain('Take "archive" out of the file.');
  expect(await project.emit({ eventType: 'acd.end' })).toEqual([
    'delivered shop-board',
    'delivered shop-inbox',
  ]);
  project.write('.genesysrc.yml', `${head()}${routes}`);
  expect((await project.done('plan --detailed-exitcode')).stdout).toContain('No changes.');
});
