import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { documentOf, head, Project } from './gcx.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const queueId = '5affb229-7631-4992-b0ce-583505c6af07';
const HANDLER = `import { defineHandler } from 'genesys-gcx/processor';
export default defineHandler((event, { logger }) => logger.info(event.eventType));
`;
const file = `${head()}
targets:
  crm: { sqs: { create: crm } }
  sales:
    processor:
      handler: ./handlers/sales.ts
      only: { queues: ["Sales Support"] }
routes:
  left: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [crm, sales] }
`;

/** A project with a handler. */
function projectWith(text: string, handlers: Readonly<Record<string, string>> = {}): Project {
  const project = new Project(text);
  for (const [name, source] of Object.entries(handlers)) {
    mkdirSync(dirname(join(project.folder, name)), { recursive: true });
    project.write(name, source);
  }
  return project;
}

describe('gcx processor build', () => {
  const given = `--queue-id 'Sales Support=${queueId}'`;

  test('needs neither side, and gives the same zip for the same files anywhere', async () => {
    const built = await Promise.all(
      [1, 2].map(async () => {
        const project = projectWith(file, { 'handlers/sales.ts': HANDLER });
        const outcome = await project.gcx(`processor build sales ${given} --json`);
        expect(outcome.code, outcome.stderr).toBe(0);
        return { document: documentOf(outcome), zip: readFileSync(join(project.folder, '.gcx/sales.zip')) };
      }),
    );
    const [one, other] = built;
    expect(other?.document).toEqual(one?.document);
    expect(one?.document).toMatchObject({
      processor: 'sales',
      handler: 'index.handler',
      zipBytes: one?.zip.byteLength,
      codeSha256: createHash('sha256')
        .update(one?.zip ?? '')
        .digest('base64'),
      file: '.gcx/sales.zip',
    });
    expect(one?.document.zipBytes).toBeLessThan(800_000);
    const paths: readonly string[] = one?.document.modules.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        'handlers/sales.ts',
        'genesys-gcx/settings.json',
        'genesys-gcx/processor/runtime.js',
      ]),
    );
  });

  test('a queue that nobody knows is told, with how to name it', async () => {
    const { code, stderr } = await projectWith(file, { 'handlers/sales.ts': HANDLER }).gcx(
      'processor build sales',
    );
    expect(code).toBe(1);
    expect(stderr).toContain('--queue-id "Sales Support=ID"');
  });

  test('queues come from the sandbox, the zip goes where it shall, and what takes the room is shown', async () => {
    const project = projectWith(file, { 'handlers/sales.ts': HANDLER });
    const { stdout } = await project.done('processor build sales --out build/a.zip');
    expect(stdout).toMatch(/Built sales: \d+\.\d KB zipped\n {2}your code +0\.\d KB\n/);
    expect(stdout).toContain('@aws-sdk/client-dynamodb');
    expect(stdout).toContain('Wrote build/a.zip.');
    expect(existsSync(join(project.folder, 'build/a.zip'))).toBe(true);
    expect(project.journal().filter(({ service }) => service !== 'genesys')).toEqual([]);
  });

  test.each([
    [{}, 'is not there', 'gcx processor init sales'],
    [{ 'handlers/sales.ts': 'export default (=> 1;' }, 'handlers/sales.ts:1:', ''],
    [
      { 'handlers/sales.ts': "import 'left';\nexport default () => {};" },
      'handlers/sales.ts:1:8',
      'npm install left',
    ],
    [{ 'handlers/sales.ts': 'export const handle = 1;' }, 'no default export', 'defineHandler'],
  ])('a handler that cannot be built: %j', async (handlers, says, fix) => {
    const { code, stderr, stdout } = await projectWith(file, handlers).gcx(`processor build sales ${given}`);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain(says);
    expect(stderr).toContain(fix);
  });

  test('a handler that reads what is not of the project is refused, and nothing of it is shown', async () => {
    const project = projectWith(file, {
      'handlers/sales.ts':
        "import all from '/proc/self/environ' with { type: 'text' };\nexport default () => all;\n",
    });
    const env = { GENESYSCLOUD_OAUTHCLIENT_SECRET: 'not-for-any-zip' };
    const { code, stderr, stdout } = await project.gcx(`processor build sales ${given} --offline`, { env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/environ is outside of the project[\s\S]*handlers\/sales\.ts:1:17/);
    expect(existsSync(join(project.folder, '.gcx/sales.zip'))).toBe(false);
    project.write('handlers/sales.ts', HANDLER);
    project.write('tsconfig.json', '{ "extends": "/proc/self/environ" }');
    const extended = await project.gcx(`processor build sales ${given} --offline`, { env });
    expect(extended.code).toBe(1);
    expect(extended.stderr).toContain('/proc/self/environ, which tsconfig.json extends, ');
    expect(stdout + stderr + extended.stdout + extended.stderr).not.toMatch(/not-for-any-zip|HOME=/);
  });
});

describe('gcx processor init', () => {
  const before = `${head()}
targets:
  crm: { sqs: { create: crm } } # the CRM
routes:
  left: { events: [conversation.acd.end], targets: [crm] }
`;

  test('writes handler, test and configuration, which type-check, pass, validate and build', async () => {
    const project = new Project(before);
    const { stdout } = await project.gcx('processor init sales --route left');
    expect(stdout).toContain(
      'Wrote ./handlers/sales.ts.\nWrote ./handlers/sales.test.ts.\nAdded the processor',
    );
    expect(stdout).toContain('\n     gcx processor build sales\n     gcx plan\n');
    expect(project.read('.genesysrc.yml')).toContain('crm } } # the CRM\n  sales:\n    processor:\n');
    expect((await project.gcx('validate')).code).toBe(0);
    expect((await project.gcx('processor build sales')).code).toBe(0);
    install(project);
    expect(typeErrors(join(project.folder, 'handlers/sales.test.ts'))).toEqual([]);
    const { status, stdout: said } = spawnSync(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', project.folder],
      { cwd: project.folder, encoding: 'utf8', env: { PATH: process.env['PATH'], NO_COLOR: '1' } },
    );
    expect(status, said).toBe(0);
    expect(said).toContain('1 passed');
  });

  test('overwrites nothing, neither files nor configuration', async () => {
    const project = projectWith(before, { 'handlers/sales.ts': HANDLER });
    expect((await project.gcx('processor init sales')).stdout).toContain(
      './handlers/sales.ts was there already',
    );
    expect(project.read('handlers/sales.ts')).toBe(HANDLER);
    const once = project.read('.genesysrc.yml');
    const again = documentOf(await project.gcx('processor init sales --json'));
    expect(again).toMatchObject({ written: [], configuration: 'there' });
    const told = (await project.gcx('processor init sales --route left')).stdout;
    expect(told).toContain("Add sales to the route's targets in .genesysrc.yml yourself.");
    expect(told).toContain('\n     npx vitest run ./handlers/sales.test.ts\n');
    expect(told.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(project.read('.genesysrc.yml')).toBe(once);
    expect((await project.gcx('processor init crm')).code).toBe(1);
    expect((await project.gcx('processor init "a b"')).code).toBe(64);
    expect((await project.gcx('processor init more --route lest')).stderr).toContain('Did you mean left?');
  });

  test('a file with an alias for its targets stays, and the lines are shown', async () => {
    const text = before.replace(
      /targets:\n.*\n/,
      'targets: &all { crm: { sqs: { create: crm } } }\ntags: *all\n',
    );
    const project = new Project(text);
    const { stdout } = await project.gcx('processor init sales');
    expect(stdout).toContain('  sales:\n    processor:\n      handler: ./handlers/sales.ts\n');
    expect(project.read('.genesysrc.yml')).toBe(text);
    expect(existsSync(join(project.folder, 'handlers/sales.test.ts'))).toBe(true);
  });
});

/** What `npm install --save-dev genesys-gcx vitest` does. */
function install(project: Project): void {
  mkdirSync(join(project.folder, 'node_modules'));
  project.write('package.json', '{ "type": "module" }');
  for (const [name, target] of [
    ['genesys-gcx', root],
    ['vitest', join(root, 'node_modules/vitest')],
  ] as const) {
    symlinkSync(target, join(project.folder, 'node_modules', name));
  }
}

function typeErrors(source: string): readonly string[] {
  const program = ts.createProgram([source], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
  });
  return ts.getPreEmitDiagnostics(program).map(({ file: at, messageText }) => {
    return `${at?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
  });
}
