import { createHash } from 'node:crypto';
import { canonicalJson, type JsonValue } from '../../base/json.js';
import type { StepData } from './step.js';

/**
 * Who made a difference between the file and what is live. `outside`: it was changed outside gcx; `file`: what gcx asks
 * for changed (the file, or what it chooses, such as a new queue); `both`; `unknown`: gcx cannot tell, as nothing is noted.
 */
export type Origin = 'outside' | 'file' | 'both' | 'unknown';

/** Digests of one setting. */
interface SettingDigests {
  /** Of what gcx asks for. */
  readonly wanted: string;
  /** Of what is live; absent where the thing is not there. */
  readonly live?: string;
}

/**
 * What gcx asks for of one thing, setting by setting, beside what is live and what it noted when it last asked. It is not
 * part of what is saved or printed.
 */
export interface Asked {
  /** The thing: the id of the change that is about it, or of the first where several are. */
  readonly of: string;
  readonly settings: Readonly<Record<string, SettingDigests>>;
  /** The note that stands with the thing. Absent: none. */
  readonly noted?: string;
  /**
   * Digests of settings that gcx asked for, asks for no more, and sets back: they stay noted until that is done, so that an
   * apply that ends before leaves it to the next one. Absent: there are none.
   */
  readonly setBack?: Readonly<Record<string, string>>;
  /**
   * True where what the note does not name was not asked for, as of event types; then it is withdrawn as a whole. Absent:
   * of what it does not name, nothing can be told.
   */
  readonly closed?: true;
  /** True where gcx asks for nothing of it any more: once the change is done, the list does not name it. */
  readonly ends?: true;
  /**
   * The call that writes a note with the thing. `written`: the note of what is asked for, absent where it stands there.
   * `withdrawn`: the note without what is about to change, written before the thing is changed; absent where nothing of
   * it becomes wrong.
   */
  readonly written?: StepData;
  readonly withdrawn?: StepData;
  /** Keys of the tags that the thing has now. Absent: it has none of its own. */
  readonly tagKeys?: readonly string[];
  /** True where the note stands in the list with the event bus, as the thing has no tags of its own. */
  readonly listed?: true;
}

/** As a kind of resource says it, before the origins of fields are told. */
export interface AskedOfKind extends Asked {
  /** The settings that a field of the change is about; none where it is gcx's own record, which nobody asks for. */
  readonly settingsOf: (field: ToldField) => readonly string[];
}

/** A field of a change, as far as it says of which setting it is. */
export interface ToldField {
  readonly field: string;
  /** Of a rule: the targets whose setting it is, by the file's names. */
  readonly targets?: readonly string[];
}

/** Values of one setting; undefined: not set. They are compared as JSON, so both must be in the same form. */
export interface AskedValue {
  /** Undefined: gcx does not ask for it, and what is live is people's; it may do so by another file. */
  readonly wanted: JsonValue | undefined;
  readonly live?: JsonValue | undefined;
}

/** The format of notes that this gcx writes and reads; one of another format says nothing to it. */
const FORMAT = '1:';
/** Characters of a setting's name and of its value's digest, in base64: all of them fit tags of every service. */
const NAME = 3;
const VALUE = 5;
/** Settings that fit a tag value of 256 characters. */
const MOST_SETTINGS = Math.floor((256 - FORMAT.length) / (NAME + VALUE));
/** Stands before the one digest of a thing with more settings than that. */
const WHOLE = '.';
const WHOLE_DIGEST = 16;
/** A note that is withdrawn as a whole: it is of no format. */
const NOTHING = '-';

/** The digests of a thing's settings. `isLive`: whether the thing is there. */
export function settingDigests(
  values: Readonly<Record<string, AskedValue>>,
  isLive: boolean,
): Asked['settings'] {
  return Object.fromEntries(
    Object.entries(values).map(([name, { wanted, live }]) => [
      name,
      { wanted: digest(wanted, VALUE), ...(isLive ? { live: digest(live, VALUE) } : {}) },
    ]),
  );
}

/** The digests of values that are set back, by the names of their settings. */
export function setBackDigests(values: Readonly<Record<string, JsonValue>>): NonNullable<Asked['setBack']> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, digest(value, VALUE)]));
}

/** The note of what is asked for: a digest a setting, or one for all where they do not fit. */
export function noteOf({ settings, closed }: Pick<Asked, 'settings' | 'closed'>): string {
  const nothing = digest(undefined, VALUE);
  const entries = Object.entries(settings).flatMap(([name, { wanted }]) =>
    closed === true && wanted === nothing ? [] : [keyOf(name) + wanted],
  );
  // The list, where closed notes stand, has room.
  if (entries.length > MOST_SETTINGS && closed !== true)
    return FORMAT + WHOLE + wholeDigest(settings, 'wanted');
  return FORMAT + entries.sort().join('');
}

/**
 * The note that stands with a thing while it is being changed: without the settings that gcx now asks for otherwise.
 * Undefined where nothing of it becomes wrong.
 *
 * Written before the change, and {@link noteOf} after it: an apply that ends in between leaves a note that says nothing of
 * what is unsure. Written only before, the old live value would look like a change outside gcx; written only after, the
 * new one would. What gcx asks for as before stays noted, so that a change outside gcx goes on being one.
 */
export function withdrawnNote({
  settings,
  noted,
  closed,
  setBack = {},
}: Pick<Asked, 'settings' | 'noted' | 'closed' | 'setBack'>): string | undefined {
  const note = readNote(noted);
  if (note === undefined) return undefined;
  if (note.kind === 'whole') return note.digest === wholeDigest(settings, 'wanted') ? undefined : NOTHING;
  if (closed === true) return noted === noteOf({ settings, closed }) ? undefined : NOTHING;
  const wanted = new Map([
    ...Object.entries(settings).map(([name, each]) => [keyOf(name), each.wanted] as const),
    ...Object.entries(setBack).map(([name, value]) => [keyOf(name), value] as const),
  ]);
  const kept = [...note.digests].filter(([key, value]) => wanted.get(key) === value);
  if (kept.length === note.digests.size) return undefined;
  return FORMAT + kept.map(([key, value]) => key + value).join('');
}

/** Who made a setting differ. */
export function originOf(
  { settings, noted, closed }: Pick<Asked, 'settings' | 'noted' | 'closed'>,
  setting: string,
): Origin {
  const note = readNote(noted);
  const digests = Object.hasOwn(settings, setting) ? settings[setting] : undefined;
  if (note === undefined || digests === undefined) return 'unknown';
  if (note.kind === 'whole')
    return byDigests(note.digest, wholeDigest(settings, 'wanted'), wholeDigest(settings, 'live'));
  const key = keyOf(setting);
  // Two settings whose names have one key: nothing can be said of either.
  const alike = Object.keys(settings).filter((name) => keyOf(name) === key).length;
  const value = note.digests.get(key) ?? (closed === true ? digest(undefined, VALUE) : undefined);
  return value === undefined || alike > 1 ? 'unknown' : byDigests(value, digests.wanted, digests.live);
}

/** Whether one side of a setting is as the note says; undefined where the note says nothing of it. */
export function isAsNoted(
  { settings, noted }: Pick<Asked, 'settings' | 'noted'>,
  setting: string,
  side: 'wanted' | 'live',
): boolean | undefined {
  const note = readNote(noted);
  const value = note?.kind === 'settings' ? note.digests.get(keyOf(setting)) : undefined;
  const digests = Object.hasOwn(settings, setting) ? settings[setting] : undefined;
  return value === undefined || digests === undefined ? undefined : value === digests[side];
}

/** Whether a note says that a setting was asked for with this value. */
export function isNotedAs(noted: string | undefined, setting: string, value: JsonValue): boolean {
  const note = readNote(noted);
  return note?.kind === 'settings' && note.digests.get(keyOf(setting)) === digest(value, VALUE);
}

/** Whether a note that can be read says nothing of a setting: gcx did not ask for it when it last asked. */
export function isLeftOut(noted: string | undefined, setting: string): boolean {
  const note = readNote(noted);
  return note?.kind === 'settings' && !note.digests.has(keyOf(setting));
}

/** Whether a note is in a format that this gcx reads, and so says something to it. */
export function isReadable(noted: string | undefined): boolean {
  return readNote(noted) !== undefined;
}

/** Several origins of one thing as one. */
export function joinedOrigin(origins: readonly Origin[]): Origin {
  const [first = 'unknown', ...others] = new Set(origins);
  if (others.length === 0) return first;
  const all = [first, ...others];
  if (all.includes('both') || (all.includes('outside') && all.includes('file'))) return 'both';
  // With what cannot be told, what is sure is said.
  return all.includes('outside') ? 'outside' : 'unknown';
}

function byDigests(noted: string, wanted: string, live: string | undefined): Origin {
  if (noted === wanted) return 'outside';
  // What gcx did not ask for before was people's to set.
  return noted === live || noted === digest(undefined, VALUE) ? 'file' : 'both';
}

type Note =
  | { readonly kind: 'settings'; readonly digests: ReadonlyMap<string, string> }
  | { readonly kind: 'whole'; readonly digest: string };

function readNote(noted: string | undefined): Note | undefined {
  if (noted === undefined || !noted.startsWith(FORMAT)) return undefined;
  const body = noted.slice(FORMAT.length);
  if (body.startsWith(WHOLE)) return { kind: 'whole', digest: body.slice(WHOLE.length) };
  if (!/^[A-Za-z0-9+/]*$/.test(body) || body.length % (NAME + VALUE) !== 0) return undefined;
  const entries = body.match(/.{8}/g) ?? [];
  return {
    kind: 'settings',
    digests: new Map(entries.map((entry) => [entry.slice(0, NAME), entry.slice(NAME)])),
  };
}

function wholeDigest(settings: Asked['settings'], side: 'wanted' | 'live'): string {
  const values = Object.entries(settings).map(([name, digests]) => [name, digests[side] ?? null]);
  return digest(Object.fromEntries(values), WHOLE_DIGEST);
}

function keyOf(setting: string): string {
  return shortText(setting, NAME);
}

function digest(value: JsonValue | undefined, characters: number): string {
  return shortText(value === undefined ? '' : canonicalJson(value), characters);
}

/** The beginning of a text's SHA-256 in base64. */
export function shortText(text: string, characters: number): string {
  return createHash('sha256').update(text).digest('base64').slice(0, characters);
}
