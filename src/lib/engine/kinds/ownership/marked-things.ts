import type { Tags } from '../../../clients/aws/tags-model.js';
import { changeId } from '../../change/change.js';
import type { StepData } from '../../change/step.js';
import type { MarkedThing } from '../door/marks.js';
import { adoptionTags } from './adoption.js';
import { descriptionMark, isMarkedBy } from './description-mark.js';
import { isOurs, type Mark } from './mark.js';
import { ownerByTags, ownerToAdopt } from './owner.js';

/** With what the keys of all tags begin that gcx writes for itself. */
const OWN_PREFIX = 'genesys-gcx:';

/** The key of a tag by which one project and environment remembers its things on something that others can own, too. */
const RECORD_KEY = /^genesys-gcx:(?:subscriptions|adopted-rules):([^:]+):([^:]+):\d+$/;

/** A thing whose tags can carry the mark. */
export interface TagsOfThing {
  readonly kind: string;
  readonly name: string;
  /** What its change is called by. Absent: its name. */
  readonly key?: string;
  readonly arn: string;
  readonly tags: Tags;
  readonly ofProcessor?: true;
  /** The call that sets tags and takes others away. */
  readonly tag: (tags: Tags, remove: readonly string[]) => StepData;
}

/** A thing whose mark stands in its tags. */
export function markedByTags(
  mark: Mark,
  { kind, name, key, arn, tags, tag, ofProcessor }: TagsOfThing,
): MarkedThing {
  const written = keysWritten(tags, mark);
  return {
    id: changeId(kind, key ?? name),
    name,
    arn,
    tags,
    ...(ofProcessor === undefined ? {} : { ofProcessor }),
    owner: ownerByTags(tags, mark),
    release: written.length === 0 ? [] : [tag({}, written)],
    adopt: (extra) => [tag({ ...adoptionTags(mark), ...extra }, [])],
  };
}

/** A thing whose mark stands in its description, as AWS gives it no tags. */
export function markedByDescription(
  mark: Mark,
  thing: {
    readonly kind: string;
    readonly name: string;
    readonly arn: string;
    readonly description: string;
    /** The call that takes the mark away: it writes the description without it. */
    readonly release: (description: string) => StepData;
    /** The call that puts the mark on what nobody has marked. Absent: none does. */
    readonly adopt?: (description: string) => StepData;
  },
): MarkedThing {
  const { kind, name, arn, description, release, adopt } = thing;
  return {
    id: changeId(kind, name),
    name,
    arn,
    description,
    owner: ownerToAdopt(description, mark),
    release: isMarkedBy(description, mark) ? [release(withoutMark(description, mark))] : [],
    ...(adopt === undefined
      ? {}
      : { adopt: () => [adopt(`${description} ${descriptionMark(mark)}`.trimStart())] }),
  };
}

/** A description without the mark; the words of people and of gcx stay. */
function withoutMark(description: string, mark: Mark): string {
  return description
    .replace(` ${descriptionMark(mark)}`, '')
    .replace(descriptionMark(mark), '')
    .trim();
}

/**
 * The keys of the tags on a thing that this project and environment wrote for itself: of a thing of ours all of gcx's but
 * for what other projects remember there, of a thing of others only what we remember. The file's own `tags` are
 * people's words: they stay.
 */
function keysWritten(tags: Tags, mark: Mark): readonly string[] {
  const ours = isOurs(tags, mark);
  return Object.keys(tags)
    .filter((key) => {
      const [, project, environment] = RECORD_KEY.exec(key) ?? [];
      if (project !== undefined) return project === mark.project && environment === mark.environment;
      return ours && key.startsWith(OWN_PREFIX);
    })
    .sort();
}
