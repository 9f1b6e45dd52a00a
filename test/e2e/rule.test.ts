import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const SALES = '5affb229-7631-4992-b0ce-583505c6af07';
const BILLING = '9c21e0b4-1f0e-4a57-8d0b-3f3a8a1c2d4e';
const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/events/${name}.json`, import.meta.url), 'utf8');
const call = fixture('acd.end.voice');
const billingCall = call.replace(SALES, BILLING);

/** The captured events come from the event source with the suffix `example`. */
const file = `${head({ suffix: 'example' })}targets:
  crm-inbox: { sqs: { create: crm-inbox } }
  wallboard: { sqs: { create: wallboard } }
routes:
  all-calls:
    events: [conversation.acd.end]
    where: { mediaType: [VOICE] }
    targets: [crm-inbox]
  sales-left-queue:
    events: [conversation.acd.end]
    queues: ["Sales Support"]
    where: { mediaType: [VOICE] }
    targets: [wallboard]
`;
const globs = file.replace('["Sales Support"]', '["Sales Support", { glob: "Sales DE*" }]');
const named = `--queue-id 'Sales Support=${SALES}' --queue-id Billing=${BILLING}`;

const example = `acd.end 2025-12-12T15:04:25Z
  matches  all-calls         -> sqs crm-inbox
  misses   sales-left-queue  1 of 2 conditions fails
    FAIL  queueId    wants Sales Support (5affb229)
                     has   Billing       (9c21e0b4)
    ok    mediaType  VOICE
  Why: the call left Billing, not Sales Support.
  Patterns only. What else stops events: gcx doctor
`;

describe('gcx rule test without a network', () => {
  const project = new Project(file);
  project.write('billing.json', billingCall);

  test('the example of the issue, with the ids of queues from the command line', async () => {
    const outcome = await project.gcx(`rule test --event billing.json ${named}`);
    expect(outcome).toEqual({ code: 0, stdout: example, stderr: '' });
    expect((await project.gcx(`rule test --event - ${named}`, { input: billingCall })).stdout).toBe(example);
  });

  test('with a route named it has to be reached; only its queues need be known', async () => {
    const miss = await project.gcx(`rule test sales-left-queue --event billing.json ${named}`);
    expect(miss.code).toBe(1);
    expect(miss.stdout).not.toContain('all-calls');
    const hit = await project.gcx('rule test all-calls --event billing.json');
    expect(hit).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('matches  all-calls  -> sqs crm-inbox'),
    });
    expect(
      (await project.gcx(`rule test shop-sales-left-queue-1 all-calls --event billing.json ${named}`)).code,
    ).toBe(1);
    const unknown = await project.gcx(`rule test sales-left --event billing.json ${named}`);
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining('sales-left-queue') });
  });

  test('a queue whose id nobody knows is named, with both ways out', async () => {
    const { code, stderr } = await project.gcx('rule test --event billing.json');
    expect(code).toBe(1);
    expect(stderr).toContain('name "Sales Support"');
    expect(stderr).toContain('--queue-id "Sales Support=ID"');
    expect(stderr).toContain('gcx plan');
  });

  test('--json: one document that says where all comes from', async () => {
    const { code, stdout } = await project.gcx(`rule test --event billing.json --json ${named}`);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      reached: true,
      origin: 'given',
      rules: { from: 'file', count: 2 },
      queueIds: { kind: 'given' },
      events: [
        {
          eventType: 'acd.end',
          file: 'billing.json',
          entries: [
            {
              name: 'all-calls',
              outcome: { kind: 'reaches', targets: [{ service: 'sqs', name: 'crm-inbox' }] },
            },
            { name: 'sales-left-queue', outcome: { kind: 'misses', miss: { failing: 1 } } },
          ],
        },
      ],
      summary: { events: 1, reached: 1 },
    });
  });

  test('samples: queue by name, fields; nothing is reached', async () => {
    const sample = `rule test --sample acd.end --queue Billing ${named}`;
    const nobody = `rule test --sample acd.end --queue Nobody ${named}`;
    expect((await project.gcx(sample)).stdout).toContain('Why: the call left Billing, not Sales Support.');
    const chat = await project.gcx(`${sample} --set mediaType=CHAT`);
    expect(chat.code).toBe(1);
    expect(chat.stdout).toMatch(
      /all-calls {9}1 of 1 condition fails\n {4}FAIL {2}mediaType {2}wants VOICE\n.* has {3}CHAT/,
    );
    const other = await project.gcx(`rule test --sample flow.end ${named}`);
    expect(other).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('nothing here takes events of type flow.end'),
    });
    expect((await project.gcx(nobody)).stderr).toContain('--queue-id "Nobody=ID"');
  });

  test('several events: a folder, an array, one a line', async () => {
    mkdirSync(join(project.folder, 'saved'));
    project.write('saved/1.json', call);
    project.write(
      'saved/2.jsonl',
      `${JSON.stringify(JSON.parse(billingCall))}\n${JSON.stringify(JSON.parse(call))}\n`,
    );
    project.write('saved/3.json', fixture('customer.end.voice'));
    project.write('saved/notes.txt', 'no event');
    const { code, stdout } = await project.gcx(`rule test --event saved ${named}`);
    expect(code).toBe(0);
    expect(stdout).toContain('acd.end 2025-12-12T15:04:25Z  saved/1.json');
    expect(stdout).toContain('1 event of types that nothing here takes: customer.end.');
    expect(stdout).toMatch(
      /\n4 events: 3 match something, 1 nothing\.\n {2}all-calls {9}3 {2}-> sqs crm-inbox\n {2}sales-left-queue {2}2 {2}-> sqs wallboard\nPatterns only/,
    );
    const array = await project.gcx(`rule test --event - ${named}`, { input: `[${call},${billingCall}]` });
    expect(array.stdout).toContain('2 events: 2 match something, 0 nothing.');
  });

  test.each([
    ['', 'No event is given'],
    ['--event billing.json --sample acd.end', 'cannot be used together'],
    ['--event billing.json --queue Billing', '--queue does not go with --event'],
    ['--last --set a=b', '--set does not go with --last'],
    ['--event billing.json --queue-id Billing', 'not of the form NAME=ID'],
    ['--event billing.json --live --offline', '--offline'],
    ['--event billing.json --bus default', '--live'],
  ])('usage: %s', async (flags, message) => {
    const { code, stderr } = await project.gcx(`rule test ${flags}`);
    expect(code).toBe(64);
    expect(stderr).toContain(message);
  });

  test.each([
    ['no-such.json', 'There is no such file'],
    ['[1]', 'event 1'],
    ['{"a":', 'not JSON, and not'],
  ])('what is no event is told: %s', async (event, message) => {
    const { code, stderr } = await project.gcx(`rule test --event '${event}' ${named}`);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
  });
});

describe('queue ids from the last resolution', () => {
  const project = new Project(globs);
  project.write('call.json', call);
  const cached = () =>
    readdirSync(join(project.folder, '.cache', 'genesys-gcx')).filter((name) => /^queues-/.test(name));

  test('a plan with credentials keeps them; without credentials they are used, and that is said', async () => {
    const { env, stop } = await project.serve({ organization: '6513270e-269e-4d37-b2a7-4de452e6b438' });
    expect(await project.gcx('plan', { env })).toMatchObject({ code: 0 });
    await stop();
    expect(cached()).toEqual(['queues-6513270e-269e-4d37-b2a7-4de452e6b438.json']);
    const { code, stdout, stderr } = await project.gcx('rule test --event call.json');
    expect(code).toBe(0);
    expect(stderr).toMatch(/queue ids from the resolution of \d{4}-\d\d-\d\d \d\d:\d\d\.\n$/);
    expect(stdout).toContain('matches  sales-left-queue  -> sqs wallboard');
    const shown = await project.gcx('rule explain sales-left-queue');
    expect(shown.stdout).toMatch(/Sales DE Nord \(1f0c77d2\)/);
    const { queueIds } = JSON.parse((await project.gcx('rule test --event call.json --json')).stdout);
    expect(queueIds).toMatchObject({ kind: 'cache', sandbox: false });
  });

  test('with credentials and no network they are used too', async () => {
    const env = {
      GENESYSCLOUD_ACCESS_TOKEN: 'token',
      GENESYSCLOUD_GATEWAY_PROTOCOL: 'http',
      GENESYSCLOUD_GATEWAY_HOST: '127.0.0.1',
      GENESYSCLOUD_GATEWAY_PORT: '9',
    };
    const { code, stderr } = await project.gcx('rule test --event call.json', { env });
    expect(code).toBe(0);
    expect(stderr).toContain('So: queue ids from the resolution of ');
    expect((await project.gcx('rule test --event call.json --offline', { env })).stderr).toMatch(
      /^Genesys Cloud was not asked/,
    );
  });

  test('a damaged cache is none', async () => {
    for (const name of cached()) project.write(join('.cache', 'genesys-gcx', name), '{"kind":');
    const { code, stderr } = await project.gcx('rule test --event call.json');
    expect(code).toBe(1);
    expect(stderr).toContain('gcx plan');
  });

  test('who has only used the sandbox gets its queues, and is told', async () => {
    const sandboxed = new Project(globs);
    await sandboxed.done('plan');
    sandboxed.write('call.json', call);
    const { code, stderr } = await sandboxed.gcx('rule test --event call.json');
    expect(code).toBe(0);
    expect(stderr).toContain("queue ids from the sandbox's resolution of ");
  });
});

describe('gcx rule on the sandbox', () => {
  const project = new Project(`${file}  old-crm:
    enabled: false
    events: [conversation.acd.end]
    targets: [crm-inbox]
`);
  project.write('call.json', call);

  test('list, show and explain say what the file makes', async () => {
    const list = await project.done('rule list');
    expect(list.stdout).toMatch(
      /^Route all-calls\n {2}shop-all-calls-1\n {4}enabled {3}\d+ of 2,048 characters \(\d+ %\)\n {4}-> sqs crm-inbox\n/,
    );
    expect(list.stdout).toContain('shop-old-crm-1\n    disabled');
    const show = await project.done('rule show sales-left-queue');
    expect(show.stdout).toContain(`"${SALES}"`);
    expect(show.stdout).toContain('detail.eventBody.queueId is Sales Support (5affb229)');
    expect(show.stdout).toContain('arn: arn:aws:sqs:eu-west-1:111122223333:wallboard');
    const explain = await project.done('rule explain shop-sales-left-queue-1');
    expect(explain.stdout).toContain('detail.eventBody.queueId is Sales Support (5affb229)');
    expect(explain.stdout).not.toContain('arn:');
    const { document } = await project.json('rule list');
    expect(document).toMatchObject({
      from: 'file',
      queueIds: { kind: 'live' },
      rules: [{ route: 'all-calls', patternShare: expect.any(Number) }, {}, { enabled: false }],
    });
    expect((await project.sandbox('rule show sales-left')).stderr).toContain('sales-left-queue');
  });

  test('--live: ours, disabled ones, those of others; nothing is written', async () => {
    await project.done('apply --auto-approve');
    const bus = 'aws.partner/genesys.com/cloud/6513270e-269e-4d37-b2a7-4de452e6b438/example';
    const { env, stop } = await project.serve();
    const { EventBridgeClient, PutRuleCommand, PutTargetsCommand } = await import(
      '@aws-sdk/client-eventbridge'
    );
    const client = new EventBridgeClient({
      endpoint: env['AWS_ENDPOINT_URL'] ?? '',
      region: 'eu-west-1',
      credentials: {
        accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
      },
    });
    const theirs = {
      Name: 'legacy-feed',
      EventBusName: bus,
      EventPattern: '{"detail":{"eventBody":{"mediaType":["VOICE"]}}}',
    };
    await client.send(new PutRuleCommand(theirs));
    const arn = 'arn:aws:sqs:eu-west-1:111122223333:crm-inbox';
    await client.send(
      new PutTargetsCommand({ Rule: theirs.Name, EventBusName: bus, Targets: [{ Id: 't', Arn: arn }] }),
    );
    client.destroy();
    await stop();

    const writes = await project.writesOf(async () => {
      const { stdout } = await project.done('rule test --live --event call.json');
      expect(stdout).toMatch(/matches {2}all-calls +-> sqs crm-inbox\n/);
      expect(stdout).toMatch(/matches {2}legacy-feed +-> sqs crm-inbox\n +\(not of this project\)\n/);
      expect(stdout).toMatch(/disabled old-crm +matches, but is disabled\n/);
      const list = await project.done('rule list --live');
      expect(list.stdout).toContain('Not of this project\n  legacy-feed\n');
      expect((await project.done('rule list --live --prefix legacy-')).stdout).not.toContain('shop-');
      expect((await project.done('rule show legacy-feed --live')).stdout).toContain(
        'not of this project, enabled',
      );
    });
    expect(writes).toEqual([]);
    const { document } = await project.json('rule list --live');
    expect(document.rules.map(({ name, owner }: { name: string; owner: string }) => [name, owner])).toEqual([
      ['legacy-feed', 'foreign'],
      ['shop-all-calls-1', 'ours'],
      ['shop-old-crm-1', 'ours'],
      ['shop-sales-left-queue-1', 'ours'],
    ]);
    const missing = await project.sandbox('rule list --live --bus defalt');
    expect(missing).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Did you mean --bus default?'),
    });
    expect((await project.done('rule list --live --bus default')).stdout).toBe('No rules on default.\n');
  });

  test('a conversation of analytics, labelled as rebuilt', async () => {
    const { stdout } = await project.sandbox('rule test --last --media voice');
    expect(stdout).toMatch(
      /^\d+ events of conversation [0-9a-f-]{36} rebuilt from analytics \(not a capture\)\n\nacd\.end /,
    );
    const { document } = await project.json('rule test --last --media voice');
    expect(document).toMatchObject({ origin: 'rebuilt', conversationId: expect.any(String) });
    const byId = await project.sandbox(`rule test --conversation ${document.conversationId}`);
    expect(byId.stdout).toMatch(/^\d+ events rebuilt from analytics \(not a capture\)\n/);
  });
});

describe('gcx rule explain --pattern', () => {
  const project = new Project();

  test('needs no file', async () => {
    const pattern = '{"detail":{"eventBody":{"mediaType":[{"anything-but":"CHAT"}]}}}';
    const { code, stdout } = await project.gcx(`rule explain --pattern '${pattern}'`);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'detail.eventBody.mediaType is anything but "CHAT"\n',
    });
    const json = await project.gcx('rule explain --pattern - --json', { input: pattern });
    expect(JSON.parse(json.stdout)).toMatchObject({
      schemaVersion: 1,
      meaning: expect.stringContaining('CHAT'),
    });
  });

  test('usage', async () => {
    expect((await project.gcx('rule explain')).code).toBe(64);
    expect((await project.gcx('rule explain x --pattern {}')).code).toBe(64);
    expect((await project.gcx(`rule explain --pattern '{"a":1}'`)).code).toBe(1);
  });
});
