import { expect, it } from 'vitest';
import { GcxError } from '../../src/lib/base/gcx-error.js';
import { BadWeather } from './stage/bad-weather.js';
import { type Case, chanceOf, runCases } from './stage/cases.js';
import { untrue } from './stage/claims.js';
import { type Course, coursesOf, dumpFor, openFor, requireFinishes } from './stage/courses.js';
import { touched } from './stage/dump.js';
import { errorText, requireNone, undone } from './stage/expectations.js';
import type { StageFiles } from './stage/projects.js';
import { withEachSeed } from './stage/seeds.js';

/** How long gcx waits for an answer in real time, in ms. */
const TIMEOUT_MS = 4_000;

/** Of 100 runs, those that may not have converged at first. */
const UNCONVERGED_PERCENT = 10;

/** Runs below which a percentage says nothing. */
const TOO_FEW = 50;

/** The tests of some runs of a project in bad weather. */
export function inBadWeather(
  file: string,
  files: StageFiles,
  runs: number,
  coursesOfFiles = () => coursesOf(files),
): void {
  const suite = `a fifth of the calls fails: ${files.name}`;
  it(`${suite}: ${runs} runs converge or say what is so, and the next one finishes it`, async () => {
    const courses = await coursesOfFiles();
    await withEachSeed(async () => {
      const unconverged: string[] = [];
      const cases: Case[] = Array.from({ length: runs }, (_, index) => {
        const course = courses[index % courses.length];
        if (course === undefined) throw new Error('no course');
        const name = `${course.name} ${index}.`;
        return {
          name,
          run: async () => {
            const why = await run(course, suite, index);
            if (why.length > 0) unconverged.push(`${name} ${why.join('\n    ')}`);
          },
        };
      });
      const count = await runCases(file, suite, cases);
      const percent = (100 * unconverged.length) / count;
      process.stdout.write(`${files.name}: ${unconverged.length} of ${count} not converged at first\n`);
      if (process.env['TRUST_TELL'] !== undefined) process.stdout.write(`${unconverged.join('\n')}\n`);
      if (count >= TOO_FEW)
        expect(percent, `not converged at first:\n${unconverged.join('\n')}`).toBeLessThanOrEqual(
          UNCONVERGED_PERCENT,
        );
    });
  });
}

/** One run, and a clean one after it. @returns why it did not converge at first, a line each; empty: it did */
async function run(course: Course, suite: string, index: number): Promise<readonly string[]> {
  const { files, intent, base, theirs } = course;
  const stage = await openFor(course);
  const bad = new BadWeather(chanceOf(suite).of(index));
  try {
    const gcx = await stage.gcx({ timeoutMs: TIMEOUT_MS });
    gcx.weather = bad.weather;
    let why: readonly string[];
    try {
      const plan = await gcx.plan(intent);
      why = plan.refusals.map((refusal) => JSON.stringify(refusal));
      if (why.length === 0) {
        const report = await gcx.apply(plan);
        const is = dumpFor(files, stage.moment());
        requireNone('the report is not true', untrue(report, is, dumpFor(files, base), course));
        requireNone('not as it was', touched(is, theirs));
        why = [
          ...undone(report),
          ...report.noted.failed.map(({ of, error }) => `note of ${of}: ${errorText(error)}`),
        ];
      }
    } catch (error) {
      if (!(error instanceof GcxError)) throw error;
      why = [errorText(error)];
    }
    gcx.kill();
    await stage.clock.sleep(60_000);
    await requireFinishes(stage, course);
    return why.length === 0 ? why : [...why, `met: ${bad.met.join(', ')}`];
  } catch (error) {
    throw new Error(`${errorText(error)}\n  met: ${bad.met.join(', ')}`, { cause: error });
  } finally {
    await stage.close();
  }
}
