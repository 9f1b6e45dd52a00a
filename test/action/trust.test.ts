import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { head, Project } from '../e2e/gcx.js';
import { FakeGitHub } from './fake-github.js';
import { Job, told } from './step.js';

const file = `${head()}targets:
  inbox: { sqs: { create: shop-inbox } }
routes:
  ended: { events: [conversation.acd.end], targets: [inbox] }
`;

test.each([
  ['pull_request_fork', 'ada', 'comes from the fork mallory/contact-center'],
  ['pull_request_fork_deleted', 'ada', 'comes from a fork that is gone'],
  ['pull_request', 'dependabot[bot]', 'Dependabot started this run'],
] as const)(
  '%s of %s: the file is checked offline, nothing else, and it says so',
  async (event, actor, why) => {
    const github = await FakeGitHub.start();
    const job = new Job(new Project(file), github);
    const env = { GITHUB_ACTOR: actor };
    const good = await job.step({ event, env, with: { mode: 'plan', sandbox: 'false' } });
    expect(good, good.log).toMatchObject({
      code: 0,
      outputs: { trusted: 'false', outcome: 'validated', 'save-plan': 'false' },
    });
    expect(good.summary).toContain('file checked, nothing planned');
    expect(good.summary).toContain(why);
    expect(good.summary).toContain('get no secrets');
    expect(good.log).toContain('::notice title=gcx::');

    job.project.write('.genesysrc.yml', file.replace('events:', 'evnts:'));
    const bad = await job.step({ event, env, with: { mode: 'plan', sandbox: 'false' } });
    expect([bad.code, bad.outputs['outcome']]).toEqual([1, 'failed']);
    expect(bad.summary).toContain('"evnts" is not known');
    expect(bad.log).toContain('::error file=.genesysrc.yml,line=11,');

    for (const mode of ['apply', 'drift']) {
      const other = await job.step({ event, env, with: { mode, sandbox: 'false' } });
      expect([other.code > 0, other.log]).toEqual([true, expect.stringContaining('get no secrets')]);
    }
    // GitHub was asked nothing, and neither Genesys Cloud nor AWS.
    expect(github.requests).toEqual([]);
  },
);

test('an event that anybody can start, and that has secrets all the same, is refused', async () => {
  const github = await FakeGitHub.start();
  const job = new Job(new Project(file), github);
  for (const eventName of ['pull_request_target', 'workflow_run', 'issue_comment']) {
    const { code, log, outputs } = await job.step({
      event: 'pull_request_fork',
      eventName,
      with: { mode: 'plan' },
    });
    expect([code, outputs['trusted'], outputs['outcome']]).toEqual([5, 'false', 'refused']);
    expect(log).toContain(`gcx does not run on ${eventName}`);
  }
  const unknown = await job.step({ event: 'push', with: { mode: 'destroy' } });
  expect([unknown.code, unknown.log]).toEqual([
    64,
    expect.stringContaining('must be one of setup, plan, apply, drift'),
  ]);
});

test('action.yml as the runner runs it: the step gets every input, and gcx a process of its own', async () => {
  const github = await FakeGitHub.start();
  const job = new Job(new Project(file), github);
  const action = parse(readFileSync('action.yml', 'utf8'));
  const step = action.runs.steps.find(({ id }: { id?: string }) => id === 'gcx');
  const given: Record<string, string> = { mode: 'plan', 'github-token': 'token-of-actions' };
  const handed = Object.entries(step.env as Record<string, string>).map(([name, expression]) => {
    const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? '';
    const declared = action.inputs[input];
    expect(declared, `${name}: ${expression}`).toBeDefined();
    return [name, given[input] ?? declared.default ?? ''];
  });
  const used = JSON.stringify(action.runs.steps);
  for (const input of Object.keys(action.inputs)) expect(used).toContain(`inputs.${input}`);
  const env = { ...job.environment({ event: 'pull_request_fork', with: {} }), ...Object.fromEntries(handed) };
  const { status, stdout, stderr } = spawnSync('bash', ['-c', step.run], {
    cwd: job.project.folder,
    env: { ...env, GITHUB_ACTION_PATH: resolve('.') },
    encoding: 'utf8',
  });
  expect([status, stderr], stdout).toEqual([0, '']);
  expect(told(env).outputs).toMatchObject({ trusted: 'false', outcome: 'validated', 'exit-code': '0' });
  for (const output of Object.values(action.outputs as Record<string, { value: string }>)) {
    expect(output.value).toMatch(/^\$\{\{ steps\.gcx\.outputs\.[\w-]+ \}\}$/);
  }
  expect(stdout).toMatch(/::stop-commands::(\S+)\n[\s\S]*is valid[\s\S]*\n::\1::\n::endgroup::/);
});
