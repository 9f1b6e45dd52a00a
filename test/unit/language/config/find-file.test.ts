import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GcxError } from '../../../../src/lib/base/gcx-error.js';
import { startRun } from '../../../../src/lib/base/hints/gcx-command.js';
import { loadConfig, loadPlace } from '../../../../src/lib/language/config/index.js';
import { fileWith } from './marked-file.js';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'gcx-find-')));
});
afterEach(() => rmSync(root, { recursive: true }));

function folder(path: string): string {
  mkdirSync(join(root, path), { recursive: true });
  return join(root, path);
}

async function code(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'fine',
    (error: unknown) => (error instanceof GcxError ? error.report.code : String(error)),
  );
}

describe('finding the file', () => {
  test.each(['.genesysrc.yml', '.genesysrc.yaml', '.genesysrc.json', '.genesysrc'])('%s', async (name) => {
    const text = fileWith({}).replace('project: pipe', `project: pipe`);
    const json = JSON.stringify(
      {
        $schema: './x.json',
        version: 1,
        project: 'pipe',
        genesys: {
          region: 'eu-west-1',
          organization: '6513270e-269e-4d37-b2a7-4de452e6b438',
          integration: { suffix: 'prod' },
        },
        aws: { account: '111122223333', region: 'eu-west-1' },
        targets: { inbox: { sqs: { create: 'inbox' } } },
        routes: { sales: { events: ['conversation.acd.end'], targets: ['inbox'] } },
      },
      null,
      '\t',
    );
    writeFileSync(join(root, name), name.endsWith('.json') ? json : text);
    const { config, notices } = await loadConfig({ cwd: root, env: {} });
    expect(config.project).toBe('pipe');
    expect(config.file).toBe(name);
    expect(notices).toEqual([]);
  });

  test.each([
    ['.genesysrc.yml.txt', 'mv .genesysrc.yml.txt .genesysrc.yml'],
    ['genesysrc.yml', 'mv genesysrc.yml .genesysrc.yml'],
    ['.genesysrc.ylm', 'mv .genesysrc.ylm .genesysrc.yml'],
    ['.GenesysRC.yml', 'mv .GenesysRC.yml .genesysrc.yml'],
    ['.genesysrc.yaml.txt', 'mv .genesysrc.yaml.txt .genesysrc.yaml'],
    ['.genesysrc.yml.yml', 'mv .genesysrc.yml.yml .genesysrc.yml'],
    ['.genesysrc.yml~', "mv '.genesysrc.yml~' .genesysrc.yml"],
    ['.genesysrc (1).yml', "mv '.genesysrc (1).yml' .genesysrc.yml"],
    ['.genesysrc.example.yml', 'cp .genesysrc.example.yml .genesysrc.yml'],
  ])('%s is named where there is no other', async (name, command) => {
    writeFileSync(join(root, name), fileWith({}));
    const error = await loadConfig({ cwd: root, env: {} }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(GcxError);
    if (error instanceof GcxError)
      expect(error.report.fix).toBe(
        `There is ${name} here: did you mean that? ${name.includes('example') ? 'Copy it, and make it yours' : 'Rename it'}: ${command}`,
      );
  });

  test('in PowerShell, the command is one of PowerShell', async () => {
    writeFileSync(join(root, '.genesysrc (1).yml'), '');
    startRun('gcx', 'powershell');
    const error = await loadConfig({ cwd: root, env: {} })
      .catch((thrown: unknown) => thrown)
      .finally(() => startRun('gcx'));
    expect(error).toMatchObject({
      report: {
        fix: expect.stringContaining(
          'Rename it: Rename-Item -LiteralPath ".genesysrc (1).yml" -NewName .genesysrc.yml',
        ),
      },
    });
  });

  test.each(['.eslintrc.yml', 'genesys.md', 'package.json', 'README'])('%s is not', async (name) => {
    writeFileSync(join(root, name), '');
    const error = await loadConfig({ cwd: root, env: {} }).catch((thrown: unknown) => thrown);
    if (error instanceof GcxError) expect(error.report.fix).toContain('init');
    expect(error).toBeInstanceOf(GcxError);
  });

  test('a link that leads out of the project, or a pipe, is not read, and nothing of it is shown', async () => {
    folder('clone/.git');
    const clone = folder('clone/deep');
    writeFileSync(join(root, 'credentials'), 'aws_secret_access_key: [abc\n');
    symlinkSync(join(root, 'credentials'), join(root, 'clone/.genesysrc.yml'));
    const refused = await loadConfig({ cwd: clone, env: {} }).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      report: { code: 'config-outside', fix: expect.stringContaining('--config') },
    });
    expect(JSON.stringify(refused)).not.toContain('abc');
    // Whoever names it means it.
    expect(await code(loadConfig({ cwd: clone, env: {}, configFile: '../.genesysrc.yml' }))).not.toBe(
      'config-outside',
    );

    rmSync(join(root, 'clone/.genesysrc.yml'));
    execFileSync('mkfifo', [join(root, 'clone/.genesysrc.yml')]);
    expect(await code(loadConfig({ cwd: clone, env: {} }))).toBe('config-outside');

    rmSync(join(root, 'clone/.genesysrc.yml'));
    writeFileSync(join(root, 'clone/real.yml'), fileWith({}));
    symlinkSync('real.yml', join(root, 'clone/.genesysrc.yml'));
    expect(await code(loadConfig({ cwd: clone, env: {} }))).toBe('fine');
  });

  test('the place of a file with errors in its routes is known; one with errors in its place has none', async () => {
    const bad = fileWith({ route: 'queues: [{ id: 5affb229-7631-4992-b0ce-583505c6af0 }]' });
    writeFileSync(join(root, '.genesysrc.yml'), bad);
    expect(await code(loadConfig({ cwd: root, env: {} }))).toBe('config-invalid');
    expect(await loadPlace({ cwd: root, env: {} })).toMatchObject({
      project: 'pipe',
      aws: { account: '111122223333' },
    });
    writeFileSync(join(root, '.genesysrc.yml'), bad.replace('"111122223333"', '"1111"'));
    expect(await loadPlace({ cwd: root, env: {} })).toBeUndefined();
  });

  test('upwards to the root of the repository, said aloud', async () => {
    folder('.git');
    const deep = folder('a/b');
    writeFileSync(join(root, '.genesysrc.yml'), fileWith({}));
    const { config, notices } = await loadConfig({ cwd: deep, env: {} });
    expect(config.file).toBe('../../.genesysrc.yml');
    expect(notices.join()).toContain('../../.genesysrc.yml');
  });

  test('the nearest wins, and one beside it is named', async () => {
    folder('.git');
    const deep = folder('a');
    writeFileSync(join(root, '.genesysrc.yml'), fileWith({}));
    writeFileSync(join(deep, '.genesysrc.yaml'), fileWith({}).replace('pipe', 'near'));
    writeFileSync(join(deep, '.genesysrc'), fileWith({}).replace('pipe', 'other'));
    const { config, notices } = await loadConfig({ cwd: deep, env: {} });
    expect(config.project).toBe('near');
    expect(notices.join()).toContain('.genesysrc beside it is not read');
  });

  test('never beyond the repository', async () => {
    writeFileSync(join(root, '.genesysrc.yml'), fileWith({}));
    folder('repository/.git');
    expect(await code(loadConfig({ cwd: folder('repository/a'), env: {} }))).toBe('config-not-found');
  });

  test('outside a repository only the current folder', async () => {
    writeFileSync(join(root, '.genesysrc.yml'), fileWith({}));
    expect(await code(loadConfig({ cwd: folder('a'), env: {} }))).toBe('config-not-found');
    expect(await code(loadConfig({ cwd: root, env: {} }))).toBe('fine');
  });

  test('a work tree of git has a file .git', async () => {
    writeFileSync(join(root, '.git'), 'gitdir: elsewhere\n');
    writeFileSync(join(root, '.genesysrc.yml'), fileWith({}));
    expect(await code(loadConfig({ cwd: folder('a'), env: {} }))).toBe('fine');
  });

  test('no code is run: neither a .genesysrc.js nor what cosmiconfig would read for itself', async () => {
    const marker = join(root, 'ran');
    const code = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, ''); module.exports = {};`;
    for (const name of ['.genesysrc.js', '.genesysrc.cjs', 'genesys.config.js'])
      writeFileSync(join(root, name), code);
    folder('.config');
    writeFileSync(join(root, '.config/config.js'), code);
    writeFileSync(
      join(root, 'package.json'),
      JSON.stringify({ cosmiconfig: { searchPlaces: ['.genesysrc.cjs'], mergeSearchPlaces: false } }),
    );
    writeFileSync(join(root, '.genesysrc.yml'), fileWith({}));
    const before = process.cwd();
    process.chdir(root);
    try {
      expect((await loadConfig({ cwd: root, env: {} })).config.file).toBe('.genesysrc.yml');
    } finally {
      process.chdir(before);
    }
    await expect(import('node:fs/promises').then(({ access }) => access(marker))).rejects.toThrow('ENOENT');
  });
});

describe('--config FILE', () => {
  test('a path from the current folder', async () => {
    writeFileSync(join(folder('pipes'), 'mine.yml'), fileWith({}));
    const { config } = await loadConfig({ cwd: root, configFile: 'pipes/mine.yml', env: {} });
    expect(config.file).toBe('pipes/mine.yml');
  });

  test.each([
    ['a file that is not there', 'nothing.yml', 'config-not-found'],
    ['a folder', '.', 'config-unreadable'],
    ['code', 'pipe.mjs', 'config-not-data'],
    ['what is no text', 'binary.yml', 'config-unreadable'],
  ])('%s', async (_, configFile, expected) => {
    writeFileSync(join(root, 'pipe.mjs'), 'throw new Error("ran")');
    writeFileSync(join(root, 'binary.yml'), Buffer.from([0xff, 0xfe, 0x00, 0xd8]));
    expect(await code(loadConfig({ cwd: root, configFile, env: {} }))).toBe(expected);
  });

  test('an empty file says so', async () => {
    writeFileSync(join(root, '.genesysrc.yml'), '');
    const error: unknown = await loadConfig({ cwd: root, env: {} }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ diagnostics: [{ code: 'file-empty' }] });
  });

  test('line ends of Windows and a byte order mark change no place', async () => {
    writeFileSync(
      join(root, '.genesysrc.yml'),
      `\uFEFF${fileWith({ route: 'queues: [911]' }).replaceAll('\n', '\r\n')}`,
    );
    const error: unknown = await loadConfig({ cwd: root, env: {} }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      diagnostics: [
        { code: 'not-text', position: { line: 11, column: 14 }, sourceLine: '    queues: [911]' },
      ],
    });
  });
});
