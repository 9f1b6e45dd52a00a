import { expect, it } from 'vitest';
import { EXTRA_COMMANDS } from '../../src/lib/features/permissions/index.js';
import { type Case, runCases } from './stage/cases.js';
import { commandStepsOf } from './stage/command-steps.js';
import { coursesOf } from './stage/courses.js';
import { requireNone } from './stage/expectations.js';
import type { StageFiles } from './stage/projects.js';
import {
  allow,
  type Entries,
  type Entry,
  entriesOf,
  type Step,
  stepsOf,
  type Went,
  went,
} from './stage/rights.js';
import { withEachSeed } from './stage/seeds.js';

/** A call of the example organization that analytics tells of. */
const CONVERSATION = '36f675cc-81e7-4ef5-a8e2-5d940ed90475';

/** Ends the name of what is in both lists, where it is of the one that gcx is better with. */
const BETTER = '(better with)';

/** What a command that removes things reads, and says nothing of: none of it bears on what it does. */
const NOTHING_TO_SAY: Readonly<Record<string, string>> = {
  'kms:DescribeKey': 'whether a key lets events in matters to what stays',
  'kms:GetKeyPolicy': 'whether a key lets events in matters to what stays',
};

/** What a step needs, and how it went with what is required, and with all. */
interface Run extends Entries {
  readonly step: Step;
  /** What its role has without the commands that are asked for by name. */
  readonly ofRole: Entries;
  readonly bare: Went;
  readonly whole: Went;
}

/**
 * The proof that what `gcx permissions` says of a project's file is so: with what is required all commands do their work, without
 * any of it one fails and names it, and without one of what gcx is better with it goes on and says so.
 * @param unused entries (`ROLE ACTION`) and pairs (`ACTION RESOURCE`) that no step takes, with the reason
 */
export function provePermissions(
  file: string,
  files: StageFiles,
  unused: Readonly<Record<string, string>> = {},
): void {
  it(`${files.name}: what gcx permissions says is what its commands need`, async () => {
    await prove(file, files.name, stepsOf(files, await coursesOf(files), CONVERSATION), unused);
  });
}

/** The same of what it says with `--for`, of the file with everything: for each command what it takes beside its role. */
export function proveCommands(
  file: string,
  files: StageFiles,
  unused: Readonly<Record<string, string>>,
): void {
  it('what gcx permissions --for says is what the command needs beside its role', async () => {
    const [create] = await coursesOf(files);
    if (create === undefined) throw new Error('There is no course.');
    const steps = commandStepsOf(create);
    expect(steps.flatMap(({ commands = [] }) => commands).toSorted()).toEqual(EXTRA_COMMANDS.toSorted());
    await prove(file, 'commands', steps, unused);
  });
}

/** Proves what is said of some steps. */
async function prove(
  file: string,
  suite: string,
  steps: readonly Step[],
  unused: Readonly<Record<string, string>>,
): Promise<void> {
  const runs: Run[] = [];
  for (const step of steps) {
    const { commands: _asked, ...withoutThem } = step;
    const ofRole = await entriesOf(withoutThem);
    const { required, better } = await entriesOf(step);
    const bare = await went(step, required);
    const whole = await went(step, [...required, ...better]);
    runs.push({ step, required, better, bare, whole, ofRole });
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
  const never = [...idle, ...unmatchedPairs(runs)];
  requireNone(
    'taken by no step',
    never.filter((name) => unused[name] === undefined),
  );
  expect(Object.keys(unused).filter((name) => !never.includes(name))).toEqual([]);
  const cases = [...needed].flatMap(([name, each]): Case[] =>
    each.runs.length === 0 ? [] : [{ name: `without ${name}`, run: () => without(each) }],
  );
  await withEachSeed(async () => {
    expect(await runCases(file, `permissions: ${suite}`, cases)).toBeGreaterThan(0);
  });
}

/** What a step asked for that `gcx permissions` does not name. */
function unlisted({ step, required, better, bare, whole }: Run): readonly string[] {
  const all = [...required, ...better];
  const refused = [...bare.asked, ...whole.asked].filter((asked) => !allow(all, asked));
  return [...new Set(refused.map(({ action, resource }) => `${step.name}: ${action} on ${resource}`))];
}

/** Pairs of an action and a resource, with their condition, that the policies have and no call of any step is matched by. */
function unmatchedPairs(runs: readonly Run[]): readonly string[] {
  const asked = distinctOf(runs.flatMap(({ bare, whole }) => [...bare.asked, ...whole.asked]));
  const pairs = new Map<string, Entry>();
  for (const run of runs)
    for (const { action, right } of [...run.required, ...run.better].filter((each) => isOwn(run, each)))
      for (const resource of right.on)
        pairs.set(wordsOf({ action, right }, resource), { action, right: { ...right, on: [resource] } });
  return [...pairs]
    .filter(([, pair]) => !asked.some((each) => each.action === pair.action && allow([pair], each)))
    .map(([name]) => name);
}

/** Whether an entry is the step's own: of its role, or, where it is of a command that is asked for by name, of that alone. */
function isOwn({ step, ofRole }: Run, entry: Entry): boolean {
  if (step.commands === undefined) return true;
  const covered = [...ofRole.required, ...ofRole.better].filter((each) => isSame(each, entry));
  return !entry.right.on.every((arn) => covered.some(({ right }) => right.on.includes(arn)));
}

function distinctOf(asked: Went['asked']): Went['asked'] {
  return [...new Map(asked.map((each) => [JSON.stringify(each), each])).values()];
}

function wordsOf({ action, right: { when } }: Entry, ...more: readonly string[]): string {
  return [action, ...more, ...(when === undefined ? [] : [JSON.stringify(when)])].join(' ');
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
        if (!isOwn(run, entry)) continue;
        const { role, commands } = run.step;
        // What is required of one thing can be what gcx is better with of another: each is proven.
        const isInBoth = list === 'better' && run.required.some((each) => isSame(each, entry));
        const words = [wordsOf(entry), ...(isInBoth ? [BETTER] : [])].join(' ');
        if (role === 'write' && found.has(`read ${words}`)) continue;
        const name = `${commands?.join() ?? role} ${words}`;
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
    if (run.step.silent?.[action] !== undefined) continue;
    if (run.step.course.intent === 'destroy' && NOTHING_TO_SAY[action] !== undefined) continue;
    if (!said.toLowerCase().includes(action.toLowerCase()))
      throw new Error(`${name} goes on without it, and does not say what it could not do`);
  }
  if (list === 'required') throw new Error('all go on without it');
}
