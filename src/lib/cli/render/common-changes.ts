import { canonicalJson, type JsonValue } from '../../base/json.js';
import { andList } from '../../base/words.js';
import type { Change, FieldChange } from '../../engine/change/model.js';
import { kindLabel } from '../../engine/kinds/index.js';
import { pluralOf } from './labels.js';

/** What all things of one or more kinds have in common, told once. */
export interface CommonChange {
  /** The things, e.g. `all 3 rules, all 5 SQS queues`. */
  readonly things: string;
  readonly isNew: boolean;
  readonly fields: readonly FieldChange[];
}

/** Changes with what they have in common taken out. */
export interface SharedOut {
  readonly common: readonly CommonChange[];
  readonly changes: readonly Change[];
}

/** Things of one kind that are there already, or that are all new: what is said of all of them is said once. */
interface Cohort {
  readonly label: string;
  readonly isNew: boolean;
  readonly members: readonly Change[];
}

/**
 * Takes out of changes the fields that are the same in all things of a kind: a new retry policy in the file's defaults,
 * a new tag of the company. A change of which nothing else is left is not told again.
 */
export function shareOut(changes: readonly Change[]): SharedOut {
  const cohorts = cohortsOf(changes);
  const shared = new Map<string, Shared>();
  for (const cohort of cohorts)
    for (const [key, field] of sharedFields(cohort)) {
      const found = shared.get(`${cohort.isNew} ${key}`) ?? { key, field, cohorts: [] };
      found.cohorts.push(cohort);
      shared.set(`${cohort.isNew} ${key}`, found);
    }
  const told = [...shared.values()].filter((each) => thingsOf(each) > 1);
  const taken = new Map<Change, Set<string>>();
  for (const { key, cohorts: of } of told)
    for (const change of of.flatMap(({ members }) => members))
      taken.set(change, (taken.get(change) ?? new Set()).add(key));
  return {
    common: commonChanges(told),
    changes: changes.flatMap((change) => withoutFields(change, taken.get(change))),
  };
}

/** A field that all things of these cohorts have. */
interface Shared {
  readonly key: string;
  readonly field: FieldChange;
  readonly cohorts: Cohort[];
}

function thingsOf({ cohorts }: Shared): number {
  return cohorts.reduce((count, { members }) => count + members.length, 0);
}

/** Fields of the same things stand together. */
function commonChanges(told: readonly Shared[]): readonly CommonChange[] {
  const byThings = new Map<string, CommonChange>();
  for (const { cohorts, field } of told) {
    const things = andList(cohorts.map(cohortName));
    const isNew = cohorts.some((cohort) => cohort.isNew);
    const fields = [...(byThings.get(things)?.fields ?? []), withoutNames(field)];
    byThings.set(things, { things, isNew, fields });
  }
  return [...byThings.values()];
}

function cohortsOf(changes: readonly Change[]): readonly Cohort[] {
  const kinds = [...new Set(changes.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const of = changes.filter((change) => change.kind === kind);
    const label = kindLabel(kind);
    return [
      { label, isNew: true, members: of.filter(({ action }) => action === 'create') },
      { label, isNew: false, members: of.filter((change) => isThere(change)) },
    ].filter(({ members }) => members.length > 0);
  });
}

/** What stays. A second change of the same thing, which narrows it later, is none of its own. */
function isThere({ action, links }: Change): boolean {
  return (action === 'none' || action === 'update' || action === 'adopt') && links?.narrows === undefined;
}

function sharedFields({ members, isNew }: Cohort): ReadonlyMap<string, FieldChange> {
  const [first, ...others] = members;
  const fields = new Map(
    (first?.fields ?? []).filter((field) => canBeShared(field, isNew)).map((field) => [keyOf(field), field]),
  );
  for (const other of others) {
    const keys = new Set(other.fields.map(keyOf));
    for (const key of fields.keys()) if (!keys.has(key)) fields.delete(key);
  }
  return fields;
}

/** Of new things only what is said of all targets: the rest is what a thing is. */
function canBeShared(field: FieldChange, isNew: boolean): boolean {
  if (field.kind === 'set') return false;
  return field.everyTarget === true || (!isNew && field.targets === undefined);
}

/** All targets of all rules: under no names. */
function withoutNames(field: FieldChange): FieldChange {
  return field.kind === 'value' && field.targets !== undefined ? { ...field, targets: [] } : field;
}

/** Targets that are all targets of their rule are not compared by name. */
function keyOf(field: FieldChange): string {
  if (field.kind === 'set') return canonicalJson(JSON.parse(JSON.stringify(field)) as JsonValue);
  const { targets, ...rest } = field;
  return canonicalJson(
    JSON.parse(
      JSON.stringify(field.everyTarget === true || targets === undefined ? rest : { ...rest, targets }),
    ) as JsonValue,
  );
}

function withoutFields(change: Change, keys: ReadonlySet<string> | undefined): readonly Change[] {
  if (keys === undefined) return [change];
  const fields = change.fields.filter((field) => !keys.has(keyOf(field)));
  const said = change.action === 'update' && fields.length === 0;
  return said && change.reason === undefined && change.notes.length === 0 ? [] : [{ ...change, fields }];
}

function cohortName({ label, isNew, members }: Cohort): string {
  const count = members.length;
  const which = isNew ? 'new ' : '';
  return count === 1 ? `the ${which}${label}` : `all ${count} ${which}${pluralOf(label)}`;
}
