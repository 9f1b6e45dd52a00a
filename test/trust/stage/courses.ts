import { drawnParts } from './cases.js';
import { type Dump, differences, dumpOf, touched } from './dump.js';
import { requireAllowed, requireConverged, requireNoDrift, requireNone, undone } from './expectations.js';
import { neighborsByHand } from './neighbors.js';
import type { StageCall } from './outlet.js';
import type { StageFiles } from './projects.js';
import { type Moment, Stage, type StageProject } from './stage.js';

/** A command that writes, from where to where, as it goes when nothing disturbs it. */
export interface Course {
  readonly name: 'create' | 'change' | 'leave' | 'destroy';
  readonly files: StageFiles;
  readonly intent: 'apply' | 'destroy';
  readonly project: StageProject;
  /** What is there before. */
  readonly base: Moment;
  /** What was there before and after each of its calls, each state once. */
  readonly moments: readonly { readonly name: string; readonly at: Moment }[];
  /** Those that carry it out, from 0. */
  readonly calls: readonly Pick<StageCall, 'number' | 'action' | 'write'>[];
  readonly after: Moment;
  readonly end: Dump;
  /** What others have. */
  readonly theirs: Dump;
}

/** A state as {@link dumpOf} tells it, for the files of a project. */
export function dumpFor(files: StageFiles, at: Pick<Moment, 'state'>): Dump {
  return dumpOf(at, JSON.stringify(files));
}

/**
 * Creates, changes and destroys a project, and takes targets out of it, with nothing disturbed; in a sample one of these.
 * @param keepMoments whether each moment of it is wanted
 */
export async function coursesOf(files: StageFiles, keepMoments = false): Promise<readonly Course[]> {
  const stage = await Stage.open(files.first, { seed: files.seed });
  if (files.hasNeighbors) await neighborsByHand(stage);
  const base = stage.moment();
  await stage.close();
  const { name, first, changed, without } = files;
  const names = [
    'create',
    'change',
    ...(without === undefined ? [] : ['leave' as const]),
    'destroy',
  ] as const;
  const drawn = drawnParts(`courses of ${name}`, names);
  const begun = { files, untouched: base };
  const create = await followed({
    ...begun,
    ...{ name: 'create', intent: 'apply', project: first, base },
    keepMoments: keepMoments && drawn.has('create'),
  });
  const later = { ...begun, base: create.after, keepMoments };
  const courses = drawn.has('create') ? [create] : [];
  if (drawn.has('change'))
    courses.push(await followed({ ...later, name: 'change', intent: 'apply', project: changed }));
  if (drawn.has('leave') && without !== undefined)
    courses.push(await followed({ ...later, name: 'leave', intent: 'apply', project: without }));
  if (drawn.has('destroy'))
    courses.push(await followed({ ...later, name: 'destroy', intent: 'destroy', project: first }));
  return courses;
}

interface Begun extends Pick<Course, 'name' | 'files' | 'intent' | 'project' | 'base'> {
  readonly keepMoments: boolean;
  /** Before gcx made anything. */
  readonly untouched: Moment;
}

/** Carries a course out, and keeps what was there around each call. */
async function followed({ keepMoments, untouched, ...course }: Begun): Promise<Course> {
  const { files, project, intent, base } = course;
  const whole = dumpFor(files, untouched);
  const theirs = new Map([...whole].filter(([name]) => !(files.given?.test(name) ?? false)));
  const stage = await Stage.open(project, { at: base, seed: files.seed });
  try {
    const gcx = await stage.gcx();
    const plan = await gcx.plan(intent);
    requireAllowed(plan);
    const seen = new Set<string>();
    const moments: { name: string; at: Moment }[] = [];
    const keep = (name: string): void => {
      if (!keepMoments) return;
      const at = stage.moment();
      if (seen.has(at.state)) return;
      seen.add(at.state);
      moments.push({ name, at });
    };
    const first = gcx.calls.length;
    keep('before the first call');
    gcx.carriedOut = ({ number, action, write }) => {
      if (write) keep(`after call ${number - first}, ${action}`);
    };
    const report = await gcx.apply(plan);
    requireNone('undone', undone(report));
    const calls = gcx.calls
      .slice(first)
      .map(({ number, action, write }) => ({ number: number - first, action, write }));
    requireConverged(await gcx.plan(intent));
    const after = stage.moment();
    const end = dumpFor(files, after);
    requireNone('not as it was', touched(end, theirs));
    if (intent === 'destroy') requireNone('left behind', differences(end, whole));
    return { ...course, moments, calls, end, after, theirs };
  } finally {
    await stage.close();
  }
}

/** Opens the world in which a course begins, or as it is at another moment of it. */
export function openFor({ project, files, base }: Course, at: Moment = base): Promise<Stage> {
  return Stage.open(project, { at, seed: files.seed });
}

/** Running gcx (again) ends where a run ends that nothing disturbed; nothing is called changed outside gcx meanwhile. */
export async function requireFinishes(stage: Stage, { files, intent, end, theirs }: Course): Promise<void> {
  const next = await stage.gcx();
  // A plan of destroy says nothing of drift.
  if (intent === 'destroy') requireNoDrift(await next.plan('apply'));
  const plan = await next.plan(intent);
  requireNoDrift(plan);
  requireAllowed(plan);
  requireNone('undone by the next run', undone(await next.apply(plan)));
  const last = await next.plan(intent);
  requireNoDrift(last);
  requireConverged(last);
  const is = dumpFor(files, stage.moment());
  requireNone('not as after a run that nothing disturbed', differences(is, end));
  requireNone('not as it was', touched(is, theirs));
}
