import { nearName } from '../../base/name-difference.js';
import { plainSigns } from '../../base/odd-signs.js';
import type { QueueSelector } from '../config/model.js';
import { globExpression } from '../names/globs.js';
import type { Queue } from './queue.js';

/** What a selector chooses of a list of queues. */
export type QueueSelection =
  | { readonly kind: 'found'; readonly queues: readonly Queue[] }
  | NoQueue
  /** A name that several queues carry. */
  | { readonly kind: 'ambiguous'; readonly queues: readonly Queue[] };

/** No queue fits. */
export interface NoQueue {
  readonly kind: 'none';
  /** Queues that were probably meant, best first; those of the right name in another division among them. */
  readonly near: readonly Queue[];
  /** How the name of `near` differs where it looks the same, such as `only in a no-break space`. */
  readonly difference?: string;
}

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
  const without = (name: string, named: readonly Queue[]): NoQueue => {
    if (named.length > 0) return { kind: 'none', near: named };
    return suggest ? queuesNear(name, queues) : { kind: 'none', near: [] };
  };
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
      return without(selector.name, named);
    }
    case 'glob': {
      const pattern = globExpression(selector.glob);
      const named = queues.filter(({ name }) => pattern.test(name));
      const fitting = named.filter((queue) => isIn(selector.division, queue));
      if (fitting.length > 0) return { kind: 'found', queues: fitting };
      const alike = named.length > 0 || !suggest ? undefined : globLookingAlike(selector.glob, queues);
      return alike ?? without(selector.glob.replaceAll('*', ''), named.slice(0, nearLimit));
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

function queuesNear(name: string, queues: readonly Queue[]): NoQueue {
  const { names, difference } = nearName(
    name,
    queues.map((queue) => queue.name),
    nearLimit,
  );
  const near = names.flatMap((each) => queues.filter((queue) => queue.name === each)).slice(0, nearLimit);
  return { kind: 'none', near, ...(difference === undefined ? {} : { difference }) };
}

/** The queues that a glob fits which looks the same: without signs that only look like others, odd spaces and capitals. */
function globLookingAlike(glob: string, queues: readonly Queue[]): NoQueue | undefined {
  const plain = plainSigns(glob).replaceAll(/\s+/g, ' ').trim();
  const { source, flags } = globExpression(plain);
  for (const anyCase of [false, true]) {
    const pattern = new RegExp(source, anyCase ? `${flags}i` : flags);
    const near = queues.filter(({ name }) => pattern.test(name)).slice(0, nearLimit);
    if (near.length === 0) continue;
    const signs = plain === glob ? undefined : nearName(glob, [plain]).difference;
    const letters = anyCase ? 'upper and lower case' : undefined;
    const difference =
      signs === undefined ? `only in ${letters}` : [signs, letters].filter(Boolean).join(' and ');
    return { kind: 'none', near, difference };
  }
  return undefined;
}
