import type { Tags } from './tags-model.js';

/** A tag as most services of AWS write it. */
export interface AwsTag {
  Key: string;
  Value: string;
}

/** Tags as most services of AWS write them. */
export function toAwsTags(tags: Tags): AwsTag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** Tags by key. */
export function fromAwsTags(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Tags {
  return Object.fromEntries(
    (tags ?? []).flatMap(({ Key, Value }) => (Key === undefined ? [] : [[Key, Value ?? '']])),
  );
}

/** Whether something carries at least these tags: after a lost answer, that what is there is what the call made. */
export function hasTags(live: Tags | undefined, tags: Tags): boolean {
  return live !== undefined && Object.entries(tags).every(([key, value]) => live[key] === value);
}
