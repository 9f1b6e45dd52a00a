import { Chance } from './chance.js';
import { seed } from './seeds.js';

/** Which share of the cases is run. */
export const SHARE = Number(process.env['TRUST_SHARE'] ?? 1);

/** Below it a run is a sample, which draws one part of a suite that has parts. */
const SAMPLE = 0.05;

/** Only cases whose names hold this text, for who looks into a failure. */
export const ONLY = process.env['TRUST_CASE'];

/** Stages that are open at once: while one waits for a connection that is not answered, others go on. */
const AT_ONCE = 4;

/** Failures that are told in full. */
const TOLD = 4;

/** A case of a suite, named so that it can be repeated alone. */
export interface Case {
  readonly name: string;
  run(): Promise<void>;
}

/** Chance of a suite. */
export function chanceOf(suite: string): Chance {
  return new Chance(`${seed()}/${suite}`);
}

/**
 * Those of some parts of a suite that this run takes: all; in a sample the one that the seed draws, as what has to be prepared for
 * each part takes longer than the few cases of it.
 */
export function drawnParts<T extends string>(suite: string, parts: readonly T[]): ReadonlySet<T> {
  if (SHARE >= SAMPLE || ONLY !== undefined) return new Set(parts);
  const drawn = parts[chanceOf(suite).below(parts.length, 'part')];
  return new Set(drawn === undefined ? parts : [drawn]);
}

/** Those of some items that this run takes: all; in a sample a third of them, drawn. */
export function drawnItems(suite: string, items: readonly string[]): readonly string[] {
  return SHARE >= SAMPLE ? items : items.filter((item) => chanceOf(suite).at(item) < 1 / 3);
}

/** Those of some cases that are this run's, by its seed and share. */
function drawn<T>(suite: string, cases: readonly T[], nameOf: (item: T) => string): readonly T[] {
  if (ONLY !== undefined) return cases.filter((each) => nameOf(each).includes(ONLY));
  if (SHARE >= 1) return cases;
  const chance = chanceOf(suite);
  const count = Math.max(1, Math.round(cases.length * SHARE));
  return cases
    .toSorted((a, b) => chance.at('drawn', nameOf(a)) - chance.at('drawn', nameOf(b)))
    .slice(0, count);
}

/**
 * Runs the cases of a suite that are this run's.
 * @throws Error that tells which failed, why, and how to repeat them
 */
export async function runCases(file: string, suite: string, cases: readonly Case[]): Promise<number> {
  const mine = drawn(suite, cases, ({ name }) => name);
  const failures: { readonly name: string; readonly error: unknown }[] = [];
  const waiting = [...mine];
  const began = process.cpuUsage();
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name } = next;
      await next.run().catch((error: unknown) => failures.push({ name, error }));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const { user, system } = process.cpuUsage(began);
  const seconds = ((user + system) / 1e6).toFixed(1);
  process.stdout.write(`${suite}: ${mine.length} of ${cases.length} cases, ${seconds} s of a core\n`);
  if (failures.length > 0) throw new Error(told(file, suite, mine.length, failures));
  return mine.length;
}

function told(
  file: string,
  suite: string,
  count: number,
  failures: readonly { readonly name: string; readonly error: unknown }[],
): string {
  const [first] = failures;
  return [
    `${failures.length} of ${count} cases failed: ${suite} (seed ${seed()})`,
    `Repeat the first: TRUST_SEED=${seed()} TRUST_CASE='${first?.name}' npm run test:trust -- ${file}`,
    ...failures
      .slice(0, TOLD)
      .map(
        ({ name, error }) =>
          `--- ${name}\n${error instanceof Error ? (error.stack ?? error.message) : error}`,
      ),
    ...failures.slice(TOLD).map(({ name }) => `--- ${name}`),
  ].join('\n');
}
