import type { Tags } from '../../../clients/aws/tags-model.js';

/**
 * Key of the tag on what the file protects. The thing itself must carry it: a route or target that left the file says
 * nothing any more.
 */
export const PROTECT_TAG = 'genesys-gcx:protect';

/** Whether something live is protected: by the file that was applied last. */
export function isProtected(tags: Tags): boolean {
  return tags[PROTECT_TAG] === 'true';
}
