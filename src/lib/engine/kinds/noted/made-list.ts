import { ownValue } from '../../../base/own-value.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import { busArn } from '../../../language/names/arn.js';
import { shortText } from '../../change/asked.js';
import type { StepData } from '../../change/step.js';
import type { Mark } from '../ownership/mark.js';
import { ASKED_TAG } from './asked-of.js';

/**
 * The list of what gcx made for one project and environment, in tags of the event bus that its rules are on: what is in
 * the list and gone was deleted outside gcx, and what has no tags of its own has its note there. An entry is the key of a
 * thing, with its note where the list holds it: `q3Xz`, or `q3Xz=1:…`.
 */
const FORMAT = '1';
/** Characters of a thing's key, in base64. */
const KEY = 4;
const BETWEEN = '_';
/** Characters of a part of the list: a tag's value has room for 256. */
const PART = 240;
/** Tags that the list takes at most, of the 50 of a bus. */
const MOST_PARTS = 25;

const PREFIX = 'genesys-gcx:made:';

/** Keys of the bus's tags that hold the list of a mark: this and a number. */
function madeListPrefix({ project, environment }: Mark): string {
  return `${PREFIX}${project}:${environment}:`;
}

/** Whether a tag, by its key, holds what gcx noted. */
export function isNote(key: string): boolean {
  return key === ASKED_TAG || key.startsWith(PREFIX);
}

/** The key of a thing in the list. */
export function madeKey(of: string): string {
  return shortText(of, KEY);
}

/** The tags of a bus that hold the list of a mark. */
export function madeListTags(busTags: Tags, mark: Mark): Tags {
  const prefix = madeListPrefix(mark);
  return Object.fromEntries(
    Object.entries(busTags).filter(
      ([key]) => key.startsWith(prefix) && /^\d+$/.test(key.slice(prefix.length)),
    ),
  );
}

/** The list in tags; undefined where there is none, it is of another format, or a part of it is missing. */
export function readMadeList(listTags: Tags, mark: Mark): ReadonlyMap<string, string> | undefined {
  const prefix = madeListPrefix(mark);
  const [, format, count, body] = /^(\d+):(\d+):(.*)$/.exec(ownValue(listTags, `${prefix}1`) ?? '') ?? [];
  if (format !== FORMAT || body === undefined) return undefined;
  const parts = Array.from({ length: Number(count) - 1 }, (_, index) => listTags[`${prefix}${index + 2}`]);
  if (parts.includes(undefined)) return undefined;
  const text = [body, ...parts].join('');
  return new Map(
    text
      .split(BETWEEN)
      .filter((entry) => entry !== '')
      .map((entry) => [entry.slice(0, KEY), entry.slice(KEY + 1)]),
  );
}

/**
 * The call that makes the list so; undefined where it is. Without entries it goes. A list for which a bus has no room is
 * not kept: then nothing is known of what is gone.
 */
export function madeListStep(
  place: { readonly account: string; readonly region: string; readonly bus: string },
  mark: Mark,
  listTags: Tags,
  entries: ReadonlyMap<string, string>,
): StepData | undefined {
  const wanted = madeListParts(entries, mark);
  const tags = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => listTags[key] !== value));
  const remove = Object.keys(listTags).filter((key) => ownValue(wanted, key) === undefined);
  if (Object.keys(tags).length + remove.length === 0) return undefined;
  const arn = busArn({ aws: place }, place.bus);
  const step = { call: 'events.tag', arn, tags, remove } as const;
  return step;
}

/** The tags that hold a list. */
export function madeListParts(entries: ReadonlyMap<string, string>, mark: Mark): Tags {
  const prefix = madeListPrefix(mark);
  const text = [...entries]
    .map(([key, note]) => (note === '' ? key : `${key}=${note}`))
    .sort()
    .join(BETWEEN);
  if (text === '') return {};
  const parts = text.match(new RegExp(`.{1,${PART}}`, 'g')) ?? [];
  if (parts.length > MOST_PARTS) return {};
  return Object.fromEntries(
    parts.map((part, index) => [
      `${prefix}${index + 1}`,
      index === 0 ? `${FORMAT}:${parts.length}:${part}` : part,
    ]),
  );
}
