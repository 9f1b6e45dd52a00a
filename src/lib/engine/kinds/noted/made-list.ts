import { ownValue } from '../../../base/own-value.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { shortText } from '../../change/asked.js';
import type { StepData } from '../../change/step.js';
import { FORMAT_TAG, formatTagValue } from '../ownership/mark-format.js';
import { ASKED_TAG } from './asked-of.js';

/**
 * The list of what gcx made for one project and environment, in tags of its event bus, or of two of its rules where the
 * bus is people's: what is in the list and gone was deleted outside gcx, and what has no tags of its own has its note
 * there. An entry is the key of a thing, with its note where the list holds it: `q3Xz`, or `q3Xz=1:…`.
 */
const FORMAT = '1';
/** Characters of a thing's key, in base64. */
const KEY = 4;
const BETWEEN = '_';
/** Characters of a part of the list: a tag's value has room for 256. */
const PART = 240;
/** Tags that the list takes at most, of the 50 of a thing. */
const MOST_PARTS = 20;
/** Keys of the tags that hold it: this and a number. */
const PREFIX = 'genesys-gcx:made:';

/** Stands in place of a note while a thing, or one of a kind, is made or deleted: no note begins with it. */
const UNDERWAY = '@';

/** The entry that says that a thing, or one of a kind, is being made or deleted. `key`: of {@link madeKey}. */
export function underwayEntry(key: string): readonly [key: string, note: string] {
  return [key, UNDERWAY];
}

/** A list, apart: what was made, and the keys of what was being made or deleted when an apply stopped. */
export function apartUnderway(list: ReadonlyMap<string, string>): {
  readonly made: ReadonlyMap<string, string>;
  readonly underway: readonly string[];
} {
  return {
    made: new Map([...list].filter(([, note]) => note !== UNDERWAY)),
    underway: [...list].flatMap(([key, note]) => (note === UNDERWAY ? [key] : [])),
  };
}

/** Whether a tag, by its key, holds what gcx noted. */
export function isNote(key: string): boolean {
  return key === ASKED_TAG || key === FORMAT_TAG || key.startsWith(PREFIX);
}

/** The key of a thing in the list. */
export function madeKey(of: string): string {
  return shortText(of, KEY);
}

/** Those of a thing's tags that hold a list, and the format that stands with it. */
export function madeListTags(tags: Tags): Tags {
  return Object.fromEntries(
    Object.entries(tags).filter(
      ([key]) => key === FORMAT_TAG || (key.startsWith(PREFIX) && /^\d+$/.test(key.slice(PREFIX.length))),
    ),
  );
}

/** The list in tags; undefined where there is none, it is of another format, or a part of it is missing. */
export function readMadeList(listTags: Tags): ReadonlyMap<string, string> | undefined {
  const [, format, count, body] = /^(\d+):(\d+):(.*)$/.exec(ownValue(listTags, `${PREFIX}1`) ?? '') ?? [];
  if (format !== FORMAT || body === undefined) return undefined;
  const parts = Array.from({ length: Number(count) - 1 }, (_, index) => listTags[`${PREFIX}${index + 2}`]);
  if (parts.includes(undefined)) return undefined;
  return new Map(
    [body, ...parts]
      .join('')
      .split(BETWEEN)
      .filter((entry) => entry !== '')
      .map((entry) => [entry.slice(0, KEY), entry.slice(KEY + 1)]),
  );
}

/** What all of several lists say: an apply that ended between two of them leaves what is unsure in one only. */
export function commonEntries(
  lists: readonly ReadonlyMap<string, string>[],
): ReadonlyMap<string, string> | undefined {
  const [first, ...others] = lists;
  if (first === undefined) return undefined;
  return new Map([...first].filter(([key, note]) => others.every((list) => list.get(key) === note)));
}

/** The call that makes the list of a thing so; undefined where it is. Without entries the list goes. */
export function madeListStep(
  arn: string,
  listTags: Tags,
  entries: ReadonlyMap<string, string>,
): StepData | undefined {
  const wanted = madeListParts(entries, listTags);
  const tags = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => listTags[key] !== value));
  const remove = Object.keys(listTags).filter((key) => ownValue(wanted, key) === undefined);
  if (Object.keys(tags).length + remove.length === 0) return undefined;
  const step = { call: 'events.tag', arn, tags, remove } as const;
  return step;
}

/**
 * The tags that hold a list, with the format, so that a gcx that knows nothing of it keeps its hands off. A list for
 * which there is no room is not kept: then nothing is known of what is gone.
 */
export function madeListParts(entries: ReadonlyMap<string, string>, present: Tags): Tags {
  const text = [...entries]
    .map(([key, note]) => (note === '' ? key : `${key}=${note}`))
    .sort()
    .join(BETWEEN);
  if (text === '') return {};
  const parts = text.match(new RegExp(`.{1,${PART}}`, 'g')) ?? [];
  const format = { [FORMAT_TAG]: formatTagValue(ownValue(present, FORMAT_TAG)) };
  if (parts.length > MOST_PARTS) return format;
  const tags = parts.map((part, index) => [
    `${PREFIX}${index + 1}`,
    index === 0 ? `${FORMAT}:${parts.length}:${part}` : part,
  ]);
  return { ...Object.fromEntries(tags), ...format };
}
