import { expect, it } from 'vitest';
import { type Case, chanceOf, runCases } from './stage/cases.js';
import { type Dump, differences, dumpOf, touched } from './stage/dump.js';
import {
  requireAllowed,
  requireConverged,
  requireNoDrift,
  requireNone,
  undone,
} from './stage/expectations.js';
import type { StageFiles } from './stage/projects.js';
import { type Moment, Stage, type StageProject } from './stage/stage.js';

/** A command that writes, from where to where. */
interface Course {
  readonly name: 'create' | 'change' | 'destroy';
  readonly intent: 'apply' | 'destroy';
  readonly project: StageProject;
  /** What is there before. */
  readonly base: Moment;
}

/** A course that nothing disturbed. */
interface Undisturbed {
  /** What was there before and after each of its calls, each state once. */
  readonly moments: readonly { readonly name: string; readonly at: Moment }[];
  readonly calls: readonly { readonly number: number; readonly action: string; readonly write: boolean }[];
  readonly end: Dump;
  readonly after: Moment;
}

/** How long it takes until somebody runs gcx again, in ms. */
const LATER = [0, 1_000, 20_000, 300_000] as const;

/** The tests of one project: whatever moment gcx is killed at, running it again finishes the job. */
export function crashAnywhere(file: string, files: StageFiles): void {
  const known = JSON.stringify(files);
  const dump = (at: Moment): Dump => dumpOf(at, known);

  it(`${files.name}: killed before or after any call, or with its answer lost, the next run finishes it`, async () => {
    const before = await momentOf(files);
    const theirs = new Map([...dump(before)].filter(([name]) => !(files.given?.test(name) ?? false)));
    const created = await undisturbed({
      name: 'create',
      intent: 'apply',
      project: files.first,
      base: before,
    });
    const courses: readonly Course[] = [
      { name: 'create', intent: 'apply', project: files.first, base: before },
      { name: 'change', intent: 'apply', project: files.changed, base: created.after },
      { name: 'destroy', intent: 'destroy', project: files.first, base: created.after },
    ];
    const cases: Case[] = [];
    for (const course of courses) {
      const whole = course.name === 'create' ? created : await undisturbed(course);
      requireNone('not as it was', touched(whole.end, theirs));
      if (course.intent === 'destroy') requireNone('left behind', differences(whole.end, dump(before)));
      for (const { name, at } of whole.moments)
        cases.push({
          name: `${course.name}: killed ${name}`,
          run: () => goesOn(course, at, whole.end, theirs),
        });
      for (const { number, action, write } of whole.calls)
        if (write)
          cases.push({
            name: `${course.name}: answer lost of call ${number}, ${action}`,
            run: () => answerLost(course, number, whole.end, theirs),
          });
    }
    expect(await runCases(file, `crash anywhere: ${files.name}`, cases)).toBeGreaterThan(0);
  });

  /** Carries a course out, and keeps what was there around each call. */
  async function undisturbed({ project, intent, base }: Course): Promise<Undisturbed> {
    const stage = await Stage.open(project, { at: base, seed: files.seed });
    try {
      const gcx = await stage.gcx();
      const plan = await gcx.plan(intent);
      requireAllowed(plan);
      const seen = new Set<string>();
      const moments: { name: string; at: Moment }[] = [];
      const keep = (name: string): void => {
        const at = stage.moment();
        const text = JSON.stringify([...dump(at)]);
        if (seen.has(text)) return;
        seen.add(text);
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
      return { moments, calls, end: dump(after), after };
    } finally {
      await stage.close();
    }
  }

  /** Somebody runs gcx again on what a killed one left. */
  async function goesOn(
    { name, project, intent }: Course,
    at: Moment,
    end: Dump,
    theirs: Dump,
  ): Promise<void> {
    requireNone('not as it was when gcx was killed', touched(dump(at), theirs));
    const stage = await Stage.open(project, { at, seed: files.seed });
    try {
      await stage.clock.sleep(chanceOf(name).pick(LATER, at.state.length));
      await finishes(stage, intent, end, theirs);
    } finally {
      await stage.close();
    }
  }

  async function answerLost(course: Course, number: number, end: Dump, theirs: Dump): Promise<void> {
    const { project, intent, base } = course;
    const stage = await Stage.open(project, { at: base, seed: files.seed });
    try {
      const gcx = await stage.gcx();
      const plan = await gcx.plan(intent);
      const lost = gcx.calls.length + number;
      gcx.weather = async (call, carryOut) => {
        const response = await carryOut();
        return call.number === lost ? { kind: 'reset' } : { kind: 'answered', response };
      };
      await gcx.apply(plan);
      await finishes(stage, intent, end, theirs);
    } finally {
      await stage.close();
    }
  }

  /** Running gcx (again) ends where a run ended that nothing disturbed. */
  async function finishes(stage: Stage, intent: 'apply' | 'destroy', end: Dump, theirs: Dump): Promise<void> {
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
    const is = dump(stage.moment());
    requireNone('not as after a run that nothing disturbed', differences(is, end));
    requireNone('not as it was', touched(is, theirs));
  }

  /** What others have, before gcx made anything. */
  async function momentOf({ first, seed }: StageFiles): Promise<Moment> {
    const stage = await Stage.open(first, { seed });
    try {
      return stage.moment();
    } finally {
      await stage.close();
    }
  }
}
