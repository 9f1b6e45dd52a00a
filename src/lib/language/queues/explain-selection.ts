import type { QueueSelector } from '../config/model.js';
import { describeQueue, describeSelector, type QueueSelection } from './select-queues.js';

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
  return {
    what: noneText(selector, selection),
    lines:
      near.length === 0 ? [] : [isElsewhere(selector, selection) ? 'There is:' : 'Probably meant:', ...near],
  };
}

function noneText(selector: QueueSelector, selection: QueueSelection & { kind: 'none' }): string {
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
function isElsewhere(selector: QueueSelector, { near }: QueueSelection & { kind: 'none' }): boolean {
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
