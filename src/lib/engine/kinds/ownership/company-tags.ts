import { ownValue } from '../../../base/own-value.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import type { Config } from '../../../language/config/model.js';
import type { AskedValue } from '../../change/asked.js';
import type { FieldChange } from '../../change/model.js';
import type { StepData } from '../../change/step.js';
import { readHashes, writeHashes } from './hashed-record.js';
import { shortHash } from './mark.js';

/** Keys of the tags that hold which of a resource's tags are the file's: what others tagged is never removed. */
const RECORD_PREFIX = 'genesys-gcx:tags:';

/** The file's own tags for something that is created, with the record of them. */
export function companyTags({ tags = {} }: Pick<Config, 'tags'>): Tags {
  const hashes = new Set(Object.keys(tags).map(shortHash));
  return { ...tags, ...writeHashes({}, RECORD_PREFIX, hashes).tags };
}

/** What makes a resource's tags those of the file. */
export interface TagChange {
  readonly set: Tags;
  readonly remove: readonly string[];
  /** For the plan, one for each tag. */
  readonly fields: readonly FieldChange[];
}

/** Compares a resource's tags with the file's; of the others only those go that the file brought and no longer has. */
export function compareTags({ tags = {} }: Pick<Config, 'tags'>, live: Tags): TagChange {
  const recorded = readHashes(live, RECORD_PREFIX);
  // A tag that was there with the same value is of others, and stays when it leaves the file.
  const ours = Object.keys(tags).filter(
    (key) => recorded.has(shortHash(key)) || ownValue(live, key) !== tags[key],
  );
  const record = writeHashes(live, RECORD_PREFIX, new Set(ours.map(shortHash)));
  const changed = Object.entries(tags).filter(([key, value]) => ownValue(live, key) !== value);
  const gone = Object.keys(live).filter(
    (key) => ownValue(tags, key) === undefined && recorded.has(shortHash(key)),
  );
  const fields = [
    ...changed.map(([key, after]) => tagField(key, ownValue(live, key), after)),
    ...gone.map((key) => tagField(key, live[key], undefined)),
  ];
  const recordOnly =
    fields.length === 0 && Object.keys(record.tags).length + record.remove.length > 0
      ? [tagField('record of tags', undefined, 'written again')]
      : [];
  return {
    set: { ...Object.fromEntries(changed), ...record.tags },
    remove: [...gone, ...record.remove],
    fields: [...fields, ...recordOnly],
  };
}

/** The file's tags as a setting: those that are ours, and what stands in the place of those that were. */
export function askedTags({ tags = {} }: Pick<Config, 'tags'>, live: Tags): AskedValue {
  const recorded = readHashes(live, RECORD_PREFIX);
  const isRecorded = (key: string) => recorded.has(shortHash(key));
  const ours = Object.entries(tags).filter(
    ([key, value]) => isRecorded(key) || ownValue(live, key) !== value,
  );
  const now = Object.entries(live).filter(
    ([key]) => isRecorded(key) || ours.some(([ourKey]) => ourKey === key),
  );
  return { wanted: Object.fromEntries(ours), live: Object.fromEntries(now) };
}

/** The steps that make tags so; none where they are. */
export function tagSteps<const S extends StepData>(
  tagged: TagChange,
  step: (tags: Tags, remove: readonly string[]) => S,
): readonly S[] {
  return tagged.fields.length === 0 ? [] : [step(tagged.set, tagged.remove)];
}

function tagField(key: string, before: string | undefined, after: string | undefined): FieldChange {
  return {
    kind: 'value',
    field: `tag ${key}`,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}
