import { describe, expect, test } from 'vitest';
import { documentOf, head, Project } from './gcx.js';

/** A file that sends to so many SNS topics, and to one SQS queue. */
function file(topics: number, queue = '{ sqs: { create: shop-inbox } }', more = ''): string {
  const numbers = Array.from({ length: topics }, (_, index) => index);
  const targets = numbers.map((index) => `  t${index}: { sns: { create: shop-t${index} } }\n`).join('');
  const names = ['inbox', ...numbers.map((index) => `t${index}`)].join(', ');
  return `${head()}${more}targets:\n  inbox: ${queue}\n${targets}routes:\n  ended: { events: [conversation.acd.end], targets: [${names}] }\n`;
}

describe('guards', () => {
  const project = new Project(file(11));

  test('an apply that deletes too much writes nothing, and goes through with its flag', async () => {
    await project.done('apply --auto-approve');
    project.write('.genesysrc.yml', file(1));
    const writes = await project.writesOf(async () => {
      const refused = await project.sandbox('apply --auto-approve');
      expect(refused.code).toBe(5);
      expect(refused.stdout).toMatch(/This deletes or replaces 1\d of the 1\d things that are there/);
      expect(refused.stdout).toContain('gcx apply --allow-deletions --sandbox');
      const saved = await project.sandbox('plan --out plan.json --json');
      expect(saved.code).toBe(5);
      expect(documentOf(saved).refusals).toMatchObject([{ code: 'too-many-deletions' }]);
      expect((await project.gcx('apply plan.json --auto-approve')).code).toBe(5);
    });
    expect(writes).toEqual([]);
    // What was allowed is a part of the saved plan.
    await project.done('plan --out plan.json --allow-deletions');
    const applied = await project.gcx('apply plan.json --auto-approve');
    expect(applied.code, applied.stderr).toBe(0);
    expect(project.holdings().topics).toHaveLength(1);
  });

  test('the file says other bounds', async () => {
    project.write('.genesysrc.yml', file(0, undefined, 'guards: { deletions: { count: 0 } }\n'));
    expect((await project.sandbox('plan')).stdout).toContain('This deletes or replaces 1 of the 5 things');
    project.write('.genesysrc.yml', file(0));
    await project.done('apply --auto-approve');
  });

  test('what is protected stays whatever is allowed, also for destroy', async () => {
    project.write('.genesysrc.yml', file(0, '{ sqs: { create: shop-inbox }, protect: true }'));
    await project.done('apply --auto-approve');
    const writes = await project.writesOf(async () => {
      const destroyed = await project.sandbox('destroy --auto-approve --force --allow-deletions');
      expect(destroyed.code).toBe(5);
      expect(destroyed.stdout).toContain('SQS queue shop-inbox is protected');
    });
    expect(writes).toEqual([]);
    project.write('.genesysrc.yml', file(0));
    await project.done('apply --auto-approve');
    await project.done('destroy --auto-approve --force');
    expect(project.holdings().queues).toEqual([]);
  });
});
