import type { JsonObject } from '../../../base/json.js';
import { ownValue } from '../../../base/own-value.js';
import type { Tags } from '../../../clients/aws/tags-model.js';
import type { Config, QueueSelector } from '../../../language/config/model.js';
import type { ChosenQueue, ResolvedQueues } from '../../../language/queues/resolved-queues.js';
import { describeSelector } from '../../../language/queues/select-queues.js';
import { readHashes, writeHashes } from '../ownership/hashed-record.js';
import { shortHash } from '../ownership/mark.js';
import type { MarkedRule } from './rules-reading.js';

/** Keys of a rule's tags that hold by which names of the file its queues were chosen, each hashed with the queue's id. */
const PREFIX = 'genesys-gcx:queues:';
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The tags to set and to remove so that a rule's record is that of its queues. */
export function queueRecordTags(
  config: Pick<Config, 'routes'>,
  queues: ResolvedQueues,
  rule: { readonly route: string; readonly pattern: JsonObject },
  live: Tags,
): { readonly tags: Tags; readonly remove: readonly string[] } {
  const ids = queueIdsIn(rule.pattern);
  const selectors = ownValue(config.routes, rule.route)?.queues ?? [];
  const hashes = (ownValue(queues, rule.route) ?? [])
    .filter(({ id }) => ids.has(id))
    .flatMap((queue) =>
      selectors
        .filter((selector) => isChosenBy(queue, selector))
        .map((selector) => recordHash(selector, queue.id)),
    );
  return writeHashes(live, PREFIX, new Set(hashes));
}

/** Whether a rule's tags hold such a record: rules of an earlier gcx and adopted ones have none. */
export function hasQueueRecord(tags: Tags): boolean {
  return readHashes(tags, PREFIX).size > 0;
}

/**
 * The id of the queue that a name of the file chose when the live rules of its route were made; undefined where they
 * do not say it, or speak of several.
 */
export function recordedQueueId(
  rules: readonly MarkedRule[],
  route: { readonly name: string; readonly renamedFrom?: string },
  selector: QueueSelector,
): string | undefined {
  const found = new Set(
    rules
      .filter((rule) => rule.route !== undefined && [route.name, route.renamedFrom].includes(rule.route))
      .flatMap((rule) => {
        const recorded = readHashes(rule.tags, PREFIX);
        return [...queueIdsIn(rule.pattern)].filter((id) => recorded.has(recordHash(selector, id)));
      }),
  );
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function isChosenBy(queue: ChosenQueue, selector: QueueSelector): boolean {
  if (selector.kind !== 'name') return false;
  if (queue.chosenBy === describeSelector(selector)) return true;
  const { name, division } = selector;
  return queue.name === name && (division === undefined || queue.division.name === division);
}

function recordHash(selector: QueueSelector, id: string): string {
  return shortHash(`${describeSelector(selector)}\n${id}`);
}

/** All UUIDs of a pattern, the queues' among them. */
function queueIdsIn(pattern: JsonObject | undefined): ReadonlySet<string> {
  return new Set(JSON.stringify(pattern ?? {}).match(UUID) ?? []);
}
