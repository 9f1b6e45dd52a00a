import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { head, Project, run } from './gcx.js';

const folder = new Project().folder;
const gcx = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run(argv, { cwd: folder, env });

describe('the command line', () => {
  it('gives its version', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const flag of ['--version', '-v']) {
      const { code, stdout } = await gcx([flag]);
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringContaining(`genesys-gcx/${version} `),
      });
    }
  });

  it('answers -h, help and version as people type them', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const root = await gcx(['--help']);
    expect(root).toMatchObject({ code: 0, stderr: '' });
    for (const argv of [['-h'], ['help'], []]) expect(await gcx(argv)).toEqual(root);
    const groups = root.stdout.match(/^[A-Z][A-Z ]+$/gm);
    expect(groups).toEqual(['USAGE', 'START', 'LOOK', 'CHANGE', 'WHEN SOMETHING IS WRONG', 'SANDBOX']);
    const plan = await gcx(['plan', '--help']);
    expect(plan.stdout).toContain('  $ gcx plan [FLAGS]\n');
    expect(plan.stdout).toContain('-e, --env=NAME');
    expect(plan.stdout).toContain('-c, --config=FILE');
    for (const argv of [
      ['plan', '-h'],
      ['help', 'plan'],
      ['-h', 'plan'],
    ])
      expect(await gcx(argv)).toEqual(plan);
    // A flag that can be repeated has no default to show.
    expect((await gcx(['add', 'route', '--help'])).stdout).toMatch(/--queue=NAME\.\.\.\s+Only events/);
    expect((await gcx(['help', 'plna'])).stderr).toContain('Did you mean gcx plan?');
    expect((await gcx(['version'])).stdout).toMatch(
      new RegExp(`^genesys-gcx/${version} \\S+ node-v[\\d.]+\n$`),
    );
    expect(JSON.parse((await gcx(['version', '--json'])).stdout)).toMatchObject({
      schemaVersion: 1,
      version,
    });
  });

  it('warns before anything is sent where no certificate is checked, but not of the sandbox', async () => {
    const unchecked = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    const { stderr, stdout } = await gcx(['whoami', '--json'], unchecked);
    expect(stderr).toContain('Warning: NODE_TLS_REJECT_UNAUTHORIZED=0 is set');
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
    const ofSandbox = await gcx(['queue', 'list', '--sandbox'], unchecked);
    expect(ofSandbox.stderr).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED');
  });

  it("knows people's words for event types", async () => {
    const { stdout } = await gcx(['event-type', 'list', '--search', 'hang up']);
    expect(stdout).toMatch(/^conversation\.customer\.end /m);
    expect(stdout).not.toContain('users.presence');
  });

  it('prints the example file for those who have only gcx', async () => {
    const { stdout, code } = await gcx(['schema', '--example']);
    expect({ stdout, code }).toEqual({ stdout: readFileSync('.genesysrc.example.yml', 'utf8'), code: 0 });
    const refused = await gcx(['schema', 'plan', '--example']);
    expect(refused.code).toBe(64);
    expect(refused.stderr).toContain('there is none of plan');
  });

  it('explains every command with an example', async () => {
    const manifest = JSON.parse(readFileSync('oclif.manifest.json', 'utf8'));
    const ours = Object.values<{ id: string; summary?: string; examples?: unknown[] }>(
      manifest.commands,
    ).filter(({ id }) => !/^(help|autocomplete)/.test(id));
    expect(ours.length).toBeGreaterThan(15);
    for (const { id, summary, examples } of ours) {
      expect({ id, summary: summary !== undefined, examples: (examples ?? []).length > 0 }).toEqual({
        id,
        summary: true,
        examples: true,
      });
    }
  });

  it.each([
    [['plan', '--evn', 'x'], 'gcx plan has no flag --evn.', 'Did you mean --env?'],
    [['plna'], 'gcx has no command "plna".', 'Did you mean gcx plan?'],
    [['event-type', 'lits'], 'gcx has no command "event-type lits".', 'Did you mean gcx event-type list'],
    [['validate', 'extra'], 'gcx validate takes no argument "extra".', 'gcx validate --help'],
    [['plan', '--format', 'html'], '--format: "html" is not text or markdown.', 'gcx plan --help'],
    [
      ['plan', '--format', 'markdwn'],
      '--format: "markdwn" is not text or markdown.',
      'Did you mean --format markdown?',
    ],
    [
      ['sandbox', 'emit', 'acd.end', '--count', 'x'],
      '--count: "x" is not a whole number.',
      'gcx sandbox emit --help',
    ],
    [['diff', 'x'], 'gcx has no command "diff x".', 'In gcx, that is gcx plan or gcx drift.'],
    [['plna', '--help'], 'gcx has no command "plna".', 'Did you mean gcx plan?'],
    [['dashboards', 'list'], 'gcx has no command "dashboards list".', "You may want Grafana's gcx"],
    [
      ['--env', 'a b', 'queue', 'list'],
      'The command comes first, before --env.',
      "gcx queue list --env 'a b'",
    ],
    [['-x'], 'gcx has no flag -x.', 'gcx --help lists the commands.'],
    [['plan', '-e'], '--env needs a value.', 'gcx plan --help'],
    [
      ['queue', 'lookup'],
      'gcx queue lookup needs NAME: Name or id of a queue; several are allowed.',
      'For example: gcx queue lookup "Sales Support"',
    ],
  ])('answers %j with what was meant, exit code 64, with and without --json', async (argv, what, fix) => {
    const text = await gcx(argv);
    expect(text.code).toBe(64);
    expect(text.stdout).toBe('');
    expect(text.stderr).toContain(`Error: ${what}\n`);
    expect(text.stderr).toContain(fix);
    const json = await gcx([...argv, '--json']);
    expect(json.code).toBe(64);
    expect(JSON.parse(json.stdout)).toMatchObject({
      schemaVersion: 1,
      error: { code: 'usage', what, fix: expect.stringContaining(fix) },
    });
    expect(json.stdout.length).toBeLessThan(1_000);
  });

  it('ends in peace when its reader goes away', async () => {
    const child = spawn(process.execPath, [resolve('bin/gcx.js'), 'event-type', 'list'], { cwd: folder });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => {
      stderr += text.toString();
    });
    const code = await new Promise((done) => child.once('close', done));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('colours only where colour is wanted', async () => {
    const colored = async (env: Readonly<Record<string, string>>): Promise<boolean> =>
      (await gcx(['plna'], env)).stderr.includes('\u001b[');
    expect(await colored({ NO_COLOR: '' })).toBe(false);
    expect(await colored({ FORCE_COLOR: '1' })).toBe(true);
    expect(await colored({ FORCE_COLOR: '0' })).toBe(false);
  });

  it('prints completion for bash', async () => {
    const home = mkdtempSync(join(tmpdir(), 'gcx-home-'));
    const { code } = await gcx(['autocomplete', 'bash', '--refresh-cache'], {
      HOME: home,
      XDG_CACHE_HOME: join(home, '.cache'),
      SHELL: '/bin/bash',
    });
    expect(code).toBe(0);
    const script = await gcx(['autocomplete', 'script', 'bash'], {
      HOME: home,
      XDG_CACHE_HOME: join(home, '.cache'),
      SHELL: '/bin/bash',
    });
    expect(script.stdout).toContain('GCX_AC_BASH_SETUP_PATH');
    const functions = readFileSync(
      join(home, '.cache/genesys-gcx/autocomplete/functions/bash/gcx.bash'),
      'utf8',
    );
    expect(functions).toContain('plan ');
    expect(functions).toContain('--detailed-exitcode');
  });
});

describe('what a command loads', () => {
  const project = new Project(`${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  sales: { events: [conversation.acd.end], targets: [inbox] }
`);
  const sdk = /^(@aws-sdk\/|@smithy\/|purecloud-platform-client)/;

  /** The packages in the files that Node loaded, from the coverage that it writes. */
  async function loadedPackages(argv: readonly string[]): Promise<readonly string[]> {
    const coverage = mkdtempSync(join(tmpdir(), 'gcx-loaded-'));
    const { code } = await run(argv, { cwd: project.folder, env: { NODE_V8_COVERAGE: coverage } });
    expect(code).toBe(0);
    const packages: Readonly<Record<string, readonly string[]>> = JSON.parse(
      readFileSync('dist/packages.json', 'utf8'),
    );
    const dist = resolve('dist');
    const files = readdirSync(coverage).flatMap((name): string[] =>
      JSON.parse(readFileSync(join(coverage, name), 'utf8'))
        .result.map(({ url }: { url: string }) => url)
        .filter((url: string) => url.startsWith('file:'))
        .map((url: string) => fileURLToPath(url)),
    );
    expect(files).toContain(join(dist, 'cli.js'));
    // What is not bundled would be found here by its own path.
    const unbundled = files.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
    return [...files.flatMap((file) => packages[file.slice(dist.length + 1)] ?? []), ...unbundled];
  }

  it('is neither SDK for --help and validate', async () => {
    expect((await loadedPackages(['--help'])).filter((name) => sdk.test(name))).toEqual([]);
    const validate = await loadedPackages(['validate']);
    expect(validate.filter((name) => sdk.test(name))).toEqual([]);
    expect(validate).toContain('zod');
  });

  it('is both SDKs for plan, so that the test above can fail', async () => {
    const loaded = await loadedPackages(['plan', '--sandbox']);
    expect(loaded).toContain('purecloud-platform-client-v2');
    expect(loaded).toContain('@aws-sdk/client-eventbridge');
  });

  it('is no validation, YAML or questions for --help', async () => {
    const loaded = await loadedPackages(['--help']);
    expect(
      loaded.filter((name) => /^(zod|yaml|inquirer|@inquirer|cosmiconfig|typescript)/.test(name)),
    ).toEqual([]);
  });
});

it('without a terminal nobody is asked, and what would show it first is said', async () => {
  const project = new Project(`${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`);
  const told = async (command: string) => {
    const { code, stderr } = await project.sandbox(command);
    expect(code, stderr).toBe(64);
    return stderr.replaceAll(/\s+/g, ' ');
  };
  expect(await told('apply')).toContain(
    'Look at the plan first (gcx plan --sandbox), then give --auto-approve.',
  );
  // `gcx plan` shows what an apply does, which is something else.
  const destroy = await told('destroy');
  expect(destroy).toContain(
    'Run the command on a terminal, which shows what is deleted before it asks for confirmation',
  );
  expect(destroy).not.toContain('gcx plan');
});
