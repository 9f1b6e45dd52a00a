import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { head, Project } from './gcx.js';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:crm-AbCdE1';
const file = (processor = '') => `${head()}targets:
  ops: { sns: { create: shop-ops } }
  sales:
    processor:
      handler: ./handlers/sales.ts
      alarms: ops
      environment: { CRM_HOST: crm.example.com }
${processor}
routes:
  ended: { events: [conversation.acd.end], queues: ["Sales Support"], targets: [sales] }
`;
const handler = (word: string) => `import { defineHandler } from 'genesys-gcx/processor';
import { greet } from './greet.js';
export default defineHandler(async (event, { logger }) => { logger.info(greet('${word}'), { type: event.eventType }); });
`;

/** A project with a processor whose handler imports a file. */
function projectWithHandler(): Project {
  const project = new Project(file());
  mkdirSync(join(project.folder, 'handlers'));
  project.write('handlers/sales.ts', handler('hello'));
  project.write('handlers/greet.ts', 'export const greet = (word: string): string => `${word}!`;\n');
  return project;
}

describe('a processor is planned and applied', () => {
  const project = projectWithHandler();

  test('made with all that it needs; then there is nothing to do, though the sandbox is on another port', async () => {
    const planned = await project.sandbox('plan');
    expect(planned.stderr).toBe('');
    expect(planned.stdout).toMatch(/Target sales\n[\s\S]*\+ Lambda function shop-sales\n/);
    expect(planned.stdout).not.toContain('crm.example.com');
    await project.done('apply --auto-approve');
    const again = await project.sandbox('plan --detailed-exitcode');
    expect(again, again.stdout).toMatchObject({ code: 0 });
    const writes = await project.writesOf(() => project.done('apply --auto-approve'));
    expect(writes).toEqual([]);
  });

  test('what changed is shown by file, and only that is done', async () => {
    project.write('handlers/greet.ts', 'export const greet = (word: string): string => `${word}!!`;\n');
    const planned = await project.sandbox('plan');
    expect(planned.stdout).toMatch(/~ Lambda function shop-sales\n +code +handlers\/greet\.ts changed\n\n/);
    const writes = await project.writesOf(() => project.done('apply --auto-approve'));
    // With what gcx asks for noted before and after.
    expect(writes).toEqual(['lambda:TagResource', 'lambda:UpdateFunctionCode', 'lambda:TagResource']);

    project.write('.genesysrc.yml', file(`      memory: 1024\n      secrets: { CRM: "${SECRET}" }\n`));
    const more = await project.sandbox('plan');
    expect(more.stdout).toMatch(/code +settings changed\n +memory +512 MB -> 1024 MB/);
    expect(more.stdout).toContain('+ secretsmanager:GetSecretValue on secret crm-AbCdE1');
    await project.done('apply --auto-approve');
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  });

  test('a saved plan is stale once its code has changed', async () => {
    project.write('.genesysrc.yml', file('      memory: 256\n'));
    await project.done('plan --out plan.json');
    expect(project.read('plan.json')).not.toContain('zip');
    project.write('handlers/sales.ts', handler('good day'));
    const stale = await project.gcx('apply plan.json --auto-approve');
    expect(stale).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('changed since: function:shop-sales'),
    });
    await project.done('plan --out plan.json');
    const applied = await project.gcx('apply plan.json --auto-approve');
    expect(applied.code, applied.stderr).toBe(0);
    expect((await project.sandbox('plan --detailed-exitcode')).code).toBe(0);
  });

  test('destroy leaves nothing of it', async () => {
    await project.done('destroy --auto-approve --force');
    const left = await project.sandbox('destroy --auto-approve');
    expect(left.stdout).toContain('There is nothing of this project and environment to delete.');
  });
});
