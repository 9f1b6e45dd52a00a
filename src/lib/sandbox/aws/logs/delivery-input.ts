import type { JsonObject } from '../../../base/json.js';
import { AwsError, validationError } from '../aws-error.js';
import { text, textMap } from '../input.js';
import type { TagMap } from '../tag-map.js';
import { checkTags } from '../tags.js';

/** Refuses what is under way (words of the Terraform provider's and two public runs on AWS, October 2026). */
export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message);
}

/** The name of a source or destination. @throws AwsError in the words of the model */
export function checkedName(input: JsonObject): string {
  const name = text(input, 'name') ?? '';
  if (!/^[\w-]{1,60}$/.test(name))
    throw validationError(
      `1 validation error detected: Value '${name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w-]*`,
    );
  return name;
}

/** Tags go with a creation only. @throws AwsError */
export function newTags(input: JsonObject, exists: boolean): TagMap {
  const tags = textMap(input, 'tags') ?? {};
  if (exists && Object.keys(tags).length > 0)
    throw conflict('Tags can only be provided when a resource is being created, not updated.');
  checkTags(tags);
  return tags;
}

/** Tags as the calls of deliveries tell them. */
export function shownTags(tags: TagMap): JsonObject {
  return Object.keys(tags).length === 0 ? {} : { tags: { ...tags } };
}
