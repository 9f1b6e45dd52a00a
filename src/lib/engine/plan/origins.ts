import type { Config } from '../../language/config/model.js';
import { type Asked, type AskedOfKind, joinedOrigin, originOf } from '../change/asked.js';
import type { Change, FieldChange, MadeList, Plan } from '../change/model.js';
import { madeKey, withSplitOrigins } from '../kinds/index.js';

/** Codes of refusals about a thing that is there, and that gcx takes for somebody else's. */
const NOT_OURS = new Set(['name-taken', 'bus-not-ours', 'integration-not-ours']);

/**
 * Pure: says of each difference who made it, by what gcx noted when it last asked: the file, somebody outside gcx, both, or
 * that it cannot tell.
 */
export function withOrigins(
  config: Config,
  planned: readonly Change[],
  refusals: Plan['refusals'],
  { entries }: MadeList,
): readonly Change[] {
  const isListed = (id: string) => entries?.has(madeKey(id)) === true;
  const changes = withSplitOrigins(config, planned, isListed);
  const foreign = new Set(
    refusals.flatMap(({ code, change }) => (change !== undefined && NOT_OURS.has(code) ? [change] : [])),
  );
  return changes.map((each): Change => {
    const { asked, ...change } = each;
    const listed = entries?.get(madeKey(asked?.of ?? each.id));
    const isGone = each.action === 'create' || each.action === 'adopt' || foreign.has(each.id);
    const told = isGone && listed !== undefined ? { ...change, origin: 'outside' as const } : change;
    if (asked === undefined || !('settingsOf' in asked)) return each.asked === undefined ? told : each;
    const { settingsOf, ...kept } = asked.listed === true ? withNote(asked, listed) : asked;
    if (each.action === 'create') return { ...told, asked: kept };
    return {
      ...told,
      asked: kept,
      fields: each.fields.map((field) => withOrigin(field, kept, settingsOf(field))),
    };
  });
}

/** Whether a change, or a part of it, fixes what was changed outside gcx. */
export function isCalledDrift({ origin, fields }: Change): boolean {
  return origin === 'outside' || fields.some((each) => each.origin === 'outside' || each.origin === 'both');
}

function withNote(asked: AskedOfKind, noted: string | undefined): AskedOfKind {
  return noted === undefined || noted === '' ? asked : { ...asked, noted };
}

function withOrigin(field: FieldChange, asked: Asked, settings: readonly string[]): FieldChange {
  if (field.origin !== undefined) return field;
  if (settings.length === 0) return { ...field, origin: 'file' };
  const origin = joinedOrigin(settings.map((setting) => originOf(asked, setting)));
  return origin === 'unknown' ? field : { ...field, origin };
}
