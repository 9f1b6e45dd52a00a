import type { JsonValue } from '../../../base/json.js';
import { Limits } from '../../../base/limits.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import {
  type Asked,
  type AskedOfKind,
  type AskedValue,
  noteOf,
  setBackDigests,
  settingDigests,
  withdrawnNote,
} from '../../change/asked.js';
import type { StepData } from '../../change/step.js';

/** Key of the tag that holds the digests of what gcx asked for, on each thing of ours that has tags. */
export const ASKED_TAG = 'genesys-gcx:asked';

/** What a kind says of one thing. */
interface AskedThing extends Pick<Asked, 'of' | 'closed' | 'ends'>, Partial<Pick<AskedOfKind, 'settingsOf'>> {
  /**
   * By the name that fields call a setting by. Nothing that can be secret, not even as a digest: few values are likely
   * enough to be guessed from one. Values that AWS reads back in another form stand here in the form that both have.
   */
  readonly values: Readonly<Record<string, AskedValue>>;
  /** The live values of settings that gcx asked for, asks for no more, and sets back. Absent: there are none. */
  readonly setBack?: Readonly<Record<string, JsonValue>>;
  /** Whether the thing is there; else it is about to be made. */
  readonly isLive: boolean;
}

/** What gcx asks for of a thing with tags of its own. `tags`: those that it has. */
export function askedInTags(
  thing: AskedThing & {
    readonly tags: Tags;
    readonly tag: (tags: Tags, remove: readonly string[]) => StepData;
  },
): AskedOfKind {
  const { tags, tag } = thing;
  const noted = tags[ASKED_TAG];
  const asked = { ...askedOf(thing), ...(noted === undefined ? {} : { noted }) };
  const note = noteOf(asked);
  const withdrawn = withdrawnNote(asked);
  const others = Object.keys(tags).filter((key) => key !== ASKED_TAG).length;
  return {
    ...asked,
    tagKeys: Object.keys(tags),
    // A thing that people gave all the tags that it may have goes without a note.
    ...(note === noted || others >= Limits.tagsPerThing ? {} : { written: tag({ [ASKED_TAG]: note }, []) }),
    ...(withdrawn === undefined ? {} : { withdrawn: tag({ [ASKED_TAG]: withdrawn }, []) }),
  };
}

/**
 * Of a thing that is deleted by several calls: it is asked for no more, from before the first of them. One that breaks off
 * would else leave a thing that looks as if somebody had taken a part of it away.
 */
export function askedNoMore(
  of: string,
  tags: Tags,
  tag: (tags: Tags, remove: readonly string[]) => StepData,
): { readonly asked?: AskedOfKind } {
  if (tags[ASKED_TAG] === undefined) return {};
  return { asked: { of, settings: {}, settingsOf: () => [], withdrawn: tag({}, [ASKED_TAG]) } };
}

/** What gcx asks for of a thing, or of a part of people's, that has no tags of ours: the event bus's list holds the note. */
export function askedInList(thing: AskedThing): AskedOfKind {
  return { ...askedOf(thing), listed: true };
}

/** Both sides of settings that a live thing and gcx call by the same names. */
export function sameNames<Name extends string>(
  names: readonly Name[],
  wanted: { readonly [Key in Name]: JsonValue },
  live: { readonly [Key in Name]: JsonValue } | undefined,
  called: (name: Name) => string = (name) => name,
): Readonly<Record<string, AskedValue>> {
  return Object.fromEntries(
    names.map((name) => [called(name), { wanted: wanted[name], live: live?.[name] }]),
  );
}

/** The setting of a field: the one of its name; tags of the file are one; else the given one. */
export function settingOr(
  rest: string | undefined,
  values: Readonly<Record<string, AskedValue>>,
): AskedOfKind['settingsOf'] {
  return ({ field }) => {
    if (Object.hasOwn(values, field)) return [field];
    // gcx's own record, of which nobody asked.
    if (field === 'tag record of tags') return [];
    if (field.startsWith('tag ')) return ['tags'];
    return [rest ?? field];
  };
}

function askedOf({ of, values, setBack = {}, isLive, settingsOf, closed, ends }: AskedThing): AskedOfKind {
  return {
    of,
    settings: settingDigests(values, isLive),
    settingsOf: settingsOf ?? settingOr(undefined, values),
    ...(Object.keys(setBack).length === 0 ? {} : { setBack: setBackDigests(setBack) }),
    ...(closed === undefined ? {} : { closed }),
    ...(ends === undefined ? {} : { ends }),
  };
}
