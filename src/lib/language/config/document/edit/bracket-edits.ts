import { isMap, type YAMLMap, type YAMLSeq } from 'yaml';
import { endOf, type Layout, startOf } from './layout.js';
import { insertion, type TextEdit } from './text-edit.js';

/** What is put in brackets: on one line, and over lines where its neighbors are. */
export interface BracketPart {
  readonly line: string;
  readonly lines: readonly string[];
}

/** A part after the last one of a map or list in brackets. */
export function partAfterLast(
  layout: Layout,
  node: YAMLMap | YAMLSeq,
  part: BracketPart,
): readonly TextEdit[] {
  const last = node.items.at(-1);
  if (last === undefined) return [intoEmpty(layout, node, part)];
  const { text } = layout;
  const start = startOf(last) ?? 0;
  const end = endOf(last);
  const close = (node.range?.[1] ?? end) - 1;
  const comma = commaAfter(text, end, close);
  const first = comma === undefined ? [insertion(end, ',')] : [];
  const trailing = comma === undefined ? '' : ',';
  const after = comma === undefined ? end : comma + 1;
  const ownLine = text.slice(layout.lineStart(start), start).trim() === '';
  if (!ownLine)
    return [...first, insertion(after, ` ${part.line}${trailing}`.replace(/^ /, layout.afterComma))];
  const newline = layout.lineBreakAt(after);
  const inset = layout.leading(start);
  const lines = part.lines.map((line) => newline + inset + line).join('');
  const lineEnd = endOfLine(text, after);
  // Where the bracket closes on the line of the last part, what is added comes before it.
  const at = close < lineEnd ? after : lineEnd;
  return [...first, insertion(at, lines + trailing)];
}

function intoEmpty(layout: Layout, node: YAMLMap | YAMLSeq, { line, lines }: BracketPart): TextEdit {
  const { text } = layout;
  const start = (node.range?.[0] ?? 0) + 1;
  const close = (node.range?.[1] ?? start + 1) - 1;
  const inner = text.slice(start, close);
  if (!inner.includes('\n')) {
    const padding = isMap(node) ? layout.padding : '';
    return { start, end: close, text: padding + line + padding };
  }
  const newline = layout.lineBreakAt(start);
  const inset = layout.leading(close) + layout.step;
  return insertion(layout.lineStart(close), lines.map((each) => inset + each + newline).join(''));
}

/** The offset of the comma after the last part, past spaces and comments. */
function commaAfter(text: string, from: number, close: number): number | undefined {
  for (let at = from; at < close; at++) {
    if (text[at] === ',') return at;
    if (text[at] === '#') at = endOfLine(text, at);
  }
  return undefined;
}

/** The offset of a line's break; what ends the text where there is none. */
function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return text[newline - 1] === '\r' ? newline - 1 : newline;
}
