import { expect, test } from 'vitest';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { createGenesys } from '../../src/lib/clients/genesys/index.js';
import { head, Project } from './gcx.js';

const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
const file = `${head()}archive: { retention: 30d }
tags: { team: cx }
targets:
  inbox: { sqs: { create: shop-inbox }, deadLetter: dead, retry: { attempts: 5 } }
  dead: { sqs: { create: shop-dead } }
  board: { sns: { create: shop-board }, subscribers: [{ sqs: inbox }] }
  partner: { sns: { existing: partner-topic } }
  sync: { lambda: { existing: sync } }
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [inbox, board] }
  begun: { events: [conversation.acd.start], targets: [partner, sync] }
`;

test('drift is what was changed outside gcx, and nothing of what the file changed', async () => {
  const project = new Project(file);
  const never = await project.sandbox('drift');
  expect([never.code, never.stdout]).toEqual([1, expect.stringContaining('gcx cannot tell')]);
  await project.done('apply --auto-approve');
  expect((await project.done('drift')).stdout).toContain(
    'No drift: nothing that gcx created was changed outside gcx.',
  );

  // What people set beside it is no drift, and nobody is told that nothing was changed.
  await project.inside(({ aws }) => createAws(aws).sqs.setAttributes('shop-inbox', { DelaySeconds: '900' }));
  const beside = await project.done('drift');
  expect(beside.stdout).toMatch(
    /\nNo drift in what gcx applied\. Settings that people made do harm, though\s\(1\swarning\): [\s\S]*plan[\s\S]* says what\.\n$/,
  );
  await project.inside(({ aws }) => createAws(aws).sqs.setAttributes('shop-inbox', { DelaySeconds: '0' }));

  // The file changes: no drift, and no apply is needed to know it.
  project.write(
    '.genesysrc.yml',
    file
      .replace('30d', '40d')
      .replace('attempts: 5', 'attempts: 6')
      .replace('team: cx', 'team: care')
      .replace('"Sales Support"', '"Sales Support", "Sales"')
      .replace('[partner, sync]', '[partner]'),
  );
  expect(await project.json('drift')).toMatchObject({
    code: 0,
    document: { changed: [], unclear: [], unseen: [], unnoted: 0 },
  });

  await project.inside(async (sandbox) => {
    const { events, sqs, sns } = createAws(sandbox.aws);
    await events.removeTargets(bus, 'shop-ended-1', ['board']);
    await events.removeTargets(bus, 'shop-begun-1', ['partner', 'sync']);
    await events.deleteRule(bus, 'shop-begun-1');
    await sqs.setAttributes('shop-dead', { MessageRetentionPeriod: '3600' });
    await sqs.setAttributes('shop-inbox', { Policy: '' });
    await sns.unsubscribe(
      'arn:aws:sns:eu-west-1:111122223333:shop-board',
      'sqs',
      'arn:aws:sqs:eu-west-1:111122223333:shop-inbox',
    );
    const { integrations } = createGenesys(sandbox.genesys);
    const [live] = await integrations.list();
    if (live === undefined) throw new Error('There is no integration.');
    await integrations.setState(live.id, 'DISABLED');
    await sandbox.settle();
  });
  const { code, document } = await project.json('drift');
  expect(code).toBe(2);
  const changed = document.changed as readonly {
    readonly id: string;
    readonly action: string;
    readonly fields: readonly { readonly field: string; readonly origin: string }[];
  }[];
  expect(
    changed.map(({ id, action, fields }) => [id, action, ...fields.map(({ field }) => field)]).sort(),
  ).toEqual([
    ['integration:prod', 'update', 'state'],
    ['rule:shop-begun-1', 'create'],
    ['rule:shop-ended-1', 'update', 'targets'],
    [
      'sns-subscription:arn:aws:sns:eu-west-1:111122223333:shop-board:sqs:arn:aws:sqs:eu-west-1:111122223333:shop-inbox',
      'create',
    ],
    ['sqs-policy:arn:aws:sqs:eu-west-1:111122223333:shop-inbox', 'create'],
    ['sqs-queue:arn:aws:sqs:eu-west-1:111122223333:shop-dead', 'update', 'MessageRetentionPeriod'],
  ]);
  expect(document).toMatchObject({ unclear: [], unseen: [], unnoted: 0 });
  const writes = await project.writesOf(async () => {
    const { stdout, code: again } = await project.sandbox('drift');
    expect(again).toBe(2);
    expect(stdout).toMatch(/Drift: 6 things changed outside gcx\./);
    expect(stdout).toMatch(/\+ rule shop-begun-1 +deleted outside gcx/);
    expect(stdout).not.toMatch(/archive|40d|attempts|tag team/);
  });
  expect(writes).toEqual([]);

  // Mended by an apply, which does the file's changes with it.
  await project.done('apply --auto-approve');
  expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  await project.done('drift');
});

test('where an apply is refused, drift promises none that puts it back', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');
  await project.inside(({ aws }) =>
    createAws(aws).sqs.tag('shop-dead', { 'genesys-gcx:project': 'other' }, []),
  );
  const { code, stdout } = await project.sandbox('drift');
  expect(code, stdout).toBe(2);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'An apply is refused as things are: gcx plan --sandbox says why, and what to do.',
  );
  expect((await project.json('drift')).document).toMatchObject({ refused: true });
  expect((await project.sandbox('apply --auto-approve')).code).toBe(5);
});

test('where gcx could not look, it says at what, and never that there is no drift', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');
  const clean = /No drift/;

  const unsearchable = await project.serve({ faults: ['tagging:GetResources:deny'] });
  const searched = await project.gcx('drift', { env: unsearchable.env });
  expect([searched.code, searched.stdout]).toEqual([3, expect.stringContaining('tag:GetResources')]);
  expect(searched.stdout).not.toMatch(clean);
  await unsearchable.stop();

  const denied = await project.serve({ faults: ['sqs:GetQueueAttributes:deny'] });
  const read = await project.gcx('drift', { env: denied.env });
  expect([read.code, read.stdout]).toEqual([3, '']);
  expect(read.stderr).toContain('sqs:GetQueueAttributes');
  await denied.stop();

  // Without the mark nothing of a thing is compared: it is told that the mark was taken away.
  await project.inside(async (sandbox) => {
    await createAws(sandbox.aws).sqs.tag('shop-dead', {}, ['genesys-gcx:project']);
  });
  const unmarked = await project.sandbox('drift');
  expect(unmarked.code).toBe(2);
  expect(unmarked.stdout).toMatch(
    / {4}SQS queue shop-dead {3}changed outside gcx\n +it carries no mark of gcx: left alone/,
  );
});

test('notes make no saved plan stale, and are written by an apply without changes', async () => {
  const project = new Project(file);
  await project.done('apply --auto-approve');
  const noted = project.holdings();
  project.changeState((state) =>
    JSON.stringify(JSON.parse(state), (key, value) =>
      /^genesys-gcx:(?:asked$|made:)/.test(key) ? undefined : value,
    ),
  );
  expect(await project.json('drift')).toMatchObject({ code: 0, document: { changed: [], unclear: [] } });
  project.write('.genesysrc.yml', file.replace('30d', '40d'));
  await project.done('plan --out plan.json');
  project.write('.genesysrc.yml', file);
  const { document } = await project.json('apply --auto-approve');
  expect(document).toMatchObject({ outcome: 'no-changes', noted: { failed: [] } });
  expect(project.holdings()).toEqual(noted);
  expect(await project.gcx('apply plan.json --auto-approve')).toMatchObject({ code: 0 });
});
