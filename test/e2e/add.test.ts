import { expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const FILE = `${head()}
targets:
  # What the CRM reads.
  inbox: { sqs: { create: shop-inbox } }   # at its own pace

routes:
  ended:
    events: [conversation.acd.end]
    queues:
      - 'Sales Support'   # the first
    targets: [inbox]
`;

test('each gcx add shows the difference, writes the file, and the next command runs', async () => {
  const project = new Project(FILE);
  const steps = [
    [
      'route sold --event acw --where conversationId=x --target inbox --target sns:shop-sold',
      'Added target shop-sold and route sold.',
    ],
    ['target lambda:crm-sync --route sold', 'Added target crm-sync to route sold.'],
    ['queue Billing --route ended', 'Added queue "Billing" to route ended.'],
    ["queue 'Sales DE*' --glob --route ended", 'Added queues "Sales DE*" to route ended.'],
    ['event conversation.user.end --route sold', 'Added event type conversation.user.end to route sold.'],
  ] as const;
  for (const [line, says] of steps) {
    const before = project.read('.genesysrc.yml');
    const shown = await project.done(`add ${line} --dry-run`);
    expect(shown.stdout).toMatch(/^--- \.genesysrc\.yml\n\+\+\+ \.genesysrc\.yml\n@@ /);
    expect(project.read('.genesysrc.yml')).toBe(before);
    const { stdout } = await project.done(`add ${line} --auto-approve`);
    expect(stdout).toContain(`${says}\nNext: gcx plan --sandbox\n`);
    expect(project.read('.genesysrc.yml')).not.toBe(before);
    const again = await project.json(`add ${line} --auto-approve`);
    expect(again).toMatchObject({ code: 0, document: { outcome: 'there', written: false, difference: '' } });
  }
  expect(project.read('.genesysrc.yml')).toBe(
    FILE.replace(
      'own pace\n',
      'own pace\n  shop-sold: { sns: { create: shop-sold } }\n  crm-sync: { lambda: { existing: crm-sync } }\n',
    ).replace('# the first\n', `# the first\n      - 'Billing'\n      - { glob: 'Sales DE*' }\n`) +
      `
  sold:
    events: [conversation.acw, conversation.user.end]
    where: { conversationId: x }
    targets: [inbox, shop-sold, crm-sync]
`,
  );
  expect((await project.done('plan')).stdout).toContain('crm-sync');
});

test('a new processor comes with a handler and a test, a new SNS topic with its subscriber', async () => {
  const project = new Project(FILE);
  const { stdout } = await project.done('add target processor:crm --route ended --auto-approve');
  expect(stdout).toContain('Wrote ./handlers/crm.ts.');
  expect(project.read('handlers/crm.test.ts')).toContain('./crm.js');
  await project.done('add target sns:sold --subscriber email:team@example.com --route ended --auto-approve');
  expect(project.read('.genesysrc.yml')).toContain('team@example.com');
  expect((await project.gcx('validate')).code).toBe(0);
});

test('a target to which nothing sends is told with the command that has a route send there', async () => {
  const project = new Project(FILE);
  const { stderr } = await project.done('add target sqs:crm --auto-approve');
  const [, next = ''] = /^Note: No route sends there yet\. To have one do so: gcx (.*)$/m.exec(stderr) ?? [];
  expect(next).toBe('add target crm --route ended --sandbox');
  await project.done(`${next.replace(' --sandbox', '')} --auto-approve`);
  expect(project.read('.genesysrc.yml')).toContain('targets: [inbox, crm]');
});

test('the first environment keeps what was applied: as default it has no changes', async () => {
  const project = new Project(FILE);
  await project.done('apply --auto-approve');
  const { stdout, stderr } = await project.done(
    'add environment test --organization 2f6b0f5e-7c1d-4b0a-9a55-0f1c8e3d7a42 --account 444455556666 --suffix test --auto-approve',
  );
  expect(stdout).toContain('Next: gcx plan --env test --sandbox\n');
  expect(stderr).toContain('From now on every command needs --env');
  expect((await project.done('plan --env default')).stdout).toContain('No changes.');
});

test('a queue goes to the route of all environments, and the next command names the one of the run', async () => {
  const environments = `
environments:
  default: {}
  test: { genesys: { integration: { suffix: test } }, aws: { account: '444455556666' } }
`;
  const project = new Project(FILE + environments);
  const { stdout } = await project.done('add queue Billing --route ended --env test --auto-approve');
  expect(stdout).toContain('Added queue "Billing" to route ended.\nNext: gcx plan --env test --sandbox\n');
  expect(project.read('.genesysrc.yml')).toBe(
    FILE.replace('# the first\n', "# the first\n      - 'Billing'\n") + environments,
  );
  expect((await project.done('plan --env default')).stdout).toContain('Billing');
});

test.each([
  ["queue 'Salse Support' --route ended", 1, 'Sales Support'],
  ['queue Support --route ended', 1, '--division'],
  ['queue Billing --route endet', 1, '--route ended'],
  ['event conversation.endet --route ended', 64, 'Did you mean'],
  ['event conversation.customer.end --route ended --auto-approve', 1, 'conversation.customer.end: '],
  ['target crm-inbox', 64, 'sqs:crm-inbox'],
  ['target sqs:calls.fifo --auto-approve', 1, 'sqs:calls.fifo: '],
  ['route ended --event acw --target inbox', 1, 'says something else'],
  [
    'route sold --event acd.end --where mediaType=CALL --target inbox --auto-approve',
    1,
    '--where mediaType=CALL: ',
  ],
  ['route sold --event acd.end --target inbix', 64, 'inbox'],
  ['route sold', 64, '--event, --target'],
  ['environment test --account 123 --auto-approve', 1, '--account 123: '],
  ['environment test', 64, '--organization'],
  ['queue Billing --route ended', 64, '--auto-approve'],
])('gcx add %s: exit code %i, nothing written', async (line, code, says) => {
  const project = new Project(FILE);
  const outcome = await project.sandbox(`add ${line}`);
  expect(outcome.code, outcome.stdout + outcome.stderr).toBe(code);
  expect(outcome.stderr).toContain(says);
  expect(project.read('.genesysrc.yml')).toBe(FILE);
});

test('JSON stays JSON, a byte order mark and CRLF stay', async () => {
  const project = new Project();
  const json = `${JSON.stringify({ version: 1, project: 'shop', genesys: { environment: 'mypurecloud.ie', organization: '6513270e-269e-4d37-b2a7-4de452e6b438', integration: { suffix: 'prod' } }, aws: { account: '111122223333', region: 'eu-west-1' }, targets: { inbox: { sqs: { create: 'inbox' } } }, routes: { ended: { events: ['conversation.acd.end'], targets: ['inbox'] } } }, null, 2)}\n`;
  project.write('.genesysrc.json', json);
  await project.done('add event acw --route ended --auto-approve');
  expect(JSON.parse(project.read('.genesysrc.json')).routes.ended.events).toEqual([
    'conversation.acd.end',
    'conversation.acw',
  ]);

  const windows = `\uFEFF${FILE.replaceAll('\n', '\r\n')}`;
  project.write('windows.yml', windows);
  await project.done('add queue Billing --route ended --offline --auto-approve --config windows.yml');
  expect(project.read('windows.yml')).toBe(
    windows.replace('# the first\r\n', "# the first\r\n      - 'Billing'\r\n"),
  );
});
