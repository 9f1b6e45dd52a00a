import { expect, test } from 'vitest';
import { WriteGate } from '../../src/lib/base/net/index.js';
import { createAws } from '../../src/lib/clients/aws/index.js';
import { type Hold, holdLease } from '../../src/lib/features/lease/index.js';
import { loadConfig } from '../../src/lib/language/config/index.js';
import { head, names, type Outcome, Project } from './gcx.js';

const file = (route: string, more = '') => `${head()}${more}targets:
  inbox: { sqs: { create: shop-${route} } }
routes:
  ${route}: { events: [conversation.acd.${route}], targets: [inbox] }
`;

/** A colleague who holds the lease of the project's pipe, whatever the file says. */
async function held(project: Project): Promise<Hold> {
  const { config } = await loadConfig({ cwd: project.folder, env: {} });
  const { lease: _, ...plain } = config;
  const lease = await project.inside(async ({ aws }) =>
    holdLease({
      config: plain,
      aws: createAws(aws),
      gate: new WriteGate(),
      command: 'apply',
      observer: { warning: () => {}, waiting: () => {} },
    }),
  );
  if (lease === undefined) throw new Error('There is no lease.');
  return lease;
}

interface Race {
  readonly project: Project;
  readonly server: Awaited<ReturnType<Project['serve']>>;
  readonly outcomes: readonly Outcome[];
}

/** Both at once, in a new project; on a machine that is busy one may be done before the other begins. */
async function raced(attempts: number): Promise<Race> {
  const project = new Project(file('end'));
  project.write('other.yml', file('start'));
  const server = await project.serve({ latencyMs: 60 });
  const outcomes = await Promise.all([
    project.sandbox('apply --auto-approve'),
    project.sandbox('apply --auto-approve --config other.yml'),
  ]);
  if (attempts > 1 && outcomes.every(({ code }) => code === 0)) {
    await server.stop();
    return await raced(attempts - 1);
  }
  return { project, server, outcomes };
}

test('two first applies of different files at once: one is refused, nothing of it is there', async () => {
  const { project, server, outcomes } = await raced(8);
  expect(outcomes.map(({ code }) => code).sort()).toEqual([0, 5]);
  const loser = outcomes.find(({ code }) => code === 5);
  expect(loser?.stderr).toMatch(
    /\S+ on \S+ \(gcx apply of shop\/default, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\) is changing\s+integration prod/,
  );
  expect(loser?.stderr).toMatch(/fix: +Wait for it: gcx apply --wait 5m .*--sandbox/);
  const [won, config] = outcomes[0]?.code === 0 ? ['end', ''] : ['start', ' --config other.yml'];
  expect((await project.sandbox(`plan --detailed-exitcode${config}`)).code).toBe(0);
  await server.stop();
  const { integrations, rules, queues } = project.holdings();
  expect(integrations).toHaveLength(1);
  expect([names(rules), names(queues)]).toEqual([[`shop-${won}-1`], [`shop-${won}`]]);
});

test('two applies of different files at once, one after the other with --wait', async () => {
  const project = new Project(file('end'));
  project.write('other.yml', file('start'));
  const server = await project.serve();
  await project.done('apply --auto-approve');
  const outcomes = await Promise.all(
    ['', ' --config other.yml'].map((config) =>
      project.sandbox(`apply --auto-approve --wait 5m --allow-deletions${config}`),
    ),
  );
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
  const plans = await Promise.all(
    ['', ' --config other.yml'].map((config) => project.sandbox(`plan --detailed-exitcode${config}`)),
  );
  expect(plans.map(({ code }) => code).sort()).toEqual([0, 2]);
  await server.stop();
  expect(project.holdings().integrations).toHaveLength(1);
});

test('an apply that is killed holds the lease for two minutes; who only looks is told', async () => {
  const project = new Project(file('end'));
  const server = await project.serve({ latencyMs: 30 });
  const killed = await project.sandbox('apply --auto-approve', {
    onStderr: (text, kill) => {
      if (text.includes('done')) kill('SIGKILL');
    },
  });
  expect(killed.code).toBe(null);
  const looked = await project.sandbox('plan');
  expect(looked.code).toBe(0);
  expect(looked.stderr).toMatch(/gcx apply of shop\/default, since .*is changing integration prod right now/);
  expect((await project.sandbox('drift')).stderr).toContain('is changing integration prod right now');
  for (const command of ['apply --auto-approve', 'destroy --auto-approve', 'adopt --all --auto-approve'])
    expect((await project.sandbox(command)).code).toBe(5);
  const { code, document } = await project.json('apply --auto-approve');
  expect([code, document.error.code]).toEqual([5, 'lease-held']);
  // The sandbox's clock runs while the commands do: a minute is left for them. test/unit has the moment itself.
  await project.gcx('sandbox pass-time 1m');
  expect((await project.sandbox('apply --auto-approve')).code).toBe(5);
  await project.gcx('sandbox pass-time 1m');
  await project.done('apply --auto-approve');
  expect((await project.sandbox('plan')).stderr).not.toContain('right now');
  await server.stop();
});

test('unlock shows who holds it, and takes it only from the owner that is named', async () => {
  const project = new Project(file('end'));
  const server = await project.serve();
  expect((await project.done('unlock')).stdout).toContain('there is nothing to unlock');
  const lease = await held(project);
  const refused = await project.sandbox('unlock');
  expect(refused.code).toBe(64);
  expect(refused.stdout).toMatch(/\(gcx apply of shop\/default, since .*is changing integration prod\./);
  const owner = /Owner: (\S+)/.exec(refused.stdout)?.[1] ?? '';
  expect(refused.stderr).toContain(`unlock --owner ${owner}`);
  expect((await project.sandbox('unlock --owner somebody-else')).code).toBe(5);
  expect((await project.sandbox('apply --auto-approve')).code).toBe(5);
  const { document } = await project.json(`unlock --owner ${owner}`);
  expect(document).toMatchObject({
    outcome: 'unlocked',
    holder: { owner, command: 'apply', project: 'shop' },
  });
  await project.done('apply --auto-approve');
  // It is not the old holder's any more: giving it back changes nothing.
  const writes = () => project.journal().filter(({ service, write }) => service === 'ssm' && write).length;
  const before = writes();
  await lease.release();
  expect(writes()).toBe(before);
  await server.stop();
});

test('without the right to the lease: a warning that names it, or with lease: required a refusal', async () => {
  const project = new Project(file('end'));
  project.write('required.yml', file('end', 'lease: required\n'));
  project.write('none.yml', file('end', 'lease: none\n'));
  const denied = await project.serve({ faults: ['ssm:PutParameter:deny'] });
  const required = await project.sandbox('apply --auto-approve --config required.yml');
  expect(required.code, required.stderr).toBe(3);
  expect(required.stderr).toContain('lease: required');
  expect(await project.writesOf(() => project.sandbox('apply --auto-approve --config required.yml'))).toEqual(
    [],
  );
  const tried = await project.sandbox('apply --auto-approve');
  expect(tried.code).toBe(0);
  expect(tried.stderr.match(/Warning: Nothing prevents two runs at once here/g)).toHaveLength(1);
  expect(tried.stderr).toMatch(/needs ssm:PutParameter\s+on\s+parameter\s+\/genesys-gcx\/lease\/6513270e/);
  await denied.stop();
  const unread = await project.serve({ faults: ['ssm:*:deny'] });
  expect((await project.sandbox('plan')).stderr).toContain('ssm:GetParameter');
  await unread.stop();
  const before = project.journal().length;
  await project.done('apply --auto-approve --config none.yml');
  expect(
    project
      .journal()
      .slice(before)
      .map(({ service }) => service),
  ).not.toContain('ssm');
});

test('destroy leaves no lease behind; a refused or declined one gives it back', async () => {
  const project = new Project(file('end'));
  const server = await project.serve();
  await project.done('apply --auto-approve');
  const lease = '/genesys-gcx/lease/6513270e-269e-4d37-b2a7-4de452e6b438/prod';
  const read = () =>
    project.inside(async ({ aws }) => (await createAws(aws).parameters.read(lease)).parameter?.value);
  expect((await project.sandbox('destroy --auto-approve')).code).toBe(5);
  expect(JSON.parse((await read()) ?? '')).toMatchObject({ state: 'free', holder: { command: 'destroy' } });
  await project.done('destroy --auto-approve --force');
  expect(await read()).toBe(undefined);
  await server.stop();
});

test('a destroy without the right to delete its lease frees it', async () => {
  const project = new Project(file('end'));
  const server = await project.serve({ faults: ['ssm:DeleteParameter:deny'] });
  await project.done('apply --auto-approve');
  await project.done('destroy --auto-approve --force');
  await project.done('apply --auto-approve');
  await server.stop();
});

test('the lease goes on where an answer of it is lost: its write is not sent a second time', async () => {
  const project = new Project(file('end'));
  const lost = await project.serve({ faults: ['ssm:PutParameter:lost:1'] });
  await project.done('apply --auto-approve');
  // Taken, and given back: no third write.
  const writes = project.journal().filter(({ service, write }) => service === 'ssm' && write);
  expect(writes).toHaveLength(2);
  await lost.stop();
});

test('Ctrl-C gives the lease back: while it reads, and under way', async () => {
  const project = new Project(file('end'));
  const server = await project.serve({ latencyMs: 120 });
  const until = (seen: () => boolean) =>
    project.sandbox('apply --auto-approve', {
      onStart: async (kill) => {
        while (!seen()) await new Promise((resolve) => setTimeout(resolve, 20));
        kill('SIGINT');
      },
    });
  const isHeld = () => project.journal().some(({ service, write }) => service === 'ssm' && write);
  const reading = await until(isHeld);
  expect(reading.code).toBe(130);
  expect((await project.done('unlock')).stdout).toContain('there is nothing to unlock');
  // Once: a second one would end it at once, with the lease as it is.
  let interrupted = false;
  const applying = await project.sandbox('apply --auto-approve', {
    onStderr: (text, kill) => {
      if (interrupted || !text.includes('done')) return;
      interrupted = true;
      kill('SIGINT');
    },
  });
  expect(applying.code).toBe(130);
  expect((await project.done('unlock')).stdout).toContain('there is nothing to unlock');
  await server.stop();
});
