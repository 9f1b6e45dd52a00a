import { andList } from '../../base/words.js';
import type { Change, FieldChange } from '../../engine/change/model.js';
import { thingName } from '../../engine/change/value-words.js';
import { kindLabel, resourceKind } from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';

/** Items of a set that a sentence names. */
const SHOWN = 5;

/** Characters of a value that a sentence shows. */
const SHOWN_VALUE = 60;

/** Of these, characters before the first that differs, where two long values begin alike. */
const SHOWN_BEFORE = 30;

/** `SQS queue shop-inbox`; a policy is called as what it belongs to. */
export function namedThing({ kind, name }: Change): string {
  const named = resourceKind(kind)?.named?.(name) ?? `${kindLabel(kind)} ${name}`;
  return `${named.slice(0, 1).toUpperCase()}${named.slice(1)}`;
}

/** How a setting differs, as the rest of a sentence about its thing. */
export function differenceWords(field: FieldChange, { aws: { account } }: Config): string {
  if (field.kind === 'set') {
    const items = (all: typeof field.added) => listed(all.map(({ label, value }) => label ?? value));
    const lacks = field.added.length === 0 ? [] : [`lacks ${items(field.added)}`];
    const has = field.removed.length === 0 ? [] : [`has ${items(field.removed)}, which are not in the file`];
    return ` ${[...lacks, ...has].join(' and ')} (${field.field})`;
  }
  const { words, targets } = field;
  const of = targets === undefined ? '' : `, of ${andList(targets)}`;
  const label = `${words?.label ?? field.field}${of}`;
  const after = words?.after ?? rawWords(field.after, account);
  if (field.before === undefined && words?.before === undefined)
    return `: ${label} is not so, the file says ${shown(onOneLine(after))}`;
  const [before, wanted] = shownApart([
    [words?.before ?? rawWords(field.before, account), after].map(onOneLine),
    [rawWords(field.before, account), rawWords(field.after, account)].map(onOneLine),
    // Each space and line break is seen.
    [field.before, field.after].map((value) => JSON.stringify(value ?? null)),
  ]);
  return `: ${label} is ${before}, the file says ${wanted}`;
}

function rawWords(value: unknown, account: string): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? thingName(value, account) : JSON.stringify(value);
}

/** Two values, in the first way of saying them that tells them apart, and of each the part in which what differs is seen. */
function shownApart(ways: readonly (readonly string[])[]): readonly [string, string] {
  const [one = '', other = ''] = ways.find(([one, other]) => one !== other) ?? ways[0] ?? [];
  let same = 0;
  while (same < one.length && one[same] === other[same]) same++;
  const isShort = Math.max(one.length, other.length) <= SHOWN_VALUE;
  const from = isShort || same <= SHOWN_BEFORE ? 0 : same - SHOWN_BEFORE;
  return [shown(one, from), shown(other, from)];
}

/** @param from where the part of the line that is shown begins */
function shown(line: string, from = 0): string {
  const end = from + SHOWN_VALUE;
  return `${from > 0 ? '…' : ''}${line.slice(from, end)}${line.length > end ? '…' : ''}`;
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return andList([...names.slice(0, SHOWN), ...(more > 0 ? [`${more} more`] : [])]);
}
