import { nearNames } from '../../base/near-names.js';
import type { QueueSelector } from '../config/model.js';
import { globExpression } from '../names/globs.js';
import type { Queue } from './queue.js';

/** What a selector chooses of a list of queues. */
export type QueueSelection =
  | { readonly kind: 'found'; readonly queues: readonly Queue[] }
  /** `near`: queues that were probably meant, best first; those of the right name in another division among them. */
  | { readonly kind: 'none'; readonly near: readonly Queue[] }
  /** A name that several queues carry. */
  | { readonly kind: 'ambiguous'; readonly queues: readonly Queue[] };

/** Near names to show for a name that fits nothing. */
const nearLimit = 5;

/**
 * Chooses queues of a list: a name and an id exactly one, a glob one or more.
 * @param suggest Whether to look for near names, which takes some milliseconds for each thousand of queues.
 */
export function selectQueues(
  selector: QueueSelector,
  queues: readonly Queue[],
  suggest = true,
): QueueSelection {
  const nearQueues = (name: string): readonly Queue[] => (suggest ? queuesNear(name, queues) : []);
  switch (selector.kind) {
    case 'id': {
      const queue = queues.find(({ id }) => id === selector.id.toLowerCase());
      return queue === undefined ? { kind: 'none', near: [] } : { kind: 'found', queues: [queue] };
    }
    case 'name': {
      const named = queues.filter(({ name }) => name === selector.name);
      const fitting = named.filter((queue) => isIn(selector.division, queue));
      if (fitting.length === 1) return { kind: 'found', queues: fitting };
      if (fitting.length > 1) return { kind: 'ambiguous', queues: fitting };
      return { kind: 'none', near: named.length > 0 ? named : nearQueues(selector.name) };
    }
    case 'glob': {
      const pattern = globExpression(selector.glob);
      const named = queues.filter(({ name }) => pattern.test(name));
      const fitting = named.filter((queue) => isIn(selector.division, queue));
      if (fitting.length > 0) return { kind: 'found', queues: fitting };
      const near = named.length > 0 ? named : nearQueues(selector.glob.replaceAll('*', ''));
      return { kind: 'none', near: near.slice(0, nearLimit) };
    }
  }
}

/** A selector in words, e.g. `glob "Sales DE*"` or `name "Support" in division "Retail"`. */
export function describeSelector(selector: QueueSelector): string {
  switch (selector.kind) {
    case 'id':
      return `id ${selector.id}`;
    case 'name':
      return `name "${selector.name}"${inDivision(selector.division)}`;
    case 'glob':
      return `glob "${selector.glob}"${inDivision(selector.division)}`;
  }
}

/** A queue as messages list it. */
export function describeQueue(queue: Queue): string {
  return `"${queue.name}" in division "${queue.division.name}", id ${queue.id}`;
}

function isIn(division: string | undefined, queue: Queue): boolean {
  return division === undefined || queue.division.name === division;
}

function inDivision(division: string | undefined): string {
  return division === undefined ? '' : ` in division "${division}"`;
}

function queuesNear(name: string, queues: readonly Queue[]): readonly Queue[] {
  const names = nearNames(
    name,
    queues.map((queue) => queue.name),
    nearLimit,
  );
  return names.flatMap((near) => queues.filter((queue) => queue.name === near)).slice(0, nearLimit);
}
