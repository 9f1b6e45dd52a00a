import { textColumns } from '../../base/terminal/columns.js';
import { displayWidth } from '../../base/terminal/width.js';
import type { Change, FieldChange } from '../../engine/change/model.js';
import type { PlanLine } from './plan-line.js';

/** Lines with who made the difference: beside the first, where it has room. */
export function withOrigin(lines: readonly PlanLine[], words: string | undefined): readonly PlanLine[] {
  const [first, ...rest] = lines;
  if (first === undefined || words === undefined) return lines;
  const text = `${first.text}   ${words}`;
  if (displayWidth(text) <= textColumns()) return [{ ...first, text }, ...rest];
  return [...lines, { text: `${' '.repeat(8)}${words}` }];
}

/** Who made a difference, where it was not the file alone; undefined where it was, or gcx cannot tell. */
export function wordsOf(origin: FieldChange['origin']): string | undefined {
  switch (origin) {
    case 'outside':
      return 'changed outside gcx';
    case 'both':
      return 'changed outside gcx, and by the file';
    case 'file':
    case 'unknown':
    case undefined:
      return undefined;
  }
}

/** The same of a thing as a whole. */
export function wordsOfThing({ origin, action }: Change): string | undefined {
  if (origin === undefined) return undefined;
  return action === 'create' ? 'deleted outside gcx' : 'changed outside gcx';
}
