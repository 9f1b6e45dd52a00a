import { nearName } from '../../base/name-difference.js';
import type { QueueSelector } from '../config/model.js';
import { describeQueue, describeSelector, type NoQueue, type QueueSelection } from './select-queues.js';

/** Why a queue that exists may not be found. */
export const visibilityNote = 'This OAuth client sees only the queues in the divisions of its roles.';

/** What is wrong with a selector, for people: one sentence, and queues to choose from. */
export function explainSelection(
  selector: QueueSelector,
  selection: Exclude<QueueSelection, { kind: 'found' }>,
): { readonly what: string; readonly lines: readonly string[] } {
  if (selection.kind === 'ambiguous') {
    return {
      what: selection.queues.every(({ name }) => selector.kind !== 'name' || name === selector.name)
        ? `${selection.queues.length} queues are called ${quoted(selector)}.`
        : `${selection.queues.length} queues have an id that contains ${quoted(selector)}.`,
      lines: selection.queues.map((queue) => `- ${describeQueue(queue)}`),
    };
  }
  const near = selection.near.map((queue) => `- ${describeQueue(queue)}`);
  const elsewhere = isElsewhere(selector, selection);
  return {
    what: noneText(selector, selection),
    lines:
      near.length === 0
        ? []
        : [elsewhere ? 'There is:' : 'Probably meant:', ...near, ...differenceLines(selector, selection)],
  };
}

/** How a name, or its division, differs from the one that looks the same. */
function differenceLines(selector: QueueSelector, selection: NoQueue): readonly string[] {
  if (selection.difference !== undefined) return [`It differs ${selection.difference}.`];
  if (selector.kind === 'id' || selector.division === undefined) return [];
  const divisions = selection.near.map(({ division }) => division.name);
  if (divisions.includes(selector.division)) return [];
  const { difference } = nearName(selector.division, divisions, 0);
  return difference === undefined ? [] : [`The division differs ${difference}.`];
}

function noneText(selector: QueueSelector, selection: NoQueue): string {
  switch (selector.kind) {
    case 'id':
      return `No queue has the id ${selector.id}.`;
    case 'glob':
      return `No queue fits ${describeSelector(selector)}.`;
    case 'name': {
      if (!isElsewhere(selector, selection)) {
        return `No queue is called ${quoted(selector)}${selector.division === undefined ? '' : ` in division "${selector.division}"`}.`;
      }
      return `Queue ${quoted(selector)} is not in division "${selector.division}".`;
    }
  }
}

/** Whether the name is right and the division is not. */
function isElsewhere(selector: QueueSelector, { near }: NoQueue): boolean {
  return (
    selector.kind === 'name' &&
    selector.division !== undefined &&
    near.some(({ name }) => name === selector.name)
  );
}

function quoted(selector: QueueSelector): string {
  switch (selector.kind) {
    case 'id':
      return selector.id;
    case 'name':
      return `"${selector.name}"`;
    case 'glob':
      return `"${selector.glob}"`;
  }
}
