import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { environmentIn } from '../e2e/gcx.js';
import { firstPipe } from '../harness/terminal/first-pipe.js';
import { Terminal } from '../harness/terminal/terminal.js';

// The packed file is what users install. However they do, what gcx prints runs in the shell and folder where it is read.

const root = fileURLToPath(new URL('../..', import.meta.url));
const ground = realpathSync(mkdtempSync(join(tmpdir(), 'gcx-ways-')));
/** Where node and npm are, and what every system has. */
const SYSTEM = `${dirname(process.execPath)}:/usr/bin:/bin`;
/** Variables with which npm reaches its registry here. */
const REACHES_NPM =
  /^(npm_config_(registry|cafile|proxy|https_proxy)|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|https?_proxy|no_proxy)$/i;
let packed = '';

beforeAll(() => {
  // Its list of files is JSON; the name is what npm gives the package.
  const { status, stdout, stderr } = spawnSync(
    'npm',
    ['pack', '--ignore-scripts', '--json', '--pack-destination', ground],
    { cwd: root, encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  packed = JSON.parse(stdout)[0].filename;
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
}, 300_000);
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
    expect(done(`${call()} --version`)).toContain('genesys-gcx/');
    // Without a file: what it says to run is a wizard, which has nobody to ask here, but names what it lacks.
    const without = run(`${call()} plan --sandbox`);
    const [wizard = ''] = suggested(without.said, call());
    expect(wizard, without.said).toBe(`${call()} init --sandbox`);
    expect(run(wizard)).toMatchObject({ status: 64, said: expect.stringContaining('--event') });
    const place = '--project shop --genesys-environment eu-west-1 --region eu-west-1';
    const made = done(
      `${call()} init ${place} --event acd.end --queue "Sales Support" --target sqs:crm --sandbox`,
    );
    const planned = done(next(made));
    expect(planned).toContain('to create');
    // npx installs the packed file at each call; what follows is the same.
    if (call().startsWith('npx --yes')) {
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

test('from the packed file on a terminal: init asks, plans, applies, sends a test event and shows the status', async () => {
  const folder = join(ground, 'on-a-terminal');
  mkdirSync(folder);
  const paths = [join(ground, 'global/bin'), SYSTEM].join(':');
  const terminal = new Terminal({
    command: 'gcx init --sandbox',
    cwd: folder,
    env: { ...environmentIn(folder), PATH: paths },
  });
  await firstPipe(terminal);
  expect(await terminal.ended()).toBe(0);
  for (const [line, says] of [
    ['gcx validate', '.genesysrc.yml'],
    ['gcx plan --sandbox', 'No changes'],
    ['gcx status --sandbox', 'conversation-acd-end'],
  ] as const) {
    const { status, said } = inShell(folder, paths, line);
    expect(status, said).toBe(0);
    expect(said).toContain(says);
  }
});

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
