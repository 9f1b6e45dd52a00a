import { placeAt } from '../schema/known-keys.js';
import { inner, type TextLine, type TextLines } from './text-lines.js';

/**
 * Whether the schema may take a line where it stands. The answer no is certain: a check of the file would refuse the line
 * there. It takes a fraction of such a check, and most moves of a line fail it.
 */
export function mayStand(lines: TextLines, line: TextLine | undefined): boolean {
  if (line === undefined || lines.isInBrackets(line)) return true;
  const isItem = /^-(\s|$)/.test(line.text);
  const path = pathAbove(lines, line, isItem);
  if (path === undefined) return true;
  const place = placeAt(path);
  if (place === undefined) return true;
  if (isItem) return place.takesItems;
  const key = keyOf(line.text);
  return key === undefined || place.takesKey(key);
}

/** The path of what would hold a line; undefined where the lines do not tell it. */
function pathAbove(
  lines: TextLines,
  line: TextLine,
  isItem: boolean,
): readonly (string | number)[] | undefined {
  const owner = lines.holder(line, isItem);
  if (owner === undefined) return [];
  const ownerIsItem = /^-(\s|$)/.test(owner.text);
  const list = pathAbove(lines, owner, ownerIsItem);
  if (list === undefined) return undefined;
  const above = ownerIsItem ? [...list, 0] : list;
  const rest = owner.text.slice(inner(owner) - owner.indent);
  // Another key of the item that begins with "- ".
  if (ownerIsItem && inner(owner) === line.indent) return above;
  if (ownerIsItem && /^-\s*(#.*)?$/.test(owner.text)) return above;
  const key = keyOf(rest);
  return key !== undefined && /:\s*(#.*)?$/.test(rest) ? [...above, key] : undefined;
}

/** The key that a text begins with, if it is a plain or a quoted one. */
function keyOf(text: string): string | undefined {
  const [, double, single, plain] =
    /^(?:"([^"\\]*)"|'([^']*)'|([A-Za-z_$][^\s:"'{}[\],#]*))\s*:(?:\s|$)/.exec(text) ?? [];
  return double ?? single ?? plain;
}
