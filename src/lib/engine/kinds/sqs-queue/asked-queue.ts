import { ownValue } from '../../../base/own-value.js';
import type { SqsQueue } from '../../../clients/aws/model.js';
import { type AskedOfKind, isNotedAs } from '../../change/asked.js';
import { changeId } from '../../change/change.js';
import type { DeclaredQueue } from '../../targets/declared-queue.js';
import type { PlanInput } from '../door/kind.js';
import { ASKED_TAG, askedInTags } from '../noted/asked-of.js';
import { askedTags } from '../ownership/company-tags.js';
import { askedProtection } from '../ownership/protection.js';
import { askedProcessorTags } from '../processor/processor-things.js';
import { normalAttribute } from './attribute-value.js';
import { FIRST_NOTED, SET_ATTRIBUTES } from './sqs-queue-settings.js';
import type { SqsQueueStep } from './sqs-queue-steps.js';

/**
 * What gcx asks for of a queue that it made.
 * @param back what it sets back, and asks for no more
 */
export function askedOf(
  input: PlanInput,
  queue: DeclaredQueue,
  attributes: Readonly<Record<string, string>>,
  live: SqsQueue | null,
  back: Readonly<Record<string, string>> = {},
): AskedOfKind {
  const { name } = queue;
  const tags = live?.tags ?? {};
  return askedInTags({
    of: changeId('sqs-queue', queue.arn),
    isLive: live !== null,
    values: {
      ...Object.fromEntries(
        SET_ATTRIBUTES.filter(
          // The notes of queues that never had one of the others stay as they are.
          (attribute) => FIRST_NOTED.has(attribute) || ownValue(attributes, attribute) !== undefined,
        ).map((attribute) => {
          const wanted = normalAttribute(attribute, ownValue(attributes, attribute));
          // "Without a key" is asked for by an empty text, and SQS answers no attribute then.
          const none = wanted === '' || isNotedAs(tags[ASKED_TAG], attribute, '') ? '' : undefined;
          const now = normalAttribute(attribute, live?.attributes[attribute]) ?? none;
          return [attribute, { wanted, live: wanted === undefined ? undefined : now }];
        }),
      ),
      ...(queue.processor === undefined
        ? { tags: askedTags(input.config, tags) }
        : askedProcessorTags(input, queue.processor.target, tags)),
      protect: askedProtection(tags, ownValue(input.config.targets, queue.target)),
    },
    setBack: Object.fromEntries(
      Object.keys(back).flatMap((name) => {
        const value = normalAttribute(name, live?.attributes[name]);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    tags,
    tag: (set, remove): SqsQueueStep => ({ call: 'sqs.tag', name, tags: set, remove }),
  });
}
