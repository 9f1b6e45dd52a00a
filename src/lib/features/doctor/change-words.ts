import { andList } from '../../base/words.js';
import type { Change, FieldChange } from '../../engine/change/model.js';
import { thingName } from '../../engine/change/value-words.js';
import { kindLabel, resourceKind } from '../../engine/kinds/index.js';
import type { Config } from '../../language/config/model.js';

/** Items of a set that a sentence names. */
const SHOWN = 5;

/** Characters of a value that a sentence shows. */
const SHOWN_VALUE = 60;

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
  const value = (text: string | undefined, raw: unknown) => shown(text ?? rawWords(raw, account));
  const after = value(words?.after, field.after);
  const before =
    field.before === undefined && words?.before === undefined ? 'not so' : value(words?.before, field.before);
  return `: ${words?.label ?? field.field}${of} is ${before}, the file says ${after}`;
}

function rawWords(value: unknown, account: string): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? thingName(value, account) : JSON.stringify(value);
}

function shown(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > SHOWN_VALUE ? `${line.slice(0, SHOWN_VALUE)}…` : line;
}

function listed(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return andList([...names.slice(0, SHOWN), ...(more > 0 ? [`${more} more`] : [])]);
}
