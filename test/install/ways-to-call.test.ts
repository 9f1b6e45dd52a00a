import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { environmentIn } from '../e2e/gcx.js';
import { eachOffer } from '../harness/terminal/each-offer.js';
import { EVERY_ADD, everyAdd } from '../harness/terminal/every-add.js';
import { everyAnswer } from '../harness/terminal/every-answer.js';
import { linesTooLong } from '../harness/terminal/lines-too-long.js';
import { Terminal } from '../harness/terminal/terminal.js';

// The packed file is what users install. However they do, what gcx prints runs in the shell and folder where it is read.

const ground = realpathSync(mkdtempSync(join(tmpdir(), 'gcx-ways-')));
/** Where node and npm are, and what every system has. */
const SYSTEM = `${dirname(process.execPath)}:/usr/bin:/bin`;
/** Variables with which npm reaches its registry here. */
const REACHES_NPM =
  /^(npm_config_(registry|cafile|proxy|https_proxy)|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|https?_proxy|no_proxy)$/i;
const packed = basename(inject('packed'));

beforeAll(() => {
  copyFileSync(inject('packed'), join(ground, packed));
  const prefix = join(ground, 'global');
  const installed = inShell(
    ground,
    SYSTEM,
    `npm install --global --prefix ${prefix} --omit=dev --no-audit --no-fund --prefer-offline ./${packed}`,
  );
  expect(installed.status, installed.said).toBe(0);
  // Grafana's command line is called gcx as well.
  write(join(ground, 'other/bin/gcx'), '#!/bin/sh\necho "this is another gcx" >&2; exit 9\n');
  chmodSync(join(ground, 'other/bin/gcx'), 0o755);
});
afterAll(() => rmSync(ground, { recursive: true, force: true, maxRetries: 3 }));

const WAYS: readonly {
  readonly name: string;
  readonly path: readonly string[];
  /** What has to be done in the folder first. */
  readonly prepare?: () => string;
  readonly call: () => string;
}[] = [
  { name: 'installed globally', path: ['global/bin'], call: () => 'gcx' },
  {
    name: 'installed globally, behind another gcx',
    path: ['other/bin', 'global/bin'],
    call: () => 'genesys-gcx',
  },
  {
    name: 'as a devDependency, in a shell that finds another gcx',
    path: ['other/bin'],
    prepare: () =>
      `npm init --yes >/dev/null && npm install --save-dev --no-audit --no-fund --prefer-offline ./${packed}`,
    call: () => 'npx gcx',
  },
  { name: 'by npx, from the packed file', path: [], call: () => `npx --yes ./${packed}` },
];

describe.each(WAYS)('$name', ({ name, path, prepare, call }) => {
  const folder = join(ground, name.replaceAll(/\W+/g, '-'));
  const paths = [...path.map((each) => join(ground, each)), SYSTEM].join(':');
  const run = (line: string) => inShell(folder, paths, line);
  /** Runs a line that must end well. */
  const done = (line: string): string => {
    const { status, said } = run(line);
    expect(status, `${line}\n${said}`).toBe(0);
    return said;
  };
  /** What a text says to run next. */
  const next = (said: string): string => {
    const line = /^Next: (.*)$/m.exec(said)?.[1] ?? '';
    expect(line.startsWith(`${call()} `), said).toBe(true);
    return line;
  };

  test('each step says the next one, and it runs as printed', () => {
    mkdirSync(folder);
    copyFileSync(join(ground, packed), join(folder, packed));
    if (prepare !== undefined) done(prepare());
    // npx installs the packed file at each call, which takes as long as all others together: it says less here.
    const isInstalled = !call().startsWith('npx --yes');
    if (isInstalled) expect(done(`${call()} --version`)).toContain('genesys-gcx/');
    // Without a file: what it says to run is a wizard, which has nobody to ask here, but names what it lacks.
    const without = run(`${call()} plan --sandbox`);
    const [wizard = ''] = suggested(without.said, call());
    expect(wizard, without.said).toBe(`${call()} init --sandbox`);
    if (isInstalled)
      expect(run(wizard)).toMatchObject({ status: 64, said: expect.stringContaining('--event') });
    const place = '--project shop --genesys-environment eu-west-1 --region eu-west-1';
    const made = done(
      `${call()} init ${place} --event acd.end --queue "Sales Support" --target sqs:crm --sandbox`,
    );
    const planned = done(next(made));
    expect(planned).toContain('to create');
    if (!isInstalled) {
      expect(next(planned)).toContain('apply');
      return;
    }
    expect(done(`${next(planned)} --auto-approve`)).toContain('crm');
    // What an error says to run.
    const missed = run(`${call()} queue lookup Nobody --sandbox`);
    expect(missed.status).toBe(1);
    const [list = ''] = suggested(missed.said, call());
    expect(list, missed.said).toContain('queue list');
    expect(done(list)).toContain('Sales Support');
  });
});

test('from the packed file on a terminal: init takes every kind of answer; plan, apply, a test event and status follow', async () => {
  const folder = join(ground, 'every-answer');
  mkdirSync(folder);
  const paths = [join(ground, 'global/bin'), SYSTEM].join(':');
  const done = (line: string): string => {
    const { status, said } = inShell(folder, paths, line);
    expect(status, `${line}\n${said}`).toBe(0);
    return said;
  };
  // What an earlier file names as existing is in the sandbox from its first plan on.
  write(join(folder, '.genesysrc.yml'), EARLIER);
  done('gcx plan --sandbox');
  const terminal = new Terminal({
    command: 'gcx init',
    cwd: folder,
    env: { ...environmentIn(folder), PATH: paths },
  });
  await everyAnswer(terminal);
  await eachOffer(terminal, 'function:calls-production-greet', '1 of 2 routes took events');
  expect(await terminal.ended()).toBe(0);
  expect(linesTooLong(terminal.raw.split('What do you want to do next?')[0] ?? '')).toEqual([]);
  expect(parse(readFileSync(join(folder, '.genesysrc.yml'), 'utf8'))).toMatchObject(ANSWERED);
  done('gcx validate --env test');
  expect(done('gcx plan --env production --sandbox')).toContain('No changes');
  expect(done('gcx plan --env test --sandbox')).toContain('calls-ended-test');

  // What `gcx add` asks, for this file.
  const adds = new Terminal({
    command: EVERY_ADD,
    cwd: folder,
    env: { ...environmentIn(folder), PATH: paths },
  });
  await everyAdd(adds);
  expect(await adds.ended()).toBe(0);
  expect(linesTooLong(adds.raw)).toEqual([]);
  expect(parse(readFileSync(join(folder, '.genesysrc.yml'), 'utf8'))).toMatchObject(ADDED);
  expect(done('gcx plan --env training --sandbox')).toContain('SQS queue waiting');
});

/** The file of {@link everyAnswer}. */
const ANSWERED = {
  project: 'calls',
  defaults: { deadLetter: 'dead-letters' },
  logging: { level: 'error' },
  targets: {
    'calls-ended': {
      subscribers: [
        { email: 'team@example.com' },
        { https: 'https://example.com/hook' },
        { lambda: 'crm-sync' },
      ],
    },
    'crm-sync': { lambda: { existing: 'crm-sync' } },
    wall: { sqs: { existing: 'wall' } },
    greet: { processor: { handler: './handlers/greet.ts' } },
    shared: { sns: { existing: 'shared' } },
    audit: {
      arn: 'arn:aws:states:eu-west-1:111122223333:stateMachine:audit',
      role: 'arn:aws:iam::111122223333:role/events',
    },
  },
  routes: {
    ended: {
      events: ['conversation.acd.end', 'conversation.user.end'],
      queues: ['Sales Support', 'Billing', { name: 'Support', division: 'Retail' }, { glob: 'Sales DE*' }],
      where: { mediaType: ['UNKNOWN', 'VOICE'] },
      targets: ['calls-ended', 'wall', 'greet'],
    },
    'conversation-customer-end': {
      events: ['conversation.customer.end'],
      where: { conversationId: ['one', 'two'] },
      targets: ['shared', 'calls-ended', 'audit'],
    },
  },
  environments: { production: {}, test: { genesys: { integration: { suffix: 'qa' } } } },
};

/** What {@link everyAdd} adds. */
const ADDED = {
  targets: { waiting: { sqs: { create: 'waiting' } }, board: { sns: { create: 'board' } } },
  routes: {
    ended: {
      events: [...ANSWERED.routes.ended.events, 'conversation.acw'],
      queues: [...ANSWERED.routes.ended.queues, 'VIP Concierge'],
      targets: [...ANSWERED.routes.ended.targets, 'board'],
    },
    waiting: { events: ['conversation.acd.start'], targets: ['calls-ended', 'waiting', 'board'] },
  },
  environments: {
    ...ANSWERED.environments,
    training: { genesys: { integration: { suffix: 'training' } } },
  },
};

/** What is there before, and overwritten. */
const EARLIER = `version: 1
project: old
genesys: { environment: mypurecloud.ie, organization: 6513270e-269e-4d37-b2a7-4de452e6b438, integration: { suffix: prod } }
aws: { account: "111122223333", region: eu-west-1 }
targets:
  wall: { sqs: { existing: wall } }
  shared: { sns: { existing: shared } }
  crm-sync: { lambda: { existing: crm-sync } }
routes:
  all: { events: [conversation.acd.end], targets: [wall, shared, crm-sync] }
`;

/** The commands that a text suggests, each with its flags and without the sentence around it. */
function suggested(said: string, call: string): readonly string[] {
  return said
    .replaceAll(/\n {9}/g, ' ')
    .split('\n')
    .filter((line) => line.includes(`${call} `))
    .map((line) => {
      const words = line.slice(line.indexOf(`${call} `) + call.length + 1).split(/[" ]/);
      const end = words.findIndex((word) => word === '' || word === 'shows' || word === 'lists');
      return [call, ...(end === -1 ? words : words.slice(0, end))].join(' ');
    });
}

/** Runs a line in a shell, as a person does who has nothing but this path. */
function inShell(folder: string, path: string, line: string): { status: number | null; said: string } {
  const env = {
    // How this machine reaches npm's registry.
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => REACHES_NPM.test(name))),
    npm_config_userconfig: process.env['npm_config_userconfig'] ?? join(homedir(), '.npmrc'),
    ...environmentIn(folder),
    PATH: path,
    npm_config_cache: join(ground, 'npm-cache'),
    npm_config_update_notifier: 'false',
    // npx, too, asks the registry once for what it installs at each call.
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  };
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', line], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
