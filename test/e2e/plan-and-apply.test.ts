import { describe, expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  sales:
    events: [conversation.acd.end]
    queues: ["Sales Support"]
    targets: [inbox]
`;

describe('plan', () => {
  const project = new Project(file);

  test('says what it works on, what it would do, and what to run next', async () => {
    const { stdout } = await project.done('plan');
    expect(stdout).toMatch(
      /^File {5}\.genesysrc\.yml\nGenesys {2}Acme, mypurecloud\.ie, organization 6513270e \(sandbox\)\nAWS {6}111122223333, eu-west-1 \(sandbox\)\n\n/,
    );
    expect(stdout).toContain('  + rule shop-sales-1\n');
    expect(stdout).toContain('queueId      + Sales Support  5affb229\n');
    expect(stdout).toMatch(
      /\nPlan: \d+ to create, 0 to change, 0 to delete, 0 unchanged\.\nNext: gcx apply --sandbox\n$/,
    );
  });

  test('exits with 2 for changes only with --detailed-exitcode, with and without --json', async () => {
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(2);
    const { code, document } = await project.json('plan --detailed-exitcode');
    expect(code).toBe(2);
    expect(document.counts.create).toBeGreaterThan(0);
    expect((await project.json('plan')).code).toBe(0);
  });

  test('--format markdown is a comment for a pull request', async () => {
    const { stdout } = await project.done('plan --format markdown');
    expect(stdout).toMatch(
      /^<!-- gcx-plan shop\/default -->\n\n### gcx plan: shop \(default\)\n\n\*\*\d+ to create/,
    );
    expect(stdout).toContain('```diff\n');
  });
});

test('a saved plan is carried out with nothing else, and refused once it is stale', async () => {
  const project = new Project(file);
  expect((await project.done('plan --out plan.json')).stdout).toContain('Next: gcx apply plan.json\n');
  // The saved plan holds the file: what it says now plays no part.
  project.write('.genesysrc.yml', 'nonsense');
  const apply = await project.gcx('apply plan.json --auto-approve');
  expect(apply.code).toBe(0);
  expect(apply.stdout).toMatch(/\nApplied: \d+ changes done\.\n$/);
  expect(apply.stderr).toMatch(/^\[\s*\d+\/\d+\] \+ rule shop-sales-1: done$/m);

  const writes = await project.writesOf(async () => {
    const stale = await project.gcx('apply plan.json --auto-approve');
    expect(stale.code).toBe(5);
    expect(stale.stderr).toContain('stale');
  });
  expect(writes).toEqual([]);
  const both = await project.sandbox('apply plan.json --auto-approve');
  expect(both.code).toBe(64);
  expect(both.stderr).toContain('--sandbox cannot be given with it');
  expect((await project.gcx('apply .genesysrc.yml --auto-approve')).stderr).toContain('is not a saved plan');
});

test.each(['apply', 'destroy', 'apply --json'])(
  '%s needs --auto-approve where nobody can be asked',
  async (command) => {
    const { code, stdout, stderr } = await new Project(file).sandbox(command);
    expect(code).toBe(64);
    expect(stdout + stderr).toContain('--auto-approve');
  },
);
