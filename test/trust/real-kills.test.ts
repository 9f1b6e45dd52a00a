import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sandboxFiles } from '../../src/lib/base/sandbox-folder.js';
import { Project } from '../e2e/gcx.js';
import { type Case, chanceOf, runCases } from './stage/cases.js';
import { type Dump, differences, dumpOf } from './stage/dump.js';
import { requireNone } from './stage/expectations.js';
import { SMALL } from './stage/projects.js';
import { withEachSeed } from './stage/seeds.js';

const FILE = 'test/trust/real-kills.test.ts';

/** Runs of each kind that are killed. */
const RUNS = 30;

/** What answers take, in ms: a kill comes while some are under way. */
const LATENCY_MS = 15;

const KINDS = ['create', 'change', 'destroy'] as const;
type Kind = (typeof KINDS)[number];

it('a gcx that the system kills: the next one finishes its job, once its lease is over', async () => {
  const cases: Case[] = [];
  for (const kind of KINDS) {
    const whole = await undisturbed(kind);
    for (let index = 0; index < RUNS; index += 1)
      cases.push({ name: `${kind} ${index}.`, run: () => killed(kind, index, whole) });
  }
  await withEachSeed(async () => {
    expect(await runCases(FILE, 'real kills', cases)).toBeGreaterThan(0);
  });
});

interface Whole {
  readonly writes: number;
  readonly end: Dump;
}

function command(kind: Kind): string {
  return kind === 'destroy' ? 'destroy --auto-approve --force' : 'apply --auto-approve';
}

/** A project in which the kind of command is about to run. */
async function begun(kind: Kind): Promise<Project> {
  const project = new Project(SMALL.first.file);
  if (kind === 'create') return project;
  await project.done('apply --auto-approve');
  if (kind === 'change') project.write('.genesysrc.yml', SMALL.changed.file);
  return project;
}

async function undisturbed(kind: Kind): Promise<Whole> {
  const project = await begun(kind);
  const writes = await project.writesOf(() => project.done(command(kind)));
  return { writes: writes.length, end: held(project) };
}

async function killed(kind: Kind, index: number, { writes, end }: Whole): Promise<void> {
  const project = await begun(kind);
  const server = await project.serve({ latencyMs: LATENCY_MS });
  const before = written(project);
  const after = chanceOf('real kills').below(writes, kind, index);
  const { code } = await project.sandbox(command(kind), {
    onStart: async (kill) => {
      while (written(project) - before < after) await wait(3);
      kill('SIGKILL');
    },
  });
  // Where it was through before the signal came, there is nothing left to finish.
  expect([null, 0]).toContain(code);
  expect(await project.gcx('sandbox pass-time 3m')).toMatchObject({ code: 0 });
  if (kind !== 'destroy') {
    const drift = await project.sandbox('drift --json');
    expect(JSON.parse(drift.stdout).changed, drift.stdout).toEqual([]);
  }
  await project.done(command(kind));
  if (kind !== 'destroy') {
    expect(await project.sandbox('plan --detailed-exitcode')).toMatchObject({ code: 0 });
    expect(await project.sandbox('drift')).toMatchObject({ code: 0 });
  }
  await server.stop();
  requireNone('not as after a run that nothing disturbed', differences(held(project), end));
}

function written(project: Project): number {
  return project.journal().filter(({ write }) => write).length;
}

/** What is there: call it only while no server runs. */
function held(project: Project): Dump {
  const state = readFileSync(sandboxFiles(project.folder).state, 'utf8');
  const dump = dumpOf({ state }, JSON.stringify(SMALL));
  return new Map([...dump].filter(([name]) => !name.includes(' parameters ')));
}
