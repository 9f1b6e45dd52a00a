import { ExitCode } from '../../base/exit-codes.js';
import type { Notice } from '../../base/notice.js';
import { isReadable } from '../../engine/change/asked.js';
import type { Change, FieldChange, Plan, PlanSubject } from '../../engine/change/model.js';

/** What was changed outside gcx, of all that it made for a file. */
export interface Drift {
  readonly schemaVersion: 1;
  readonly subject: PlanSubject;
  /** With what was changed outside gcx, each from what it is now to what gcx asks for; a `create` was deleted. */
  readonly changed: readonly DriftedThing[];
  /** With differences of which gcx cannot tell whether the file or somebody outside gcx made them. */
  readonly unclear: readonly DriftedThing[];
  /** What could not be looked at, and why. */
  readonly unseen: readonly Notice[];
  /** What people set on these things beside what gcx asks for, and harms: it is kept, and no drift. */
  readonly harmful: readonly Notice[];
  /** Whether an apply of the file is refused as things are, and so puts nothing back. */
  readonly refused: boolean;
  /** Things that carry no note of what gcx asked for, or one of another format. */
  readonly unnoted: number;
}

/** A thing of a plan with some of its differences. */
export type DriftedThing = Pick<
  Change,
  'id' | 'kind' | 'name' | 'group' | 'action' | 'fields' | 'notes' | 'origin'
>;

/** Codes of warnings and refusals of a plan about what it could not look at. */
const UNSEEN = new Set([
  'tags-not-searchable',
  'newer-format',
  'name-taken',
  'bus-not-ours',
  'integration-not-ours',
  'existing-missing',
]);

/** Codes of those for which a permission is missing. */
const DENIED = new Set(['tags-not-searchable']);

/** Pure: what of a plan was changed outside gcx. */
export function driftOf(plan: Plan): Drift {
  const { changes, made, warnings, refusals, subject } = plan;
  const live = toldOnce(changes.filter(({ action }) => action !== 'delete'));
  const told = new Set(live.flatMap(({ id, origin }) => (origin === 'outside' ? [id] : [])));
  return {
    schemaVersion: 1,
    subject,
    changed: live.flatMap((each) =>
      told.has(each.id)
        ? [thing(each, each.action === 'create' ? [] : each.fields)]
        : withFields(each, ({ origin }) => origin === 'outside' || origin === 'both'),
    ),
    unclear: live.flatMap((each) => {
      if (told.has(each.id)) return [];
      // Without the list of what it made, gcx does not know whether a thing was there.
      if (each.action === 'create') return made?.entries === undefined ? [thing(each, [])] : [];
      return withFields(each, ({ origin = 'unknown' }) => origin === 'unknown');
    }),
    unseen: [
      ...warnings.filter(({ code }) => UNSEEN.has(code)),
      ...refusals.filter(({ code, change = '' }) => UNSEEN.has(code) && !told.has(change)),
    ],
    refused: refusals.length > 0,
    harmful: warnings.filter(({ code }) => code === 'harms-delivery'),
    unnoted: live.filter(({ action, asked }) => action !== 'create' && asked && !isReadable(asked.noted))
      .length,
  };
}

/** 2 with drift, else 3 or 1 where gcx could not look or cannot tell, else 0: never 0 where something was not seen. */
export function driftExitCode({ changed, unclear, unseen }: Drift): ExitCode {
  if (changed.length > 0) return ExitCode.changes;
  if (unseen.some(({ code }) => DENIED.has(code))) return ExitCode.denied;
  return unclear.length + unseen.length > 0 ? ExitCode.error : ExitCode.done;
}

/** Changes without what an earlier change of the same thing says already: one of its settings can take two, first wide, then narrow. */
function toldOnce(changes: readonly Change[]): readonly Change[] {
  const told = new Map<string, string>();
  return changes.map((change) => {
    const { id, asked, fields } = change;
    if (asked === undefined) return change;
    const left = fields.filter(({ field }) => {
      const key = `${asked.of} ${field}`;
      const first = told.get(key) ?? id;
      told.set(key, first);
      return first === id;
    });
    return { ...change, fields: left };
  });
}

function withFields(change: Change, isShown: (field: FieldChange) => boolean): readonly DriftedThing[] {
  const fields = change.fields.filter(isShown);
  return fields.length === 0 ? [] : [{ ...thing(change, fields), notes: [] }];
}

function thing(change: Change, fields: readonly FieldChange[]): DriftedThing {
  const { id, kind, name, group, action, notes, origin } = change;
  return { id, kind, name, group, action, fields, notes, ...(origin === undefined ? {} : { origin }) };
}
