import { describe, expect, test } from 'vitest';
import { documentOf, head, Project } from './gcx.js';

const file = `${head()}targets:
  inbox: { sqs: { create: "shop-\${TEAM}" } }
routes:
  ended: { description: "\${NOTE:-calls}", events: [conversation.acd.end], targets: [inbox] }
`;

describe('variables of the file', () => {
  const project = new Project(file);

  test('a plain variable of the environment is not read, and what to type is said', async () => {
    const env = { TEAM: 'sk_live_of_another_tool' };
    for (const command of ['validate', 'plan --sandbox', 'sandbox emit acd.end']) {
      const { code, stdout, stderr } = await project.gcx(command, { env });
      expect({ command, code }).toEqual({ command, code: 1 });
      expect(stdout + stderr).toContain('Set GENESYS_GCX_VAR_TEAM to');
      expect(stdout + stderr).toContain('--var TEAM=VALUE');
      expect(stdout + stderr).not.toContain('sk_live');
    }
  });

  test('--var and GENESYS_GCX_VAR_NAME are, and the plan says which', async () => {
    const env = { GENESYS_GCX_VAR_TEAM: 'calls', TEAM: 'other' };
    const { code, stdout } = await project.sandbox('plan', { env });
    expect(code).toBe(0);
    expect(stdout).toContain('Values   NOTE by default, TEAM from GENESYS_GCX_VAR_TEAM\n');
    expect(stdout).toContain('shop-calls');
    const markdown = await project.sandbox('plan --format markdown --var TEAM=mails', { env });
    expect(markdown.stdout).toContain('TEAM from --var');
    expect(markdown.stdout).toContain('shop-mails');
    const said = await project.sandbox('plan --var TEAM=mails');
    expect(said.stdout).toContain('Next: gcx apply --var TEAM=mails --sandbox\n');
    const { document } = await project.json('plan --var TEAM=mails --var NOTE=x');
    expect(document.subject.variables).toEqual([
      { name: 'NOTE', from: '--var' },
      { name: 'TEAM', from: '--var' },
    ]);
  });

  test('a saved plan has taken them already; export needs them as the file does', async () => {
    expect((await project.sandbox('plan --var TEAM=mails --out plan.json')).code).toBe(0);
    expect((await project.gcx('apply plan.json --auto-approve --var TEAM=calls')).code).toBe(64);
    const applied = await project.gcx('apply plan.json --auto-approve', {
      env: { GENESYS_GCX_VAR_TEAM: 'no' },
    });
    expect(applied.stdout).toContain('Values   NOTE by default, TEAM from --var');
    expect(project.holdings().queues.map(({ name }) => name)).toEqual(['shop-mails']);
    const misspelled = await project.sandbox('plan --var TEEM=mails --json');
    expect(misspelled.code).toBe(64);
    expect(documentOf(misspelled).error.fix).toContain('--var TEAM=VALUE');
    expect((await project.sandbox('export --var TEAM=mails')).stdout).toContain('shop-mails');
  });
});
