import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcx, projectFolder, smallFile } from './run-gcx.js';

const onSandbox = ['--sandbox'];

/** Runs gcx on the sandbox and reads its one JSON document. */
async function json(cwd: string, ...argv: readonly string[]) {
  const { code, stdout } = await gcx([...argv, ...onSandbox, '--json'], { cwd });
  const document = JSON.parse(stdout);
  expect(document.schemaVersion).toBe(1);
  return { code, document };
}

const edit = (cwd: string, change: (text: string) => string): void => {
  const file = join(cwd, '.genesysrc.yml');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
};

describe('plan and apply on the sandbox', () => {
  it('converge: plan, apply, no changes, no writes', async () => {
    const cwd = projectFolder(smallFile);
    const first = await gcx(['plan', ...onSandbox], { cwd });
    expect(first.code).toBe(0);
    expect(first.stdout).toMatch(
      /^File {5}\.genesysrc\.yml\nGenesys {2}Acme, mypurecloud\.ie, organization 6513270e \(sandbox\)\n/,
    );
    expect(first.stdout).toContain('  + rule events-sales-1\n');
    expect(first.stdout).toMatch(
      /\nPlan: \d+ to create, 0 to change, 0 to delete, 0 unchanged\.\nNext: gcx apply --sandbox\n$/,
    );

    const apply = await gcx(['apply', ...onSandbox, '--auto-approve'], { cwd });
    expect(apply.code).toBe(0);
    expect(apply.stdout).toMatch(/\nApplied: \d+ changes done\.\n$/);
    expect(apply.stderr).toMatch(/^\[\s*\d+\/\d+\] \+ .*: done$/m);

    const since = new Date().toISOString();
    const again = await gcx(['plan', ...onSandbox, '--detailed-exitcode'], { cwd });
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('No changes. All ');
    expect((await gcx(['apply', ...onSandbox, '--auto-approve'], { cwd })).code).toBe(0);
    const journal = await gcx(['sandbox', 'journal', '--writes', '--since', since, '--json'], { cwd });
    expect(JSON.parse(journal.stdout).calls).toEqual([]);
  });

  it('gives exit code 2 for changes only with --detailed-exitcode, with and without --json', async () => {
    const cwd = projectFolder(smallFile);
    expect((await gcx(['plan', ...onSandbox, '--detailed-exitcode'], { cwd })).code).toBe(2);
    const { code, document } = await json(cwd, 'plan', '--detailed-exitcode');
    expect(code).toBe(2);
    expect(document.counts.create).toBeGreaterThan(0);
    expect((await json(cwd, 'plan')).code).toBe(0);
  });

  it('carries out a saved plan, and refuses it once it is stale', async () => {
    const cwd = projectFolder(smallFile);
    const saved = await gcx(['plan', ...onSandbox, '--out', 'plan.json'], { cwd });
    expect(saved.stdout).toContain('Next: gcx apply plan.json\n');
    // The saved plan holds the file: what it says now plays no part.
    edit(cwd, () => 'nonsense');
    expect((await gcx(['apply', 'plan.json', '--auto-approve'], { cwd })).code).toBe(0);
    const stale = await gcx(['apply', 'plan.json', '--auto-approve'], { cwd });
    expect(stale.code).toBe(5);
    expect(stale.stderr).toContain('stale');
    const document = JSON.parse(
      (await gcx(['apply', 'plan.json', '--auto-approve', '--json'], { cwd })).stdout,
    );
    expect(document).toMatchObject({ schemaVersion: 1, error: { code: 'stale-plan' } });
    const both = await gcx(['apply', 'plan.json', '--auto-approve', ...onSandbox], { cwd });
    expect(both.code).toBe(64);
    expect(both.stderr).toContain('--sandbox cannot be given with it');
  });

  it('deletes with a reason, and refuses to delete an SQS queue that holds messages', async () => {
    const cwd = projectFolder(smallFile);
    expect((await gcx(['apply', ...onSandbox, '--auto-approve'], { cwd })).code).toBe(0);
    await gcx(['sandbox', 'emit', 'conversation.acd.end', '--queue', 'Sales Support'], { cwd });
    const destroy = await gcx(['destroy', ...onSandbox, '--auto-approve'], { cwd });
    expect(destroy.code).toBe(5);
    expect(destroy.stdout).toContain('Refused');
    expect(destroy.stdout).toContain('--force');
    const since = new Date().toISOString();
    expect((await json(cwd, 'destroy', '--auto-approve')).code).toBe(5);
    const journal = await gcx(['sandbox', 'journal', '--writes', '--since', since, '--json'], { cwd });
    expect(JSON.parse(journal.stdout).calls).toEqual([]);
    const forced = await json(cwd, 'destroy', '--auto-approve', '--force');
    expect(forced).toMatchObject({ code: 0, document: { outcome: 'carried-out', report: { failed: 0 } } });
    const empty = await gcx(['destroy', ...onSandbox, '--auto-approve'], { cwd });
    expect(empty.stdout).toContain('No changes. There is nothing of this project and environment to delete.');
  });

  it('needs --auto-approve where nobody can be asked', async () => {
    const cwd = projectFolder(smallFile);
    const { code, stderr } = await gcx(['apply', ...onSandbox], { cwd });
    expect(code).toBe(64);
    expect(stderr).toContain('--auto-approve');
  });

  it('writes a comment for a pull request', async () => {
    const { code, stdout } = await gcx(['plan', ...onSandbox, '--format', 'markdown'], {
      cwd: projectFolder(smallFile),
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^<!-- gcx-plan events\/default -->\n\n### gcx plan: events \(default\)\n\n\*\*\d+ to create/,
    );
    expect(stdout).toContain('```diff\n');
  });
});

describe('init without a terminal', () => {
  const answers = ['--project', 'events', '--genesys-environment', 'eu-west-1', '--region', 'eu-west-1'];
  const route = ['--event', 'acd.end', '--queue', 'Sales Support', '--target', 'sqs:crm-inbox'];

  it('names every flag that is missing', async () => {
    const { code, stderr } = await gcx(['init', ...onSandbox, '--project', 'events'], {
      cwd: projectFolder(''),
    });
    expect(code).toBe(64);
    for (const flag of ['--genesys-environment', '--region', '--event', '--queue', '--target']) {
      expect(stderr).toContain(flag);
    }
  });

  it('writes a file that validates and plans, and overwrites only when told', async () => {
    const cwd = projectFolder('');
    const file = ['--config', 'new.genesysrc.yml'];
    const written = await gcx(['init', ...onSandbox, ...answers, ...route, ...file], { cwd });
    expect(written).toMatchObject({
      code: 0,
      stdout: 'Wrote new.genesysrc.yml.\nNext: gcx plan --config new.genesysrc.yml --sandbox\n',
    });
    expect((await gcx(['validate', ...file], { cwd })).code).toBe(0);
    const plan = await gcx(['plan', ...onSandbox, ...file], { cwd });
    expect(plan.code).toBe(0);
    expect(plan.stdout).toContain('Sales Support');
    const again = await gcx(['init', ...onSandbox, ...answers, ...route, ...file], { cwd });
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('--overwrite');
    expect(
      (await gcx(['init', ...onSandbox, ...answers, ...route, ...file, '--overwrite'], { cwd })).code,
    ).toBe(0);
  });

  it.each([
    ['--event', 'conversationEnded', 64],
    ['--target', 'nowhere', 64],
    ['--queue', 'Salse Support', 1],
    ['--queue', 'Support', 1],
    ['--account', '999999999999', 0],
  ])('%s %s ends with %i', async (flag, value, code) => {
    const cwd = projectFolder('');
    const others = route.flatMap((word, index) =>
      index % 2 === 0 && word !== flag ? [word, route[index + 1] ?? ''] : [],
    );
    const run = await gcx(['init', ...onSandbox, ...answers, ...others, flag, value, '--config', 'a.yml'], {
      cwd,
    });
    expect(run.code).toBe(code);
  });
});
