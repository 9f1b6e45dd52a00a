import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documentOf, head, Project } from './gcx.js';

const bad = `version: 1
project: shop
genesys:
  environment: mypurecloud.ie
  organisation: 6513270e-269e-4d37-b2a7-4de452e6b438
  integration: { suffix: prod }
aws: { account: 111122223333, region: eu-west-1 }
targets:
  inbox: { sqs: { create: "shop inbox!" } }
  a: { sqs: { create: shop-a } }
  b: { sqs: { create: shop-a } }
  far: { sqs: { existing: "arn:aws:sqs:us-east-1:111122223333:far" } }
  unused: { sqs: { create: shop-u }, retry: { maxAge: 2d, attempts: 500 } }
routes:
  r1:
    events: [conversation.end, conversationEnded, conversation.update]
    queues:
      - Support #2
      - 911
      - no
      - *Sales
    targets: [inbox, a, nowhere]
  r2:
    events: [conversation.customer.end, acd.ended, "v2.detail.events.conversation.{id}.new.thing"]
    queues: [Sales, Inbound]
    targets: far
  r3:
    events: [conversation.acd.end, conversation.user.end]
    where: { mediaType: [VOIC], disconectType: [PEER] }
    targets: [b, far]
`;

/** Place, severity, and a pattern of the message and its fix. */
const problems: readonly (readonly [string, RegExp])[] = [
  ['5:3: error', /"organisation" is not known[\s\S]*Did you mean "organization"/],
  ['7:17: error', /111122223333 without quotes is a number[\s\S]*"111122223333"/],
  ['9:27: error', /cannot hold a space or "!"[\s\S]*shop-inbox/],
  ['11:23: error', /"b" and "a" would both create the SQS queue shop-a/],
  ['12:40: error', /us-east-1[\s\S]*eu-west-1/],
  ['13:3: warning', /Nothing sends to the target "unused"/],
  ['13:55: error', /2d is outside what AWS takes: 1m to 1d/],
  ['13:69: error', /500 is outside what AWS takes: 0 to 185/],
  ['16:14: error', /"conversation\.end" is not an event type[\s\S]*conversation\.acd\.end/],
  ['16:32: error', /"conversationEnded" is not an event type[\s\S]*conversation\.acd\.end/],
  ['16:51: error', /"conversation\.update" is not an event type[\s\S]*conversation\.attributes/],
  ['18:9: error', /This text is cut: it reads "Support"[\s\S]*"Support #2"/],
  ['19:9: error', /911 without quotes is a number[\s\S]*"911"/],
  ['20:9: error', /no without quotes/],
  ['21:9: error', /YAML alias[\s\S]*"\*Sales"/],
  ['22:25: error', /There is no target "nowhere"/],
  ['24:14: error', /conversation\.customer\.end carries no queue[\s\S]*conversation\.acd\.end/],
  ['24:41: error', /There is no event type "acd\.ended"[\s\S]*conversation\.acd\.end/],
  ['24:52: warning', /does not know the event type v2\.detail\.events\.conversation\.\{id\}\.new\.thing/],
  ['26:14: error', /Expected a list here, found the string "far"/],
  ['29:26: error', /"mediaType" is never "VOIC"[\s\S]*Did you mean VOICE/],
  ['29:33: error', /no field "disconectType"[\s\S]*Did you mean "disconnectType"/],
];

describe('a file with everything wrong', () => {
  const project = new Project(bad);

  test('all problems at once, each with its place, line, caret and fix; exit 1; nothing is touched', async () => {
    const { code, stdout, stderr } = await project.gcx('validate');
    expect(code).toBe(1);
    const blocks = (stdout + stderr).split(/\n(?=\.genesysrc\.yml:)|\n\n/);
    for (const [place, words] of problems) {
      const found = blocks.filter((block) => block.startsWith(`.genesysrc.yml:${place}: `));
      expect(found.join('\n'), place).toMatch(words);
      const line = Number.parseInt(place, 10);
      expect(found[0], place).toContain(`${line} | ${bad.split('\n')[line - 1]}`);
      expect(found[0], place).toMatch(/\n +\| +\^+\n/);
      expect(found[0], place).toContain('fix: ');
    }
    expect(blocks.filter((block) => /^\.genesysrc\.yml:\d+:\d+: /.test(block))).toHaveLength(problems.length);
  });

  test.each(['plan', 'apply --auto-approve', 'destroy --auto-approve'])(
    '%s says the same',
    async (command) => {
      const text = await project.sandbox(command);
      expect(text).toMatchObject({ code: 1, stdout: '' });
      for (const [place] of problems) expect(text.stderr).toContain(`.genesysrc.yml:${place}: `);
      const json = await project.sandbox(`${command} --json`);
      expect(json.code).toBe(1);
      expect(documentOf(json).error.code).toEqual(expect.any(String));
      expect(existsSync(join(project.folder, '.gcx-sandbox'))).toBe(false);
    },
  );
});

describe('files that cannot be used', () => {
  const targets = 'targets:\n  inbox: { sqs: { create: shop-inbox } }\n';
  const route = 'routes:\n  r: { events: [conversation.acd.end], targets: [inbox] }\n';

  test.each([
    ['broken YAML', `${head()}targets: [\n`, /:\d+:\d+: error/],
    ['a tab', `${head()}targets:\n\tinbox: { sqs: { create: shop-inbox } }\n`, /:9:1: error[\s\S]*[tT]ab/],
    [
      'one name split in two',
      `${head()}${targets}routes:\n  r: { events: [conversation.acd.end], queues: [Nowhere, Land], targets: [inbox] }\n`,
      /Nowhere/,
    ],
    ['nothing', '', /error|empty/i],
  ])('%s', async (_, file, words) => {
    const project = new Project(file);
    const outcome = await project.sandbox('plan');
    expect(outcome).toMatchObject({ code: 1, stdout: '' });
    expect(outcome.stderr).toMatch(words);
  });

  test('a credential in the file is refused, and never shown', async () => {
    const project = new Project(
      `${head().replace('genesys:\n', 'genesys:\n  clientSecret: s3cr3t-in-the-file\n')}${targets}${route}`,
    );
    for (const command of [
      'validate',
      'validate --json',
      'plan --sandbox',
      'apply --auto-approve --sandbox --json',
    ]) {
      const { code, stdout, stderr } = await project.gcx(command);
      expect(code).toBe(1);
      expect(stdout + stderr).toContain('GENESYSCLOUD_OAUTHCLIENT_SECRET');
      expect(stdout + stderr).not.toContain('s3cr3t-in-the-file');
    }
  });

  test('no file; a file of a wrong name; an environment that is missing or unknown', async () => {
    const empty = await new Project().sandbox('plan');
    expect(empty).toMatchObject({ code: 1, stdout: '' });
    expect(empty.stderr).toMatch(/\.genesysrc\.yml[\s\S]*gcx init/);

    const project = new Project(
      `${head()}${targets}${route}environments:\n  production: {}\n  test: { genesys: { integration: { suffix: test } } }\n`,
    );
    expect(await project.gcx('validate --config other.yml')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('other.yml'),
    });
    const missing = await project.sandbox('plan');
    expect(missing.code).toBe(64);
    expect(missing.stderr).toMatch(/--env[\s\S]*production[\s\S]*test/);
    const unknown = await project.sandbox('plan --env prodution');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toMatch(/prodution[\s\S]*production/);
    expect((await project.sandbox('plan', { env: { GENESYS_GCX_ENV: 'test' } })).stdout).toContain('(test)');
  });

  test('queues: no such name, and a name that several have, are told with near names, divisions and ids', async () => {
    const project = new Project(
      `${head()}${targets}routes:\n  r: { events: [conversation.acd.end], queues: ["Salse Support", Support], targets: [inbox] }\n`,
    );
    const { code, stdout, stderr } = await project.sandbox('apply --auto-approve');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/"Salse Support"[\s\S]*Sales Support[\s\S]*5affb229-7631-4992-b0ce-583505c6af07/);
    expect(stderr).toMatch(/Support[\s\S]*Retail[\s\S]*10c3a7c6-4c88-5e5d-8574-08f4626c7388/);
    expect(stderr).toMatch(/divisions/);
    expect(stderr).toMatch(/\.genesysrc\.yml:11:\d+/);
    expect(project.journal().filter(({ service, write }) => write && service !== 'ssm')).toEqual([]);
  });

  test('an event type that the organisation does not have is an error against the live list', async () => {
    const project = new Project(
      `${head()}${targets}routes:\n  r: { events: ["v2.detail.events.conversation.{id}.new.thing"], targets: [inbox] }\n`,
    );
    expect((await project.gcx('validate')).code).toBe(0);
    const { code, stderr } = await project.sandbox('apply --auto-approve');
    expect(code).toBe(1);
    expect(stderr).toMatch(/\.genesysrc\.yml:11:\d+[\s\S]*new\.thing[\s\S]*does not know it/);
    expect(project.journal().filter(({ service, write }) => write && service !== 'ssm')).toEqual([]);
  });
});

test('a wrong command line: exit 64, with what was probably meant', async () => {
  const project = new Project();
  for (const [line, words] of [
    ['paln', /plan/],
    ['plan --sandbx', /--sandbox/],
    ['plan --format pdf', /markdown/],
    ['apply a b c', /./],
    ['apply --sandbox', /--auto-approve/],
    ['sandbox emit --count many', /./],
  ] as const) {
    for (const json of ['', ' --json']) {
      const outcome = await project.gcx(line + json);
      expect(outcome, line + json).toMatchObject({ code: 64 });
      expect(outcome.stdout + outcome.stderr, line).toMatch(words);
      if (json !== '' && line !== 'paln') expect(documentOf(outcome).error).toBeDefined();
    }
  }
});
