import { canonicalJson, type JsonValue } from '../../../base/json.js';
import { ownValue } from '../../../base/own-value.js';
import type { SqsQueue } from '../../../clients/aws/model.js';
import type { AskedOfKind } from '../../change/asked.js';
import { changeId } from '../../change/change.js';
import type { DeclaredQueue } from '../../targets/declared-queue.js';
import type { PlanInput } from '../door/kind.js';
import { askedInTags } from '../noted/asked-of.js';
import { askedTags } from '../ownership/company-tags.js';
import { askedProtection } from '../ownership/protection.js';
import { askedProcessorTags } from '../processor/processor-things.js';
import { SET_ATTRIBUTES } from './sqs-queue-settings.js';
import type { SqsQueueStep } from './sqs-queue-steps.js';

/** What gcx asks for of a queue that it made. */
export function askedOf(
  input: PlanInput,
  queue: DeclaredQueue,
  attributes: Readonly<Record<string, string>>,
  live: SqsQueue | null,
): AskedOfKind {
  const { name } = queue;
  const tags = live?.tags ?? {};
  return askedInTags({
    of: changeId('sqs-queue', queue.arn),
    isLive: live !== null,
    values: {
      ...Object.fromEntries(
        SET_ATTRIBUTES.map((attribute) => {
          const wanted = normalAttribute(attribute, ownValue(attributes, attribute));
          const now = normalAttribute(attribute, live?.attributes[attribute]);
          return [attribute, { wanted, live: wanted === undefined ? undefined : now }];
        }),
      ),
      ...(queue.processor === undefined
        ? { tags: askedTags(input.config, tags) }
        : askedProcessorTags(input, queue.processor.target, tags)),
      protect: askedProtection(tags, ownValue(input.config.targets, queue.target)),
    },
    tags,
    tag: (set, remove): SqsQueueStep => ({ call: 'sqs.tag', name, tags: set, remove }),
  });
}

/** Whether an attribute has a value. */
export function sameAttribute(name: string, live: string | undefined, wanted: string): boolean {
  return normalAttribute(name, live) === normalAttribute(name, wanted);
}

/** An attribute's value; some are JSON, which SQS writes in its own way. */
function normalAttribute(name: string, value: string | undefined): string | undefined {
  if (value === undefined || !JSON_ATTRIBUTES.has(name)) return value;
  try {
    return canonicalJson(plainNumbers(JSON.parse(value)));
  } catch {
    return value;
  }
}

const JSON_ATTRIBUTES = new Set(['RedrivePolicy', 'RedriveAllowPolicy']);

/** SQS takes maxReceiveCount as a text or a number, and gives back what it was given. */
function plainNumbers(value: Record<string, JsonValue>): JsonValue {
  const { maxReceiveCount, ...rest } = value;
  return maxReceiveCount === undefined ? rest : { ...rest, maxReceiveCount: Number(maxReceiveCount) };
}
