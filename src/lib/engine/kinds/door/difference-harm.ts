import type { Attribute } from './attributes.js';

/**
 * How hard something hits: `stops`: what should get events gets none; `some`: some events do not arrive, come late or twice,
 * or are lost where something else fails; `later`: events flow, and it shows when something is looked for, or fails.
 */
export type Weight = 'stops' | 'some' | 'later';

/** What it does that a thing is not there, or a setting of it is another than the file asks for. */
export interface DifferenceHarm {
  readonly weight: Weight;
  /** A sentence or two. */
  readonly does: string;
}

/** What differences of one kind of resource do to events. */
export interface KindHarms {
  /** That there is none. */
  readonly missing: DifferenceHarm;
  /** By the field of a change; one that is not here does no harm. */
  readonly fields: Readonly<Record<string, DifferenceHarm>>;
  /** Of fields that have no names of their own: an alarm's other settings, conditions of a rule's pattern. Absent: none. */
  readonly others?: DifferenceHarm;
  /** Fields that do no harm though `others` is there. */
  readonly harmless?: RegExp;
}

type Table = Readonly<Record<string, Attribute>>;

/** A harm in words of its own. */
export function does(weight: Weight, text: string): DifferenceHarm {
  return { weight, does: text };
}

/** Harms in the words of an attribute table, by the path of an attribute of ours. Throws an Error where it has none. */
export function saidBy(table: Table): (weight: Weight, path: string) => DifferenceHarm {
  return (weight, path) => ({ weight, does: sentenceAt(table, path) });
}

/** What it does that a setting is another than the file asks for; undefined where it does no harm. */
export function harmOfField(harms: KindHarms, field: string): DifferenceHarm | undefined {
  if (Object.hasOwn(harms.fields, field)) return harms.fields[field];
  return harms.harmless?.test(field) === true ? undefined : harms.others;
}

function sentenceAt(table: Table, path: string): string {
  let here: Table = table;
  for (const step of path.split('.')) {
    const attribute = Object.hasOwn(here, step) ? here[step] : undefined;
    if (attribute?.of === 'ours' && attribute.harm !== undefined) return attribute.harm;
    if (attribute?.of !== 'parts') break;
    here = attribute.parts;
  }
  throw new Error(`no table says what another ${path} does`);
}
