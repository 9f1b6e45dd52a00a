import { isScalar, type Pair, type YAMLMap, type YAMLSeq } from 'yaml';
import { endOf, type Layout, startOf } from './layout.js';
import { insertion, type TextEdit } from './text-edit.js';

/** Lines after an entry of a map by indentation. @param column of the map's keys */
export function linesAfterEntry(
  layout: Layout,
  map: YAMLMap,
  index: number,
  lines: readonly string[],
  root: YAMLMap | undefined,
): TextEdit {
  const column = mapColumn(layout, map);
  const last = index === map.items.length - 1;
  const at = afterLineOf(layout, map.items[index]);
  const keepsBlanks = isKeepScalar(layout, map.items[index]?.value);
  const gap =
    blankBefore(layout, map) ??
    (root !== undefined &&
      lines.length > 1 &&
      isOverLines(layout, map.items[index]) &&
      blankBefore(layout, root));
  const place = last ? afterComments(layout, at, column) : at;
  return wholeLines(layout, place, indentedBy(column, lines), last && !keepsBlanks && gap === true);
}

/** Lines after the last item of a list by indentation. */
export function linesAfterItem(layout: Layout, list: YAMLSeq, lines: readonly string[]): TextEdit {
  const column = layout.column(list.range?.[0] ?? 0);
  const last = list.items.at(-1);
  const inner = column > 0 && layout.leading(list.range?.[0] ?? 0).length === column;
  const at = afterLineOf(layout, last);
  // A comment right below dashes that stand in the column of the key above may belong to the next key.
  return wholeLines(
    layout,
    afterComments(layout, at, inner ? column : column + 1),
    indentedBy(column, lines),
    false,
  );
}

/**
 * Lines below a key that has no value yet; what says so (`{}`, `null`) goes.
 * @param lines indented from the key
 */
export function linesBelowKey(layout: Layout, pair: Pair, lines: readonly string[]): readonly TextEdit[] {
  const start = startOf(pair.key) ?? 0;
  const colon = layout.text.indexOf(':', endOf(pair.key));
  const written = emptyValue(layout, pair, colon);
  const column = layout.column(start);
  const at = nextLine(layout, Math.max(colon, written.end - 1));
  const edit = wholeLines(layout, afterComments(layout, at, column + 1), indentedBy(column, lines), false);
  return written.end > written.start ? [{ ...written, text: '' }, edit] : [edit];
}

/** Column of a map's keys; of its `?` where keys are written so. */
export function mapColumn(layout: Layout, map: YAMLMap): number {
  return layout.column(map.range?.[0] ?? 0);
}

/** Offset of the next line after a thing's last one; the text's end where there is none. */
function afterLineOf(layout: Layout, item: unknown): number {
  // What goes over lines with | or > ends with its line's break.
  return nextLine(layout, Math.max(startOf(item) ?? 0, endOf(item) - 1));
}

function nextLine({ text }: Layout, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline + 1;
}

/** The offset after the comment lines that follow at once and are indented at least so far. */
function afterComments({ text }: Layout, offset: number, column: number): number {
  let at = offset;
  for (;;) {
    const comment = /^( *)#[^\n]*(\n|$)/.exec(text.slice(at));
    if (comment === null || (comment[1] ?? '').length < column) return at;
    at += comment[0].length;
  }
}

function wholeLines(layout: Layout, at: number, lines: readonly string[], blank: boolean): TextEdit {
  const newline = layout.lineBreakAt(Math.max(0, at - 1));
  const all = blank ? ['', ...lines] : lines;
  const ended = at === 0 || layout.text[at - 1] === '\n';
  return insertion(
    at,
    ended ? all.map((line) => line + newline).join('') : all.map((line) => newline + line).join(''),
  );
}

/** Whether a blank line stands before the last entry of a map; undefined of one that has a single entry. */
function blankBefore(layout: Layout, map: YAMLMap): boolean | undefined {
  const [before, last] = map.items.slice(-2);
  if (last === undefined) return undefined;
  return /\n[ \t]*\r?\n/.test(layout.text.slice(Math.max(0, endOf(before) - 1), startOf(last)));
}

/** Whether an entry takes more than one line. */
function isOverLines({ text }: Layout, item: unknown): boolean {
  return text.slice(startOf(item), Math.max(0, endOf(item) - 1)).includes('\n');
}

/** A text whose last blank lines are its own. */
function isKeepScalar({ text }: Layout, value: unknown): boolean {
  if (!isScalar(value) || value.type?.startsWith('BLOCK') !== true) return false;
  return /^[|>][0-9]*\+/.test(text.slice(value.range?.[0]));
}

/** Where an empty value is written, with the spaces before it; nothing where it is left out. */
function emptyValue({ text }: Layout, { value }: Pair, colon: number): { start: number; end: number } {
  const end = endOf(value);
  const written = text.slice(startOf(value) ?? 0, end);
  return written === '' || end <= colon ? { start: colon + 1, end: colon + 1 } : { start: colon + 1, end };
}

function indentedBy(column: number, lines: readonly string[]): readonly string[] {
  return lines.map((line) => ' '.repeat(column) + line);
}
