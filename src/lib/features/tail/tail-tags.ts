import type { Tags } from '../../clients/aws/tags-model.js';
import type { Mark } from '../../engine/kinds/index.js';

/** What the names of a tail's rules and of its SQS queue begin with; no project's rules do, as no project owns a tail. */
export const TAIL_PREFIX = 'gcx-tail-';

/**
 * Keys of the tags on what a tail makes. None of them is a key of the project's mark: what carries these is never part
 * of a plan. A newer gcx that marks otherwise says so with the tag of the format, as everywhere.
 */
const TailTag = {
  /** Whose tail it is: `project/environment/organization`. */
  owner: 'genesys-gcx:tail',
  /** When it is to be gone; ISO 8601. */
  expires: 'genesys-gcx:expires',
  purpose: 'genesys-gcx:purpose',
} as const;

/** The tags of everything that one tail makes. Only characters that tag values allow: letters, digits and `_.:/=+-@`. */
export function tailTags(mark: Mark, expires: Date): Tags {
  return {
    [TailTag.owner]: ownerOf(mark),
    [TailTag.expires]: expires.toISOString().replace(/\.\d{3}Z$/, 'Z'),
    [TailTag.purpose]: 'tail',
  };
}

/** Whether tags say that a tail of this project, environment and organization made it. */
export function isOurTail(tags: Tags, mark: Mark): boolean {
  return tags[TailTag.owner] === ownerOf(mark) && tags[TailTag.purpose] === 'tail';
}

/** When a tail's thing is to be gone, epoch ms; undefined where its tag says no time. */
export function expiryOf(tags: Tags): number | undefined {
  const time = Date.parse(tags[TailTag.expires] ?? '');
  return Number.isNaN(time) ? undefined : time;
}

/** The id of the tail whose SQS queue or rule has this name; undefined where it is no tail's name. */
export function tailIdOf(name: string): string | undefined {
  return /^gcx-tail-([a-z0-9]{12})(?:-\d+)?$/.exec(name)?.[1];
}

function ownerOf({ project, environment, organization }: Mark): string {
  return `${project}/${environment}/${organization}`;
}
