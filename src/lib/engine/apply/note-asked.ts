import type { Tags } from '../../clients/aws/tags-model.js';
import { busArn, ruleArn } from '../../language/names/arn.js';
import { noteOf, withdrawnNote } from '../change/asked.js';
import type { Change, Plan } from '../change/model.js';
import type { StepData } from '../change/step.js';
import {
  type Mark,
  madeKey,
  madeListParts,
  madeListStep,
  NOT_LISTED,
  RESOURCE_KINDS,
  resourceKind,
  underwayEntry,
} from '../kinds/index.js';
import { type OwnedContext, runOwnedStep } from './run-owned-step.js';

/** Notes written at once; the clients bound their calls themselves. */
const CONCURRENT_NOTES = 8;

/** Rules that carry the list where the bus cannot. */
const CARRYING_RULES = 2;

/** The tags that hold the list of what gcx made, by the ARN of what carries them. */
export type ListTags = Readonly<Record<string, Tags>>;

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
 * ({@link withdrawnNote}). What no tag finds is listed as being made or deleted, so that the next run looks for it.
 * @returns the tags that hold it then, by the ARN of what carries them
 */
export async function withdrawFromList(plan: Plan, context: OwnedContext): Promise<ListTags> {
  const lists = listsWhileChanging(plan);
  const entries = withdrawnEntries(plan);
  for (const [arn, tags] of Object.entries(lists)) {
    const step = madeListStep(arn, tags, entries);
    if (step !== undefined) await runOwnedStep(step, context);
  }
  return Object.fromEntries(Object.entries(lists).map(([arn, tags]) => [arn, madeListParts(entries, tags)]));
}

/**
 * Says on a rule that was just made what is being made or deleted, where nothing else can: the event bus is people's, and all
 * of the rules that carried the list go.
 * @returns the tags that the rule carries then, by its ARN
 */
export async function carryOnNewRule(
  plan: Plan,
  { kind, action, name }: Change,
  context: OwnedContext,
): Promise<ListTags> {
  const carried = Object.keys(plan.made?.found ?? {});
  if (kind !== 'rule' || action !== 'create' || carried.length === 0) return {};
  const entries = new Map(underwayEntries(plan, () => false));
  if (entries.size === 0 || stayingCarriers(plan).length > 0) return {};
  const arn = ruleArn({ aws: plan.subject.aws }, plan.subject.aws.bus, name);
  const step = madeListStep(arn, {}, entries);
  if (step !== undefined) await runOwnedStep(step, context);
  return { [arn]: madeListParts(entries, {}) };
}

/** The lists that there are; and, where all that carries one goes, what stays and can say what is being made or deleted. */
function listsWhileChanging(plan: Plan): ListTags {
  const { found } = plan.made ?? { found: {} };
  if (underwayEntries(plan, () => false).length === 0) return found;
  const staying = stayingCarriers(plan);
  if (staying.some((arn) => Object.hasOwn(found, arn))) return found;
  return { ...Object.fromEntries(staying.map((arn) => [arn, {}])), ...found };
}

/** What is there, stays, and may carry the list. */
function stayingCarriers(plan: Plan): readonly string[] {
  return listCarriers(plan, ({ action }) => action === 'none' || action === 'update').carriers;
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
  return new Map([...stillSo(plan), ...underwayEntries(plan, () => false)]);
}

/** What the list says of things, without what is about to be untrue. */
function stillSo(plan: Plan): ReadonlyMap<string, string> {
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

/**
 * What is to be looked for after an apply: what no tag finds, and that the plan makes or deletes and has not done; and what
 * could not be looked for.
 */
function underwayEntries(
  { changes, made, warnings }: Plan,
  stands: (change: Change) => boolean,
): readonly (readonly [key: string, note: string])[] {
  const ofPlan = changes.flatMap((change) => {
    const { underway } = resourceKind(change.kind) ?? {};
    if (underway === undefined || change.action === 'none' || change.action === 'update' || stands(change))
      return [];
    // Among those of a kind that are listed, one whose name the file gave is told by its key.
    return underway === 'kind' ? [change.kind, change.id] : [change.id];
  });
  const unlisted = warnings.some(({ code }) => code === NOT_LISTED);
  const isUnlooked = RESOURCE_KINDS.some(
    ({ kind, underway }) => unlisted && underway === 'kind' && made?.underway.has(madeKey(kind)) === true,
  );
  return [...new Set([...ofPlan.map(madeKey), ...(isUnlooked ? (made?.underway ?? []) : [])])].map(
    underwayEntry,
  );
}

/** The list once the plan was carried out; of what was not, it says what it says while that is done. */
function finalEntries(
  plan: Plan,
  things: readonly NotedThing[],
  stands: (change: Change) => boolean,
): ReadonlyMap<string, string> {
  const before = stillSo(plan);
  const made = things.flatMap(({ of, asked, changes }): readonly (readonly [string, string])[] => {
    const key = madeKey(of);
    if (changes.every(stands))
      return asked.ends === true ? [] : [[key, asked.listed === true ? noteOf(asked) : '']];
    const found = before.get(key);
    return found === undefined ? [] : [[key, found]];
  });
  return new Map([...made, ...underwayEntries(plan, stands)]);
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
