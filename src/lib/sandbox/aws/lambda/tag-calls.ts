import type { JsonObject } from '../../../base/json.js';
import { AwsError, resourceNotFound } from '../aws-error.js';
import type { Context } from '../context.js';
import { textMap } from '../input.js';
import type { TagMap } from '../tag-map.js';
import { checkTags, withoutTags } from '../tags.js';
import { wrong } from './function-settings.js';
import { functionOf } from './functions.js';
import { mappingOf } from './mapping-calls.js';

const RESOURCE =
  'arn:(aws[a-zA-Z-]*):lambda:(eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:\\d{12}:(function:[a-zA-Z0-9-_]+(:(\\$LATEST|[a-zA-Z0-9-_]+))?|layer:([a-zA-Z0-9-_]+)|code-signing-config:csc-[a-z0-9]{17}|event-source-mapping:[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}|capacity-provider:[a-zA-Z0-9-_]+)';

/** What carries tags, by its ARN. @throws AwsError where it is none, or does not exist */
function taggedOf(arn: string, context: Context): { tags: TagMap } {
  if (!new RegExp(`^${RESOURCE}$`).test(arn)) {
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value '${arn}' at 'resource' failed to satisfy constraint: Member must satisfy regular expression pattern: ${RESOURCE}`,
    );
  }
  const [, , , , , kind = '', name = '', qualifier] = arn.split(':');
  if (kind === 'event-source-mapping') return mappingOf(name, context);
  if (kind !== 'function') throw resourceNotFound('The resource you requested does not exist.', 404);
  if (qualifier !== undefined) {
    throw wrong('Tags on function aliases and versions are not supported. Please specify a function ARN.');
  }
  return functionOf(arn, undefined, context).record;
}

/** ListTags. @throws AwsError */
export function listTags(arn: string, context: Context): JsonObject {
  return { Tags: { ...taggedOf(arn, context).tags } };
}

/** TagResource. @throws AwsError */
export function tagResource(arn: string, input: JsonObject, context: Context): void {
  const tagged = taggedOf(arn, context);
  const tags = textMap(input, 'Tags') ?? {};
  if (Object.keys(tags).length === 0) throw wrong('An error occurred and the request cannot be processed.');
  checkTags(tags, tagged.tags, wrong);
  tagged.tags = { ...tagged.tags, ...tags };
}

/** UntagResource. @throws AwsError */
export function untagResource(arn: string, keys: readonly string[], context: Context): void {
  const tagged = taggedOf(arn, context);
  if (keys.length === 0) {
    throw new AwsError(
      'ValidationException',
      "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null",
    );
  }
  tagged.tags = withoutTags(tagged.tags, keys);
}
