import { describe, expect, it } from 'vitest';
import { GcxError } from '../../src/lib/base/gcx-error.js';
import { type Case, chanceOf, drawnParts, runCases } from './stage/cases.js';
import type { Chance } from './stage/chance.js';
import { dumpFor } from './stage/courses.js';
import { type Dump, differences } from './stage/dump.js';
import { errorText, undone } from './stage/expectations.js';
import { SMALL } from './stage/projects.js';
import { withEachSeed } from './stage/seeds.js';
import { type Moment, Stage, type StageGcx, type StageProject } from './stage/stage.js';

const FILE = 'test/trust/two-at-once.test.ts';

/** Pairs of each kind. */
const PAIRS = 100;

/** What happens to the two. */
const TURNS = ['nothing', 'stopped', 'clocks', 'answers lost', 'asked', 'all'] as const;
type Turn = (typeof TURNS)[number];

/** How long a process is stopped: within its lease, and past it, in ms. */
const STOPS = [20_000, 100_000, 180_000, 600_000] as const;

/** How long a person looks at a plan before the answer, in ms, and which share says no. */
const THINKS = [1_000, 45_000, 150_000, 400_000] as const;
const DECLINES = 0.2;

/** A lease that nobody could give back is over by then, in ms. */
const LEASE_OVER_MS = 180_000;

const HOUR_MS = 3_600_000;

/** A command that writes. */
interface Work {
  readonly name: string;
  readonly command: 'apply' | 'destroy' | 'adopt';
  readonly project: StageProject;
  /** It may take over what others made. */
  readonly adopts?: boolean;
}

/** How a command ended, and why. */
interface Said {
  readonly ended: 'done' | 'refused' | 'declined' | 'failed';
  readonly why: string;
}

/** What is there after some of the commands, one after the other. */
interface End {
  readonly works: readonly Work[];
  readonly dump: Dump;
}

/** Two that work at once, and on what. */
interface Pair {
  readonly name: string;
  readonly works: readonly [Work, Work];
  readonly base: Moment;
}

const first: Work = { name: 'first', command: 'apply', project: SMALL.first };
const changed: Work = { name: 'changed', command: 'apply', project: SMALL.changed };
const destroy: Work = { name: 'destroy', command: 'destroy', project: SMALL.first };
const adopt: Work = { name: 'adopt', command: 'adopt', project: SMALL.first };
const other: Work = {
  name: 'other',
  command: 'apply',
  project: { file: SMALL.first.file.replace('small-inbox', 'other-inbox') },
};

const KINDS = {
  'different applies': async () => [[changed, other], await created()],
  'apply and destroy': async () => [[changed, destroy], await created()],
  'first applies': async () => [[first, other], await momentOf(async () => {})],
  'apply and adopt': async () => [[{ ...changed, adopts: true }, adopt], unmarked(await created())],
} satisfies Record<string, () => Promise<[Pair['works'], Moment]>>;
const names = Object.keys(KINDS) as (keyof typeof KINDS)[];
const mine = drawnParts('two at once', names);

describe('two at once leave what one of them alone would, or one after the other', () => {
  for (const name of names) it.runIf(mine.has(name))(name, async () => test(name, ...(await KINDS[name]())));
});

async function test(name: string, works: Pair['works'], base: Moment): Promise<void> {
  const pair = { name, works, base };
  const [a, b] = works;
  const ends = await Promise.all(
    [[a], [b], [a, b], [b, a]].map(async (orders) => ({ works: orders, dump: await after(pair, orders) })),
  );
  const cases: Case[] = Array.from({ length: PAIRS }, (_, index) => {
    const turn = TURNS[Math.floor(index / 2) % TURNS.length] ?? 'all';
    // Each of the two comes first as often as the other.
    const ordered: Pair = index % 2 === 0 ? pair : { ...pair, works: [b, a] };
    return { name: `${name} ${index}, ${turn}.`, run: () => atOnce(ordered, index, turn, ends) };
  });
  await withEachSeed(async () => {
    expect(await runCases(FILE, `two at once: ${name}`, cases)).toBeGreaterThan(0);
  });
}

async function atOnce(
  { name, works, base }: Pair,
  index: number,
  turn: Turn,
  ends: readonly End[],
): Promise<void> {
  const chance = chanceOf(`two at once: ${name}`).of(index);
  const stage = await Stage.open(works[0].project, { at: base, seed: SMALL.seed });
  const has = (what: Turn): boolean => turn === what || turn === 'all';
  const clockAheadMs = (who: number): number =>
    has('clocks') ? chance.pick([-HOUR_MS, 0, HOUR_MS], 'clock', who) : 0;
  // A person thinks for a while, longer than a lease lasts without a sign, and may say no.
  const thinks = (who: number) => async (): Promise<boolean> => {
    if (has('asked')) await passTime(stage, chance.pick(THINKS, 'thinks', who));
    return !has('asked') || chance.at('declines', who) >= DECLINES;
  };
  try {
    const one = await stage.gcx({ project: works[0].project, clockAheadMs: clockAheadMs(0) });
    const two = await stage.gcx({ project: works[1].project, clockAheadMs: clockAheadMs(1) });
    let begins: () => void = () => {};
    const beginsNow = new Promise<void>((resolve) => {
      begins = resolve;
    });
    const at = chance.below(90, 'begins');
    const stopsAt = has('stopped') ? at : Number.POSITIVE_INFINITY;
    one.weather = weatherOf(chance.of('one'), has('answers lost'), (number) => {
      if (number === at) begins();
      if (number === stopsAt) one.stop();
    });
    two.weather = weatherOf(chance.of('two'), has('answers lost'), () => {});
    const follows = async (): Promise<Said> => {
      await beginsNow;
      if (has('stopped')) await passTime(stage, chance.pick(STOPS, 'stop'));
      const said = await run(two, works[1], thinks(1));
      one.goOn();
      return said;
    };
    const said = await Promise.all([run(one, works[0], thinks(0)).finally(begins), follows()]);
    const finished = await finish(stage, works, said);
    const is = withoutLease(dumpFor(SMALL, stage.moment()));
    requireWhole(works, finished, is, ends, withoutLease(dumpFor(SMALL, base)));
    if (process.env['TRUST_TELL'] !== undefined)
      process.stdout.write(
        `${name} ${index}, ${turn}: ${said.map(({ ended, why }) => `${ended} ${why}`).join(', ')}\n`,
      );
  } finally {
    await stage.close();
  }
}

/** Where the one was broken off and the other did nothing, the one is run again, as its report says. */
async function finish(stage: Stage, works: Pair['works'], said: readonly Said[]): Promise<readonly Said[]> {
  const who = said.findIndex(({ ended }) => ended === 'failed');
  const broken = works[who];
  if (broken === undefined || said.some(({ ended }) => ended === 'done')) return said;
  await stage.clock.sleep(LEASE_OVER_MS);
  const again = await run(await stage.gcx({ project: broken.project }), broken);
  return said.map((each, index) =>
    index === who ? { ended: again.ended, why: `${each.why}; run again: ${again.why}` } : each,
  );
}

/**
 * What is there is what the commands leave, one after the other, that say that they are done; of the others nothing, or
 * what came before those.
 * @param before what was there
 */
function requireWhole(
  works: Pair['works'],
  said: readonly Said[],
  is: Dump,
  ends: readonly End[],
  before: Dump,
): void {
  const done = works.filter((_, who) => said[who]?.ended === 'done');
  const may = ends.filter((end) => mayEndSo(end.works, done));
  const all = done.length === 0 ? [...may, { works: [], dump: before }] : may;
  if (all.some(({ dump }) => differences(is, dump).length === 0)) return;
  throw new Error(
    [
      `a mixture: the one ${said.map(({ ended, why }) => `${ended} ${why}`).join('; the other ')}`,
      ...all.map(
        ({ works: those, dump }) =>
          `  not as after ${those.map(({ name }) => name).join(', then ')}: ${differences(is, dump).join('\n    ')}`,
      ),
    ].join('\n'),
  );
}

/** Whether all that is done is in an end, and where only one is, comes last. */
function mayEndSo(end: readonly Work[], done: readonly Work[]): boolean {
  if (done.length === 0) return true;
  if (done.length === 1) return end.at(-1) === done[0];
  return end.length === done.length;
}

/** What the commands leave one after the other. */
async function after({ base }: Pair, works: readonly Work[]): Promise<Dump> {
  const moment = await momentOf(async (stage) => {
    for (const work of works) await run(await stage.gcx({ project: work.project }), work);
  }, base);
  return withoutLease(dumpFor(SMALL, moment));
}

/** Runs a command as the command line does, and tells what it says in the end. */
async function run(
  gcx: StageGcx,
  { command, adopts = false }: Work,
  asked: () => Promise<boolean> = async () => true,
): Promise<Said> {
  try {
    const carried = await gcx.run(command, { adopt: adopts, force: command === 'destroy' }, asked);
    switch (carried.outcome) {
      case 'refused':
        return { ended: 'refused', why: JSON.stringify(carried.plan.refusals) };
      case 'declined':
        return { ended: 'declined', why: '' };
      case 'no-changes':
        return { ended: 'done', why: 'no changes' };
      case 'carried-out': {
        const { failed, notAttempted } = carried.report;
        const whole = failed === 0 && notAttempted === 0;
        return { ended: whole ? 'done' : 'failed', why: undone(carried.report).join('; ') };
      }
    }
  } catch (error) {
    if (!(error instanceof GcxError)) throw error;
    return { ended: 'refused', why: errorText(error) };
  }
}

/** Calls come in a drawn order; of those of the lease some lose their answers. */
function weatherOf(
  chance: Chance,
  losesAnswers: boolean,
  told: (number: number) => void,
): StageGcx['weather'] {
  return async (call, carryOut) => {
    for (let turns = chance.below(6, 'turns', call.number); turns > 0; turns -= 1)
      await new Promise((resolve) => setImmediate(resolve));
    const response = await carryOut();
    told(call.number);
    const lost = losesAnswers && call.action === 'PutParameter' && chance.at('lost', call.number) < 0.4;
    return lost ? { kind: 'reset' } : { kind: 'answered', response };
  };
}

/** Time passes for everybody, in steps in which whoever lives can do what is due. */
async function passTime(stage: Stage, ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5_000) {
    await stage.clock.sleep(5_000);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function created(): Promise<Moment> {
  return momentOf(async (stage) => {
    await run(await stage.gcx(), first);
  });
}

async function momentOf(work: (stage: Stage) => Promise<void>, at?: Moment): Promise<Moment> {
  const stage = await Stage.open(SMALL.first, { seed: SMALL.seed, ...(at === undefined ? {} : { at }) });
  try {
    await work(stage);
    return stage.moment();
  } finally {
    await stage.close();
  }
}

/** As if somebody had made the topics and SQS queues by hand. */
function unmarked(moment: Moment): Moment {
  const state = JSON.parse(moment.state, (key, value) => {
    if (key !== 'topics' && key !== 'queues') return value;
    return JSON.parse(
      JSON.stringify(value, (name, part) => (name.startsWith('genesys-gcx:') ? undefined : part)),
    );
  });
  return { ...moment, state: JSON.stringify(state) };
}

function withoutLease(dump: Dump): Dump {
  return new Map([...dump].filter(([name]) => !name.includes(' parameters ')));
}
