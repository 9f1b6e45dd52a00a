import type { Tags } from '../../clients/aws/tags-model.js';
import { busArn, ruleArn } from '../../language/names/arn.js';
import { noteOf, withdrawnNote } from '../change/asked.js';
import type { Change, Plan } from '../change/model.js';
import type { StepData } from '../change/step.js';
import { type Mark, madeKey, madeListParts, madeListStep } from '../kinds/index.js';
import { type OwnedContext, runOwnedStep } from './run-owned-step.js';

/** Notes written at once; the clients bound their calls themselves. */
const CONCURRENT_NOTES = 8;

/** Rules that carry the list where the bus cannot. */
const CARRYING_RULES = 2;

/** The tags that hold the list of what gcx made, by the ARN of what carries them. */
type ListTags = Readonly<Record<string, Tags>>;

/** A thing with a note, and all the changes of a plan that are about it. */
interface NotedThing {
  readonly of: string;
  readonly changes: readonly Change[];
  readonly asked: NonNullable<Change['asked']>;
}

/** What became of the notes of what gcx asked for. */
export interface NotedReport {
  /** Things that the apply did not change and that had no note, or an old one. */
  readonly unchanged: number;
  /** Notes that could not be written, with why: what is changed outside gcx is not told of them. */
  readonly failed: readonly { readonly of: string; readonly error: unknown }[];
}

/** Nothing was to be noted. */
export const NOTHING_NOTED: NotedReport = { unchanged: 0, failed: [] };

/** Whether carrying out a plan would write notes, also where it changes nothing. */
export function hasNotesToWrite(plan: Plan): boolean {
  const things = notedThings(plan);
  if (things.some(({ asked }) => asked.written !== undefined)) return true;
  const all = () => true;
  return listSteps(plan, finalEntries(plan, things, all), all, plan.made?.found ?? {}).length > 0;
}

/**
 * Takes out of the list of what gcx made, before anything is changed, all that will not be so: what is deleted or changed,
 * and what the plan does not know. A run that ends in between then leaves a list that says nothing of it
 * ({@link withdrawnNote}).
 * @returns the tags that hold it then, by the ARN of what carries them
 */
export async function withdrawFromList(plan: Plan, context: OwnedContext): Promise<ListTags> {
  const { found = {} } = plan.made ?? {};
  const entries = withdrawnEntries(plan);
  for (const [arn, tags] of Object.entries(found)) {
    const step = madeListStep(arn, tags, entries);
    if (step !== undefined) await runOwnedStep(step, context);
  }
  return Object.fromEntries(Object.entries(found).map(([arn, tags]) => [arn, madeListParts(entries, tags)]));
}

/**
 * Notes what was asked for with each thing that is now as the plan wants it, and lists them. What fails is reported, and
 * is noted by the next apply: without its note, nothing is told of a thing.
 * @param stands whether a thing is as a change wants it: it was carried out, or there was nothing to do
 * @param listTags the tags that hold the list now
 */
export async function noteAsked(
  plan: Plan,
  stands: (change: Change) => boolean,
  listTags: ListTags,
  context: OwnedContext,
): Promise<NotedReport> {
  const things = notedThings(plan);
  const settled = things.filter(({ changes }) => changes.every(stands));
  const failed: { of: string; error: unknown }[] = [];
  let unchanged = 0;
  const note = async ({ of, changes, asked }: NotedThing): Promise<void> => {
    if (asked.written === undefined) return;
    try {
      await runOwnedStep(asked.written, context);
      if (changes.every(({ action }) => action === 'none')) unchanged += 1;
    } catch (error) {
      failed.push({ of, error });
    }
  };
  const waiting = [...settled];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await note(next);
  };
  await Promise.all(Array.from({ length: CONCURRENT_NOTES }, work));
  try {
    const entries = finalEntries(plan, things, stands);
    for (const step of listSteps(plan, entries, stands, listTags)) await runOwnedStep(step, context);
    unchanged += settled.filter(
      ({ asked, changes }) =>
        asked.listed === true &&
        asked.noted !== noteOf(asked) &&
        changes.every(({ action }) => action === 'none'),
    ).length;
  } catch (error) {
    failed.push({ of: 'list of what gcx made', error });
  }
  return { unchanged, failed };
}

/** The mark of what a plan makes. */
export function markOfPlan({ subject: { project, environment, genesys } }: Plan): Mark {
  return { project, environment, organization: genesys?.organizationId ?? '' };
}

/** The things of a plan that have a note. */
function notedThings({ changes }: Plan): readonly NotedThing[] {
  const byThing = new Map<string, NotedThing>();
  for (const change of changes) {
    const { asked } = change;
    if (asked === undefined || change.action === 'delete') continue;
    const known = byThing.get(asked.of);
    byThing.set(asked.of, { of: asked.of, asked, changes: [...(known?.changes ?? []), change] });
  }
  return [...byThing.values()];
}

/** The list while the plan is carried out. */
function withdrawnEntries(plan: Plan): ReadonlyMap<string, string> {
  const { entries } = plan.made ?? {};
  return new Map(
    notedThings(plan).flatMap(({ of, asked, changes }) => {
      const key = madeKey(of);
      const found = entries?.get(key);
      if (found === undefined || changes.some(({ action }) => action === 'replace')) return [];
      return [[key, asked.listed === true && found !== '' ? (withdrawnNote(asked) ?? found) : found]];
    }),
  );
}

/** The list once the plan was carried out; of what was not, it says what it says while that is done. */
function finalEntries(
  plan: Plan,
  things: readonly NotedThing[],
  stands: (change: Change) => boolean,
): ReadonlyMap<string, string> {
  const before = withdrawnEntries(plan);
  return new Map(
    things.flatMap(({ of, asked, changes }) => {
      const key = madeKey(of);
      if (changes.every(stands)) return [[key, asked.listed === true ? noteOf(asked) : '']];
      const found = before.get(key);
      return found === undefined ? [] : [[key, found]];
    }),
  );
}

/** The calls that make the list so on what is to carry it, and that take it from what is not. */
function listSteps(
  plan: Plan,
  entries: ReadonlyMap<string, string>,
  stands: (change: Change) => boolean,
  listTags: ListTags,
): readonly StepData[] {
  if (plan.made === undefined) return [];
  const { carriers, others } = listCarriers(plan, stands);
  return [
    ...carriers.map((arn) => madeListStep(arn, listTags[arn] ?? {}, entries)),
    ...others.map((arn) => madeListStep(arn, listTags[arn] ?? {}, new Map())),
  ].flatMap((step) => step ?? []);
}

/**
 * What carries the list once a plan was carried out: the event bus, where gcx made it; else, as what is people's is not
 * touched, two rules, so that one of them can be deleted by hand. `others`: what else of gcx's is there and could have it.
 */
function listCarriers(
  { changes, subject }: Plan,
  stands: (change: Change) => boolean,
): { readonly carriers: readonly string[]; readonly others: readonly string[] } {
  const place = { aws: subject.aws };
  const there = changes.filter(
    (change) => change.asked !== undefined && change.action !== 'delete' && stands(change),
  );
  const buses = there.filter(({ kind }) => kind === 'bus').map(({ name }) => busArn(place, name));
  const rules = there
    .filter(({ kind }) => kind === 'rule')
    .map(({ name }) => ruleArn(place, subject.aws.bus, name))
    .sort();
  const carriers = buses.length > 0 ? buses : rules.slice(0, CARRYING_RULES);
  return { carriers, others: [...buses, ...rules].filter((arn) => !carriers.includes(arn)) };
}
