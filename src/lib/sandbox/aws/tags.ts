import type { JsonObject } from '../../base/json.js';
import { AwsError, validationError } from './aws-error.js';
import { text } from './input.js';
import type { TagMap } from './tag-map.js';

/** Tags that a resource takes. */
const TAGS_PER_RESOURCE = 50;
const TAG_KEY_CHARACTERS = 128;
const TAG_VALUE_CHARACTERS = 256;
const TAG_TEXT = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

/** Reads `[{Key, Value}]`. */
export function readTags(entries: readonly JsonObject[]): TagMap {
  const tags: TagMap = {};
  for (const entry of entries) tags[text(entry, 'Key') ?? ''] = text(entry, 'Value') ?? '';
  return tags;
}

/** Tags as `[{Key, Value}]`. */
export function writeTags(tags: TagMap): JsonObject[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/**
 * Refuses tags that no AWS service takes: empty, long or reserved keys, long values, strange characters, too many.
 * @throws AwsError made by `error` (default ValidationException)
 */
export function checkTags(
  tags: TagMap,
  existing: TagMap = {},
  error: (message: string) => AwsError = validationError,
): void {
  for (const [key, value] of Object.entries(tags)) {
    if (key === '' || key.length > TAG_KEY_CHARACTERS) {
      throw error(`Tag keys must be between 1 and ${TAG_KEY_CHARACTERS} characters long.`);
    }
    if (/^aws:/i.test(key)) throw error('System tags cannot be added/updated by requester');
    if (value.length > TAG_VALUE_CHARACTERS) {
      throw error(`Tag values must be at most ${TAG_VALUE_CHARACTERS} characters long.`);
    }
    if (!TAG_TEXT.test(key) || !TAG_TEXT.test(value)) {
      throw error(`The tag "${key}" has a character that is not allowed.`);
    }
  }
  if (Object.keys({ ...existing, ...tags }).length > TAGS_PER_RESOURCE) {
    throw new AwsError('TooManyTagsException', `A resource can have at most ${TAGS_PER_RESOURCE} tags.`);
  }
}

/** The tags without some keys. */
export function withoutTags(tags: TagMap, keys: readonly string[]): TagMap {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}
