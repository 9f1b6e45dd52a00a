import { isDeepStrictEqual } from 'node:util';
import { isCollection, isMap, isScalar, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import { jsonText } from '../../../base/unprintable.js';

/** What is added to the file. */
export interface ProcessorPlace {
  readonly name: string;
  readonly handler: string;
  /** Names of routes that shall send to it. */
  readonly routes: readonly string[];
}

/** The lines to paste under `targets:`. @param file the text of the file, which may be JSON */
export function processorLines(
  { name, handler }: Pick<ProcessorPlace, 'name' | 'handler'>,
  file: string,
): readonly string[] {
  if (file.trimStart().startsWith('{'))
    return [`  ${jsonText(name)}: ${jsonText({ processor: { handler } })}`];
  return [`  ${name}:`, '    processor:', `      handler: ${handler}`];
}

/**
 * A file's text with a processor among its targets and those of some routes; every other character stays. Undefined
 * where that is not sure to come out right: the file is not written in blocks, or uses anchors there.
 */
export function addProcessor(text: string, place: ProcessorPlace): string | undefined {
  if (fileContent(text) === undefined) return undefined;
  const document = parseDocument(text, { prettyErrors: false });
  const targets = document.get('targets', true);
  if (!isMap(targets) || targets.flow === true) return undefined;
  const edits = [targetEdit(text, targets, place)];
  for (const route of place.routes) {
    const list = document.getIn(['routes', route, 'targets'], true);
    edits.push(isSeq(list) ? routeEdit(text, list, place.name) : undefined);
  }
  let edited = text;
  // From the end on, so that the places before stay right.
  for (const edit of [...edits].sort((a, b) => (b?.at ?? 0) - (a?.at ?? 0))) {
    if (edit === undefined) return undefined;
    edited = edited.slice(0, edit.at) + edit.text + edited.slice(edit.at);
  }
  return isDeepStrictEqual(fileContent(edited), wanted(text, place)) ? edited : undefined;
}

/** What a file says; undefined where that cannot be read. */
export function fileContent(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) return undefined;
  try {
    return document.toJS();
  } catch {
    // An alias of nothing, or too many of them.
    return undefined;
  }
}

/** A text to put in at an offset. */
interface Edit {
  readonly at: number;
  readonly text: string;
}

function targetEdit(text: string, targets: YAMLMap, place: ProcessorPlace): Edit | undefined {
  const [first] = targets.items;
  if (first === undefined || !isScalar(first.key) || !first.key.range) return undefined;
  const indent = columnOf(text, first.key.range[0]);
  const lines = processorLines(place, text).map((line) => `${' '.repeat(indent)}${line.slice(2)}\n`);
  return afterLine(text, endOf(targets), lines.join(''));
}

function routeEdit(text: string, list: YAMLSeq, name: string): Edit | undefined {
  const last = list.items.at(-1);
  if (!isScalar(last) || !last.range) return undefined;
  if (list.flow === true) return { at: last.range[1], text: `, ${name}` };
  const start = list.range?.[0];
  if (start === undefined || start === null) return undefined;
  return afterLine(text, last.range[1], `${' '.repeat(columnOf(text, start))}- ${name}\n`);
}

/** Where a collection's last value ends, comments after it not counted. */
function endOf(node: unknown): number {
  if (isMap(node) && node.flow !== true) {
    const last = node.items.at(-1);
    return Math.max(endOf(last?.value), endOf(last?.key));
  }
  if (isSeq(node) && node.flow !== true) return endOf(node.items.at(-1));
  return (isScalar(node) || isCollection(node)) && node.range ? node.range[1] : 0;
}

/** An insertion as lines of their own after the line of an offset. */
function afterLine(text: string, offset: number, lines: string): Edit {
  // The value of a block scalar ends with its line's end.
  const newline = text.indexOf('\n', Math.max(0, offset - 1));
  return newline === -1
    ? { at: text.length, text: `\n${lines}` }
    : { at: newline + 1, text: text[newline - 1] === '\r' ? lines.replaceAll('\n', '\r\n') : lines };
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** What the edited file must say: all that it said, and the processor. */
function wanted(text: string, { name, handler, routes }: ProcessorPlace): unknown {
  const document = parseDocument(text, { prettyErrors: false });
  document.setIn(['targets', name], document.createNode({ processor: { handler } }));
  for (const route of routes) document.addIn(['routes', route, 'targets'], name);
  return document.toJS();
}
