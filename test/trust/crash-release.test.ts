import { expect, it } from 'vitest';
import { releaseTerraform } from '../../src/lib/cli/render/release/terraform-text.js';
import { EVERY_MARK, EVERY_MARK_FILES } from '../harness/every-mark.js';
import { type Case, chanceOf, runCases } from './stage/cases.js';
import { dumpFor } from './stage/courses.js';
import { type Dump, differences } from './stage/dump.js';
import { requireAllowed, requireNone, undone } from './stage/expectations.js';
import type { StageFiles } from './stage/projects.js';
import { withEachSeed } from './stage/seeds.js';
import { type Moment, Stage, type StageGcx } from './stage/stage.js';

const project = {
  file: EVERY_MARK.replace('{ env: CRM_KEY }', '{ secretsManager: crm }'),
  beside: EVERY_MARK_FILES,
};
const FILES: StageFiles = {
  name: 'a file with everything that carries a mark',
  first: project,
  changed: project,
  seed: { aws: { secrets: [{ name: 'crm', value: 'key-of-the-crm' }] } },
};

/** A release that nothing disturbs. */
interface Course {
  readonly base: Moment;
  /** After each of its calls that change something. */
  readonly moments: readonly { readonly name: string; readonly at: Moment }[];
  readonly calls: number;
  /** What the first run writes. */
  readonly file: string;
  readonly end: Dump;
}

const open = (at?: Moment) => Stage.open(project, { seed: FILES.seed, ...(at === undefined ? {} : { at }) });

async function course(): Promise<Course> {
  const stage = await open();
  try {
    const maker = await stage.gcx();
    const made = await maker.plan();
    requireAllowed(made);
    requireNone('undone', undone(await maker.apply(made)));
    const base = stage.moment();
    const gcx = await stage.gcx();
    const release = await gcx.releasing();
    const first = gcx.calls.length;
    const moments = [{ name: 'before the first call', at: base }];
    gcx.carriedOut = ({ number, action, write }) => {
      if (write) moments.push({ name: `after call ${number - first}, ${action}`, at: stage.moment() });
    };
    requireNone('undone', undone(await gcx.apply(release.plan)));
    const end = dumpFor(FILES, stage.moment());
    expect(importsIn(releaseTerraform(release)).length).toBeGreaterThan(20);
    return { base, moments, calls: gcx.calls.length - first, file: releaseTerraform(release), end };
  } finally {
    await stage.close();
  }
}

/** What the import blocks of a text of Terraform import, by type and id; the port of the sandbox is another one each time. */
function importsIn(text: string): readonly string[] {
  return [...text.matchAll(/^import \{\n {2}to = (\w+)\..*\n {2}id = (".*")\n\}$/gm)].map(
    ([, type, id = '']) => `${type} ${id.replace(/:\/\/127\.0\.0\.1:\d+/, '')}`,
  );
}

/** Running it again ends where a run ends that nothing disturbed, and the file of the first run describes all of it. */
async function requireFinishes(stage: Stage, gcx: StageGcx, { file, end }: Course): Promise<void> {
  // What is half released is nobody else's, and nothing is made beside it or deleted.
  const plan = await gcx.plan('apply');
  if (plan.refusals.length === 0)
    requireNone(
      'planned',
      plan.changes.filter(({ action }) => action !== 'none').map(({ action, id }) => `${action} ${id}`),
    );
  const release = await gcx.releasing();
  requireAllowed(release.plan);
  const described = importsIn(file);
  requireNone(
    'not in the file of the first run',
    importsIn(releaseTerraform(release)).filter((each) => !described.includes(each)),
  );
  requireNone('undone by the next run', undone(await gcx.apply(release.plan)));
  const { plan: last } = await gcx.releasing();
  requireNone(
    'is to be released once more',
    last.changes.map(({ id }) => id),
  );
  requireNone('not as after a run that nothing disturbed', differences(dumpFor(FILES, stage.moment()), end));
}

async function goesOn(all: Course, at: Moment): Promise<void> {
  const stage = await open(at);
  try {
    await requireFinishes(stage, await stage.gcx(), all);
  } finally {
    await stage.close();
  }
}

/** One answer never comes, and gcx lives on. */
async function answerLost(all: Course, number: number): Promise<void> {
  const stage = await open(all.base);
  try {
    const gcx = await stage.gcx();
    const { plan } = await gcx.releasing();
    const lost = gcx.calls.length + number;
    gcx.weather = async (call, carryOut) => {
      const response = await carryOut();
      return call.number === lost ? { kind: 'reset' } : { kind: 'answered', response };
    };
    await gcx.apply(plan);
    await requireFinishes(stage, await stage.gcx(), all);
  } finally {
    await stage.close();
  }
}

/** A gcx is killed at a drawn call, with others under way, of which some are carried out. */
async function abandoned(all: Course, index: number): Promise<void> {
  const chance = chanceOf('release').of(index);
  const stage = await open(all.base);
  try {
    const gcx = await stage.gcx();
    const { plan } = await gcx.releasing();
    const fatal = gcx.calls.length + chance.below(all.calls, 'call');
    await new Promise<void>((resolve, reject) => {
      gcx.weather = async (call, carryOut) => {
        if (call.number < fatal) return { kind: 'answered', response: await carryOut() };
        if (chance.at('carried out', call.number) < 0.5) await carryOut();
        gcx.kill();
        resolve();
        return { kind: 'silence' };
      };
      gcx.apply(plan).then(() => resolve(), reject);
    });
    await requireFinishes(stage, await stage.gcx(), all);
  } finally {
    await stage.close();
  }
}

it('gcx release: killed after any call, or with its answer lost, the next run finishes it', async () => {
  const all = await course();
  const cases: Case[] = [
    ...all.moments.map(({ name, at }) => ({ name: `killed ${name}`, run: () => goesOn(all, at) })),
    ...Array.from({ length: all.calls }, (_, number) => ({
      name: `answer lost of call ${number}`,
      run: () => answerLost(all, number),
    })),
    ...Array.from({ length: 10 }, (_, index) => ({
      name: `abandoned, ${index}`,
      run: () => abandoned(all, index),
    })),
  ];
  await withEachSeed(async () => {
    expect(await runCases('test/trust/crash-release.test.ts', 'crash of release', cases)).toBeGreaterThan(0);
  });
});
