import { editDistance } from '../../base/near-names.js';
import type { Genesys } from '../../clients/genesys/model.js';
import { isPartOfUuid } from '../../language/config/document/nearly-uuid.js';
import type { QueueSelector } from '../../language/config/model.js';
import type { Queue } from '../../language/queues/queue.js';
import type { QueueSelection } from '../../language/queues/select-queues.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Hexadecimal digits of a whole id, without its hyphens. */
const DIGITS = 32;

/** Digits that may be wrong or missing in a long id for the queue to be named as the one that was probably meant. */
const WRONG_DIGITS = 3;

/** Queues that are told whose ids are like one that fits none. */
const LIKE_SHOWN = 5;

/** Whether a text is a whole id of Genesys Cloud, a UUID. */
export function isQueueId(text: string): boolean {
  return UUID.test(text);
}

/** The queues that an id which is not whole can mean. */
export interface QueuesOfId {
  /** Those whose id contains it, or of which it is the id with a character left out. */
  readonly fitting: readonly Queue[];
  /** Whether it is almost a whole id: something was lost on the way. */
  readonly damaged: boolean;
  /** Where none fits: those whose id differs in a few digits, the nearest first. */
  readonly near: readonly Queue[];
}

/** Looks for the queues that a part of an id, or an id that was copied badly, means. Hyphens and capitals do not matter. */
export function queuesOfId(text: string, queues: readonly Queue[]): QueuesOfId {
  const wanted = digitsOf(text);
  const containing = queues.filter(({ id }) => digitsOf(id).includes(wanted));
  if (containing.length > 0)
    return { fitting: containing, damaged: text.length > DIGITS && text.length < 36, near: [] };
  if (wanted.length < DIGITS - WRONG_DIGITS) return { fitting: [], damaged: false, near: [] };
  const measured = queues
    .map((queue) => ({ queue, distance: editDistance(wanted, digitsOf(queue.id)) }))
    .filter(({ distance }) => distance <= WRONG_DIGITS)
    .sort((one, other) => one.distance - other.distance);
  // A digit that is missing can be only there; one that is wrong could mean another queue altogether.
  const lost =
    wanted.length < DIGITS ? measured.filter(({ distance }) => distance === DIGITS - wanted.length) : [];
  return {
    fitting: lost.map(({ queue }) => queue),
    damaged: true,
    near: lost.length > 0 ? [] : measured.map(({ queue }) => queue),
  };
}

function digitsOf(id: string): string {
  return id.replaceAll('-', '').toLowerCase();
}

/**
 * What selectors of a file choose, with the queues whose ids are like one that fits none: a part of an id that is written as
 * a name, or an id in which digits are wrong. They are only told: a file says whole ids.
 */
export async function withQueuesOfIds(
  queues: Pick<Genesys['queues'], 'all'>,
  selectors: readonly QueueSelector[],
  selections: readonly QueueSelection[],
): Promise<readonly QueueSelection[]> {
  const texts = selectors.map((selector, at) => {
    const selection = selections[at];
    const isLost = selection?.kind === 'none' && selection.near.length === 0;
    const text = selector.kind === 'id' ? selector.id : selector.kind === 'name' ? selector.name : '';
    return isLost && isPartOfUuid(text) ? text : undefined;
  });
  if (texts.every((text) => text === undefined)) return selections;
  const all = await queues.all();
  return selections.map((selection, at) => {
    const text = texts[at];
    if (text === undefined) return selection;
    const { fitting, near } = queuesOfId(text, all);
    const like = fitting.length > 0 ? fitting : near;
    return like.length === 0 ? selection : { kind: 'none', near: like.slice(0, LIKE_SHOWN) };
  });
}
