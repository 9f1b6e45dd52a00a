import type { SnsTopic } from '../../../clients/aws/model.js';
import { isNotedAs } from '../../change/asked.js';
import type { DeclaredTopic } from '../../targets/declared.js';
import { ASKED_TAG } from '../noted/asked-of.js';
import { isTakenOut } from '../noted/taken-out.js';
import { isAdopted } from '../ownership/adoption.js';
import { KEY_ATTRIBUTE } from '../policies/key-attribute.js';

/**
 * The key that a file has to name for a live topic so that gcx asks for the same: the one that it asked for by its note, as
 * far as nobody changed it since. A file without it would take it away.
 */
export function topicKeyAsked({
  attributes,
  tags,
}: Pick<SnsTopic, 'attributes' | 'tags'>): Pick<DeclaredTopic, 'key'> {
  const key = attributes[KEY_ATTRIBUTE];
  return key !== undefined && isNotedAs(tags[ASKED_TAG], KEY_ATTRIBUTE, key) ? { key } : {};
}

/**
 * The key that a topic of gcx's loses: gcx set it, the file names none any more, and nobody changed it since. Undefined
 * where it loses none. What an adopted topic had stays, as SQS queues do.
 */
export function keyTakenOut(
  { key }: Pick<DeclaredTopic, 'key'>,
  { attributes, tags }: Pick<SnsTopic, 'attributes' | 'tags'>,
): string | undefined {
  const live = attributes[KEY_ATTRIBUTE];
  const noted = tags[ASKED_TAG];
  return !isAdopted(tags) && isTakenOut({ setting: KEY_ATTRIBUTE, wanted: key, live, noted })
    ? live
    : undefined;
}
