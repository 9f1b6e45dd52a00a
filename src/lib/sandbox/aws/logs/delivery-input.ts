import type { JsonObject } from '../../../base/json.js';
import { AwsError } from '../aws-error.js';
import { Constraints } from '../constraints.js';
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
  new Constraints().text('name', name, { min: 1, max: 60, pattern: '[\\w-]*' }).check();
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
