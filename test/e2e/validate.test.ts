import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { run } from './gcx.js';

const project = fileURLToPath(new URL('../..', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gcx-validate-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the built gcx in the folder, without the variables of the machine. */
async function gcx(args: readonly string[], env: Readonly<Record<string, string>> = {}, ownProcess = false) {
  const { code: status, stdout, stderr } = await run(args, { cwd: folder, env, ownProcess });
  return { status, stdout, stderr };
}

/** Copies the example into the folder, with its handler. */
function copyExample(): void {
  copyFileSync(join(project, '.genesysrc.example.yml'), join(folder, '.genesysrc.yml'));
  cpSync(join(project, 'config/handlers'), join(folder, 'config/handlers'), { recursive: true });
}

describe('gcx validate', () => {
  test('the example: valid in every environment, one line', async () => {
    copyExample();
    const { status, stdout, stderr } = await gcx(['validate']);
    expect(stdout).toBe(
      '✓ .genesysrc.yml is valid: 2 routes, 3 event types, 8 targets in production, test.\n',
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  test('problems: each with its place, the line, a caret and a fix; exit 1', async () => {
    const example = readFileSync(join(project, '.genesysrc.example.yml'), 'utf8');
    copyExample();
    writeFileSync(
      join(folder, '.genesysrc.yml'),
      example
        .replace('- conversation.acd.end', '- conversation.end')
        .replace('- "Sales Support"', '- Support #2'),
    );
    const { status, stdout } = await gcx(['validate']);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^\.genesysrc\.yml:\d+:9: error: "conversation\.end" is not an event type\./);
    expect(stdout).toMatch(
      /\n +\d+ \| +- conversation\.end\n +\| +\^{16}\n +fix: Write conversation\.acd\.end/,
    );
    expect(stdout).toMatch(
      /\n +\d+ \| +- Support #2\n +\| +\^{10}\n +fix: Put all of it in quotes: "Support #2"/,
    );
    expect(stdout).toMatch(/✗ \.genesysrc\.yml: 2 errors\.\n$/);
  });

  test('a handler that is not there: its place, and the command that writes one; exit 1', async () => {
    copyFileSync(join(project, '.genesysrc.example.yml'), join(folder, '.genesysrc.yml'));
    const { status, stdout } = await gcx(['validate']);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^\.genesysrc\.yml:\d+:16: error: There is no file \.\/config\/handlers\/sales\.ts/,
    );
    expect(stdout).toContain('gcx processor init sales-processor');
  });

  test('--json: one document, exit 1 as well', async () => {
    writeFileSync(join(folder, '.genesysrc.yml'), 'version: 1\nclientSecret: hunter2hunter2\n');
    const { status, stdout, stderr } = await gcx(['validate', '--json']);
    const document = JSON.parse(stdout);
    expect(document).toMatchObject({ schemaVersion: 1, file: '.genesysrc.yml', valid: false });
    expect(document.problems).toContainEqual(
      expect.objectContaining({
        severity: 'error',
        code: 'credential',
        position: { file: '.genesysrc.yml', line: 2, column: 1, length: 12 },
      }),
    );
    expect(stdout + stderr).not.toContain('hunter2');
    expect(status).toBe(1);
  });

  test('no file: says where it looked and what to run', async () => {
    const { status, stderr } = await gcx(['validate']);
    expect(status).toBe(1);
    expect(stderr).toContain('gcx init');
    expect(stderr).toContain('--config');
  });

  test('an unknown environment: near ones', async () => {
    copyExample();
    expect((await gcx(['validate', '--env', 'tset'])).stderr).toContain('--env test');
    expect((await gcx(['validate'], { GENESYS_GCX_ENV: 'test' })).stdout).toContain('8 targets.\n');
  });
});

describe('gcx schema', () => {
  test('prints the committed JSON Schema', async () => {
    // In a process of its own: all of a long text must have left it when it ends.
    const { status, stdout } = await gcx(['schema'], {}, true);
    expect(stdout).toBe(readFileSync(join(project, 'config/genesysrc.schema.json'), 'utf8'));
    expect(status).toBe(0);
  });
});
