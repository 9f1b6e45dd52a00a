import { expect, it } from 'vitest';
import { type Case, runCases } from './stage/cases.js';
import { coursesOf } from './stage/courses.js';
import { requireNone } from './stage/expectations.js';
import type { StageFiles } from './stage/projects.js';
import { allow, type Entry, entriesOf, type Step, stepsOf, type Went, went } from './stage/rights.js';
import { withEachSeed } from './stage/seeds.js';

/** A call of the example organization that analytics tells of. */
const CONVERSATION = '36f675cc-81e7-4ef5-a8e2-5d940ed90475';

/** What no step takes, of any file. */
const NEVER: Readonly<Record<string, string>> = {
  'write iam:SimulatePrincipalPolicy':
    'plan claims nothing where it may not ask; test/harness/permissions has what it says',
  'write iam:GetRole': 'of who has a role; here everybody is a user',
  'write iam:GetRole (better with)': 'of who has a role; here everybody is a user',
};

/** Ends the name of what is in both lists, where it is of the one that gcx is better with. */
const BETTER = '(better with)';

/** What a command that removes things reads, and says nothing of: none of it bears on what it does. */
const NOTHING_TO_SAY: Readonly<Record<string, string>> = {
  'kms:DescribeKey': 'whether a key lets events in matters to what stays',
  'kms:GetKeyPolicy': 'whether a key lets events in matters to what stays',
};

/** What a step needs, and how it went with what is required, and with all. */
interface Run {
  readonly step: Step;
  readonly required: readonly Entry[];
  readonly better: readonly Entry[];
  readonly bare: Went;
  readonly whole: Went;
}

/**
 * The proof that what `gcx permissions` says of a project's file is so: with what is required all commands do their work, without
 * any of it one fails and names it, and without one of what gcx is better with it goes on and says so.
 * @param unused entries (`ROLE ACTION`) that no step takes, with the reason
 */
export function provePermissions(
  file: string,
  files: StageFiles,
  unused: Readonly<Record<string, string>> = {},
): void {
  it(`${files.name}: what gcx permissions says is what its commands need`, async () => {
    const runs: Run[] = [];
    for (const step of stepsOf(files, await coursesOf(files), CONVERSATION)) {
      const { required, better } = await entriesOf(step);
      const bare = await went(step, required);
      const whole = await went(step, [...required, ...better]);
      runs.push({ step, required, better, bare, whole });
    }
    requireNone(
      'does not do its work with what is required',
      runs.flatMap(({ step, bare }) => (bare.failure === undefined ? [] : [`${step.name}: ${bare.failure}`])),
    );
    requireNone(
      'does not do its work with all',
      runs.flatMap(({ step, whole }) =>
        whole.failure === undefined ? [] : [`${step.name}: ${whole.failure}`],
      ),
    );
    requireNone('asked for, and in neither list', runs.flatMap(unlisted));
    const needed = neededBy(runs);
    const idle = [...needed].filter(([, { runs: taking }]) => taking.length === 0).map(([name]) => name);
    const known = { ...NEVER, ...unused };
    expect(idle.filter((name) => known[name] === undefined)).toEqual([]);
    expect(Object.keys(unused).filter((name) => !idle.includes(name))).toEqual([]);
    const cases = [...needed].flatMap(([name, each]): Case[] =>
      each.runs.length === 0 ? [] : [{ name: `without ${name}`, run: () => without(each) }],
    );
    await withEachSeed(async () => {
      expect(await runCases(file, `permissions: ${files.name}`, cases)).toBeGreaterThan(0);
    });
  });
}

/** What a step asked for that `gcx permissions` does not name. */
function unlisted({ step, required, better, bare, whole }: Run): readonly string[] {
  const all = [...required, ...better];
  const refused = [...bare.asked, ...whole.asked].filter((asked) => !allow(all, asked));
  return [...new Set(refused.map(({ action, resource }) => `${step.name}: ${action} on ${resource}`))];
}

interface Needed {
  readonly list: 'required' | 'better';
  readonly entries: readonly Entry[];
  /** The steps that take it. */
  readonly runs: readonly Run[];
}

/** Each action with its condition, and who needs it. What a reading role has is not proven again for a writing one. */
function neededBy(runs: readonly Run[]): ReadonlyMap<string, Needed> {
  const found = new Map<string, Needed>();
  for (const run of runs)
    for (const list of ['required', 'better'] as const)
      for (const entry of run[list]) {
        const { role } = run.step;
        const words = [
          entry.action,
          ...(entry.right.when === undefined ? [] : [JSON.stringify(entry.right.when)]),
        ];
        // What is required of one thing can be what gcx is better with of another: each is proven.
        if (list === 'better' && run.required.some((each) => isSame(each, entry))) words.push(BETTER);
        if (role === 'write' && found.has(['read', ...words].join(' '))) continue;
        const name = [role, ...words].join(' ');
        const known = found.get(name)?.runs ?? [];
        if (known.includes(run)) continue;
        const entries = run[list].filter((each) => isSame(each, entry));
        const left = leftOf(run, list, entries);
        const takes = run[list === 'required' ? 'bare' : 'whole'].asked.some(
          (asked) => asked.action === entry.action && allow(entries, asked) && !allow(left, asked),
        );
        found.set(name, { list, entries, runs: takes ? [...known, run] : known });
      }
  return found;
}

function isSame(one: Entry, other: Entry): boolean {
  return one.action === other.action && JSON.stringify(one.right.when) === JSON.stringify(other.right.when);
}

/** What is left for a step where entries of a list are taken away: what is required is not with what gcx is only better with. */
function leftOf(
  { required, better }: Run,
  list: 'required' | 'better',
  entries: readonly Entry[],
): readonly Entry[] {
  const others = (all: readonly Entry[]) =>
    all.filter((each) => !entries.some((entry) => isSame(entry, each)));
  return list === 'required' ? others(required) : [...required, ...others(better)];
}

/**
 * Of what is required, one command fails and names it; those that go on before say it. Where it is only better so, each command
 * that takes it goes on, and says it.
 */
async function without({ runs, entries, list }: Needed): Promise<void> {
  const [action = ''] = entries.map((each) => each.action);
  for (const run of runs) {
    const { name } = run.step;
    const { failure, said } = await went(run.step, leftOf(run, list, entries));
    if (failure !== undefined && list === 'better') throw new Error(`${name} fails without it: ${failure}`);
    if (failure?.includes(`not allowed ${action}`)) return;
    if (failure !== undefined) throw new Error(`${name} fails without it, and does not name it: ${failure}`);
    if (run.step.course.intent === 'destroy' && NOTHING_TO_SAY[action] !== undefined) continue;
    if (!said.toLowerCase().includes(action.toLowerCase()))
      throw new Error(`${name} goes on without it, and does not say what it could not do`);
  }
  if (list === 'required') throw new Error('all go on without it');
}
