import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { environmentIn } from '../e2e/gcx.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A folder of its own, far from the clone: in it gcx is installed, and nothing else. */
const folder = mkdtempSync(join(tmpdir(), 'gcx-installed-'));
const HANDLER = `import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler((event, { logger, metrics }) => {
  logger.info('seen', { queue: event.queueName ?? '' });
  metrics.count('Seen');
});
`;

/** A test of a handler, as the documentation has it. */
const FIVE_LINES = [
  "import { sampleEvent, testContext } from 'genesys-gcx/processor/testing';",
  "import handler from './seen.mjs';",
  'const context = testContext();',
  "await handler(sampleEvent('conversation.acd.end', { queueName: 'Sales' }), context);",
  'console.log(JSON.stringify([context.logged, context.counted]));',
];

beforeAll(() => {
  const { status, stdout, stderr } = node(
    [join(root, 'bench/install.mjs'), '--check', '--into', folder, '--packed', inject('packed')],
    {
      ...process.env,
    },
  );
  expect(status, stdout + stderr).toBe(0);
  expect(stdout).toMatch(/^packages +\d+ +limit 75 +ok\nmegabytes on disk +\d+ +limit 60 +ok$/m);
});
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }));

test('what it says of itself: version, help of all commands, completion', () => {
  expect(gcx(['--version'])).toMatch(/^genesys-gcx\/\d/);
  expect(gcx(['--help'])).toContain('WHEN SOMETHING IS WRONG');
  expect(gcx(['help', 'processor', 'build'])).toContain('--out');
  expect(gcx(['autocomplete', 'script', 'bash'], { SHELL: '/bin/bash' })).toContain('GCX_AC_BASH');
  gcx(['autocomplete', 'create']);
  const completions = join(folder, '.cache/genesys-gcx/autocomplete/functions');
  const { stdout } = spawnSync(
    'bash',
    ['-c', `source ${completions}/bash/gcx.bash; complete -p gcx genesys-gcx`],
    {
      encoding: 'utf8',
    },
  );
  expect(stdout).toBe('complete -F _gcx_autocomplete gcx\ncomplete -F _gcx_autocomplete genesys-gcx\n');
  // The one line that zsh reads of it when it starts.
  expect(readFileSync(join(completions, 'zsh/_gcx'), 'utf8')).toMatch(/^#compdef gcx genesys-gcx\n/);
  expect(readFileSync(join(completions, 'powershell/gcx.ps1'), 'utf8')).toContain('@("genesys-gcx","gcx")');
  expect(JSON.parse(gcx(['schema']))).toHaveProperty('properties.routes');
});

test('the demo: everything happens as told', () => {
  // The whole story is told in test/e2e/demo.test.ts, with the same code.
  const said = gcx(['demo']);
  const [, held, claims] = /^(\d+) of (\d+) steps had the expected result/m.exec(said) ?? [];
  expect(Number(claims)).toBeGreaterThan(6);
  expect(held).toBe(claims);
});

test('from nothing to a processor that handled an event', () => {
  const sandbox = ['--sandbox'];
  const place = ['--project', 'shop', '--genesys-environment', 'eu-west-1', '--region', 'eu-west-1'];
  const route = ['--event', 'acd.end', '--queue', 'Sales Support', '--target', 'sqs:crm', '--route', 'left'];
  gcx(['init', ...place, ...route, ...sandbox]);
  expect(gcx(['validate'])).toContain('.genesysrc.yml');
  gcx(['processor', 'init', 'sales', '--route', 'left']);
  write('handlers/sales.ts', HANDLER);
  expect(gcx(['apply', '--auto-approve', ...sandbox])).toContain('sales');
  expect(gcx(['plan', ...sandbox])).toContain('No changes');
  const emitted = JSON.parse(gcx(['sandbox', 'emit', 'acd.end', '--queue', 'Sales Support', '--json']));
  expect(emitted.events).toHaveLength(1);
  expect(gcx(['processor', 'logs', 'sales', ...sandbox])).toMatch(/INFO +seen\n[\s\S]*queue="?Sales Support/);
});

test('the zip of a processor is, byte for byte, what this clone builds', () => {
  const build = ['processor', 'build', 'sales', '--sandbox', '--out'];
  gcx([...build, 'installed.zip']);
  const { status, stderr } = node([join(root, 'bin/gcx.js'), ...build, 'clone.zip']);
  expect(status, stderr).toBe(0);
  const [installed, clone] = ['installed.zip', 'clone.zip'].map((name) => readFileSync(join(folder, name)));
  expect(installed?.byteLength).toBeGreaterThan(100_000);
  expect(installed?.equals(clone ?? Buffer.of())).toBe(true);
});

test('a copy without the packages of a zip is told as such', () => {
  const packages = join(folder, 'node_modules/genesys-gcx/dist/node_modules');
  renameSync(packages, `${packages}.away`);
  const build = ['processor', 'build', 'sales', '--sandbox', '--out', 'none.zip'];
  const { status, stderr } = node([join(folder, 'node_modules/.bin/gcx'), ...build]);
  renameSync(`${packages}.away`, packages);
  expect(status).toBe(1);
  expect(stderr).toMatch(/gcx is not installed completely: \S+dist\/node_modules is missing\.\n +fix: /);
});

test('handlers have types and, in their tests, the code of genesys-gcx/processor', () => {
  const ended = HANDLER.replace('defineHandler(', "defineHandler<'conversation.acd.end'>(");
  const errors = typeErrors({
    'handlers/typed.ts': HANDLER,
    'handlers/wrong.ts': HANDLER.replace('event.queueName', 'event.nowhere'),
    'handlers/body.ts': ended.replace('event.queueName', 'event.body.acdOutcome'),
    'handlers/body-wrong.ts': ended.replace('event.queueName', 'event.body.acdOutcom'),
    'handlers/seen.ts': HANDLER,
    'handlers/five.ts': [...FIVE_LINES.slice(0, 4), 'context.counted satisfies object;']
      .join('\n')
      .replace('.mjs', '.js'),
  });
  expect(errors).toEqual({
    'handlers/wrong.ts': [expect.stringContaining("'nowhere'")],
    'handlers/body-wrong.ts': [expect.stringContaining("'acdOutcom'")],
  });
  const { status, stdout, stderr } = node([
    '--input-type=module',
    '--eval',
    "import { defineHandler } from 'genesys-gcx/processor'; console.log(defineHandler(() => 'called')());",
  ]);
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: 'called\n', stderr: '' });
});

test('a test of a handler in five lines runs from the packed files', () => {
  write('handlers/seen.mjs', HANDLER);
  write('handlers/five.mjs', FIVE_LINES.join('\n'));
  const { status, stdout, stderr } = node(['handlers/five.mjs']);
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: '[[{"level":"info","message":"seen","fields":{"queue":"Sales"}}],{"Seen":1}]\n',
    stderr: '',
  });
});

/** Runs the installed gcx, which must end well; gives what it wrote. */
function gcx(args: readonly string[], env: Readonly<Record<string, string>> = {}): string {
  const { status, stdout, stderr } = node([join(folder, 'node_modules/.bin/gcx'), ...args], {
    ...environmentIn(folder),
    ...env,
  });
  expect(status, `gcx ${args.join(' ')}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

function node(args: readonly string[], env: NodeJS.ProcessEnv = environmentIn(folder)) {
  return spawnSync(process.execPath, args, { cwd: folder, env, encoding: 'utf8' });
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
}

/**
 * The errors of files of handlers, by the files that have some: as for a user who checks the types of libraries, too, and has
 * none of Node.js's. All at once, as the types of the language and of the bodies are read for each program.
 */
function typeErrors(files: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> {
  for (const [name, text] of Object.entries(files)) write(name, text);
  const paths = Object.keys(files).map((name) => join(folder, name));
  const program = ts.createProgram(paths, {
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: [],
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
  });
  const errors: Record<string, string[]> = {};
  for (const { file, messageText } of ts.getPreEmitDiagnostics(program)) {
    const name = file === undefined ? 'the program' : relative(folder, file.fileName);
    errors[name] = [...(errors[name] ?? []), ts.flattenDiagnosticMessageText(messageText, '\n')];
  }
  return errors;
}
