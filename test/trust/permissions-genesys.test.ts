import { expect, it } from 'vitest';
import { neededPermissions } from '../../src/lib/features/permissions/index.js';
import { listQueues, lookupQueues } from '../../src/lib/features/queues/list-queues.js';
import { type Case, runCases } from './stage/cases.js';
import { type Course, coursesOf } from './stage/courses.js';
import { requireNone } from './stage/expectations.js';
import { EVERYTHING, EXAMPLE, GATEWAY, type StageFiles } from './stage/projects.js';
import { type Step, stepsOf, type Went, went } from './stage/rights.js';
import { Stage } from './stage/stage.js';

const FILE = 'test/trust/permissions-genesys.test.ts';

/** A call of the example organization that analytics tells of. */
const CONVERSATION = '36f675cc-81e7-4ef5-a8e2-5d940ed90475';

/** Of the steps of AWS's lists, those that ask Genesys Cloud for something that the others do not. */
const ASKING = ['plan of create', 'plan of change', 'doctor', 'status', 'why', 'create', 'change', 'destroy'];

/** A command that is for one thing alone: without the permission it does nothing, and says so. */
interface AskingStep extends Step {
  readonly alone?: true;
}

interface Needed {
  readonly role: Step['role'];
  readonly list: 'required' | 'better';
  readonly permission: string;
  readonly steps: readonly AskingStep[];
}

// A sample of the permissions of the integration: test/harness/permissions.test.ts.
it.each([GATEWAY, EXAMPLE, EVERYTHING])(
  '$name: the permissions of Genesys Cloud that gcx permissions says are what its commands need',
  async (files) => {
    const steps = await askingSteps(files);
    const bare = await inTurn(steps, (step) => withPermissions(step, ['required']));
    requireNone(
      'does not do its work with what is required',
      bare.flatMap(({ step, failure }) =>
        failure === undefined || step.alone === true ? [] : [`${step.name}: ${failure}`],
      ),
    );
    requireNone(
      'asked for, and in neither list',
      (await inTurn(steps, (step) => withPermissions(step, ['required', 'better']))).flatMap(
        ({ step, refused }) => refused.map((action) => `${step.name}: ${action}`),
      ),
    );
    const needed = await neededBy(steps);
    const cases = needed.map(
      (each): Case => ({
        name: `${each.role}: without ${each.list === 'better' ? 'better with ' : ''}${each.permission}`,
        run: () => without(each),
      }),
    );
    expect(await runCases(FILE, `Genesys permissions: ${files.name}`, cases)).toBeGreaterThan(0);
  },
);

/** How each of some steps goes, one after the other. */
async function inTurn(
  steps: readonly AskingStep[],
  run: (step: AskingStep) => Promise<Went>,
): Promise<readonly (Went & { readonly step: AskingStep })[]> {
  const gone: (Went & { readonly step: AskingStep })[] = [];
  for (const step of steps) gone.push({ step, ...(await run(step)) });
  return gone;
}

async function askingSteps(files: StageFiles): Promise<readonly AskingStep[]> {
  const courses = await coursesOf(files);
  const [create] = courses;
  if (create === undefined) throw new Error('There is no course.');
  return [
    ...stepsOf(files, courses, CONVERSATION).filter(({ name }) => ASKING.includes(name)),
    ...aloneSteps(create),
  ];
}

function aloneSteps(course: Course): readonly AskingStep[] {
  const common = { role: 'read', project: course.project, at: course.after, course, alone: true } as const;
  return [
    { ...common, name: 'queue list', run: ({ genesys }) => listQueues(genesys, {}) },
    {
      ...common,
      name: 'queue lookup',
      run: ({ genesys }) => lookupQueues(genesys, ['Sales Support'], undefined),
    },
  ];
}

async function needsOf({ project, role }: Step) {
  return neededPermissions((await Stage.load(project)).config, { role }).genesys;
}

/** Runs a step with what is in some of its lists, but one. Of AWS it may do everything. */
async function withPermissions(step: Step, lists: readonly Needed['list'][], but?: string) {
  const needs = await needsOf(step);
  const given = lists.flatMap((list) => needs[list].map(({ permission }) => permission));
  return went(
    step,
    'everything',
    given.filter((each) => each !== but),
  );
}

/** Each permission, and the steps whose role has it. What a reading role has is not proven again for a writing one. */
async function neededBy(steps: readonly AskingStep[]): Promise<readonly Needed[]> {
  const found = new Map<string, Needed>();
  for (const step of steps) {
    const needs = await needsOf(step);
    for (const list of ['required', 'better'] as const)
      for (const { permission } of needs[list]) {
        const known = found.get(`${list} ${permission}`);
        const role = known?.role ?? step.role;
        found.set(`${list} ${permission}`, {
          role,
          list,
          permission,
          steps: [...(known?.steps ?? []), step],
        });
      }
  }
  return [...found.values()];
}

/**
 * Without what is required, a command fails and names it. Without what gcx is better with all go on, but those that are for it
 * alone, and one says it.
 */
async function without({ list, permission, steps }: Needed): Promise<void> {
  let told = false;
  for (const step of steps) {
    const lists = list === 'required' ? (['required'] as const) : (['required', 'better'] as const);
    const { failure, said } = await withPermissions(step, lists, permission);
    const named = (failure ?? said).includes(permission);
    if (failure !== undefined && !named)
      throw new Error(`${step.name} fails without it, and does not name it: ${failure}`);
    if (failure !== undefined && list === 'required' && step.alone !== true) return;
    if (failure !== undefined && list === 'better' && step.alone !== true)
      throw new Error(`${step.name} fails without it: ${failure}`);
    told ||= named;
  }
  if (list === 'required') throw new Error('all go on without it');
  if (!told) throw new Error('none says what it could not do');
}
