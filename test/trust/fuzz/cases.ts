import { expect } from 'vitest';
import { ONLY, SHARE } from '../stage/cases.js';
import { seed, withEachSeed } from '../stage/seeds.js';
import { faultsOfCase } from './answer.js';
import { Random } from './random.js';
import { Watchdog } from './watchdog.js';

/** Failures that are told in full. */
const TOLD = 8;

/** Something that takes input from outside. */
export interface Subject {
  readonly name: string;
  /** Cases in a whole run. */
  readonly cases: number;
  /** An input, and what gcx does with it. */
  make(random: Random): { readonly bytes: number; answer(): unknown };
}

/** Numbers of this run's cases. `TRUST_CASE` is the name of a subject and a number. */
function numbersOf(name: string, cases: number): readonly number[] {
  if (ONLY !== undefined) return ONLY.startsWith(`${name} `) ? [Number(ONLY.slice(name.length + 1))] : [];
  return Array.from({ length: Math.ceil(cases * SHARE) }, (_, index) => index);
}

/** Runs the cases of a subject that are this run's, and expects each to be answered well. */
export async function expectAnswers(subject: Subject): Promise<void> {
  await withEachSeed(() => expectAnswersNow(subject));
}

/** {@link expectAnswers} for the seed that is drawn from now. */
async function expectAnswersNow(subject: Subject): Promise<void> {
  const failed: { readonly name: string; readonly faults: readonly string[] }[] = [];
  const watchdog = new Watchdog();
  try {
    // What is loaded and compiled at first use is no part of any answer.
    await faultsOfCase(subject.make(new Random('warm')).answer, 0);
    for (const number of numbersOf(subject.name, subject.cases)) {
      const name = `${subject.name} ${number}`;
      const { bytes, answer } = subject.make(new Random(seed(), name));
      watchdog.begins(`TRUST_SEED=${seed()} TRUST_CASE='${name}'`);
      const faults = await faultsOfCase(answer, bytes);
      if (faults.length > 0) failed.push({ name, faults });
    }
  } finally {
    await watchdog.end();
  }
  expect(failed.length, told(failed)).toBe(0);
}

function told(failed: readonly { readonly name: string; readonly faults: readonly string[] }[]): string {
  const [first] = failed;
  return [
    `${failed.length} cases are answered badly.`,
    `The first alone: TRUST_SEED=${seed()} TRUST_CASE='${first?.name}' npm run test:trust -- test/trust/fuzz`,
    ...failed.slice(0, TOLD).map(({ name, faults }) => `--- ${name}\n${faults.join('\n')}`),
  ].join('\n');
}
