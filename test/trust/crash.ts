import { expect, it } from 'vitest';
import { type Case, chanceOf, runCases } from './stage/cases.js';
import { type Course, coursesOf, dumpFor, openFor, requireFinishes } from './stage/courses.js';
import { touched } from './stage/dump.js';
import { requireNone } from './stage/expectations.js';
import type { StageFiles } from './stage/projects.js';
import { withEachSeed } from './stage/seeds.js';
import type { Moment } from './stage/stage.js';

/** How long it takes until somebody runs gcx again, in ms. */
const LATER = [0, 1_000, 20_000, 300_000] as const;

/** Runs of each course that are left alone at a drawn call, with others under way. */
const ABANDONED = 10;

/**
 * The tests of one project: whatever moment gcx is killed at, running it again finishes the job.
 * @param coursesOfFiles with their moments
 */
export function crashAnywhere(
  file: string,
  files: StageFiles,
  coursesOfFiles = () => coursesOf(files, true),
): void {
  it(`${files.name}: killed before or after any call, or with its answer lost, the next run finishes it`, async () => {
    const courses = await coursesOfFiles();
    const cases: Case[] = courses.flatMap((course) => [
      ...course.moments.map(({ name, at }) => ({
        name: `${course.name}: killed ${name}`,
        run: () => goesOn(course, name, at),
      })),
      ...course.calls.map(({ number, action }) => ({
        name: `${course.name}: answer lost of call ${number}, ${action}`,
        run: () => answerLost(course, number),
      })),
      ...Array.from({ length: ABANDONED }, (_, index) => ({
        name: `${course.name}: abandoned, ${index}`,
        run: () => abandoned(course, index),
      })),
    ]);
    await withEachSeed(async () => {
      expect(await runCases(file, `crash anywhere: ${files.name}`, cases)).toBeGreaterThan(0);
    });
  });
}

/** What a killed gcx left is the state at that moment: nothing of it comes after. Somebody runs gcx again. */
async function goesOn(course: Course, name: string, at: Moment): Promise<void> {
  requireNone('not as it was when gcx was killed', touched(dumpFor(course.files, at), course.theirs));
  const stage = await openFor(course, at);
  try {
    await stage.clock.sleep(chanceOf(course.name).pick(LATER, name));
    await requireFinishes(stage, course);
  } finally {
    await stage.close();
  }
}

/** One answer never comes, and gcx lives on. */
async function answerLost(course: Course, number: number): Promise<void> {
  const stage = await openFor(course);
  try {
    const gcx = await stage.gcx();
    const plan = await gcx.plan(course.intent);
    const lost = gcx.calls.length + number;
    gcx.weather = async (call, carryOut) => {
      const response = await carryOut();
      return call.number === lost ? { kind: 'reset' } : { kind: 'answered', response };
    };
    await gcx.apply(plan);
    await requireFinishes(stage, course);
  } finally {
    await stage.close();
  }
}

/**
 * A gcx is killed at a drawn call; of those that are under way then, some are carried out. Its promise is never waited for,
 * no wait of it ends, and another gcx goes on in the same world.
 */
async function abandoned(course: Course, index: number): Promise<void> {
  const chance = chanceOf(`${course.files.name} ${course.name}`).of(index);
  const stage = await openFor(course);
  try {
    const gcx = await stage.gcx();
    const plan = await gcx.plan(course.intent);
    const fatal = gcx.calls.length + chance.below(course.calls.length, 'call');
    await new Promise<void>((resolve, reject) => {
      gcx.weather = async (call, carryOut) => {
        // Those beside it come in another order than they were sent in.
        for (let turns = chance.below(8, 'turns', call.number); turns > 0; turns -= 1) await turn();
        if (call.number < fatal) return { kind: 'answered', response: await carryOut() };
        if (chance.at('carried out', call.number) < 0.5) await carryOut();
        gcx.kill();
        resolve();
        return { kind: 'silence' };
      };
      // It may end before the call, where what is beside it made another order.
      gcx.apply(plan).then(() => resolve(), reject);
    });
    await stage.clock.sleep(chance.pick(LATER, 'later'));
    await requireFinishes(stage, course);
  } finally {
    await stage.close();
  }
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
