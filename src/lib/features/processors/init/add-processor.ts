import { parseDocument } from 'yaml';
import { jsonText } from '../../../base/unprintable.js';
import { addToText } from '../../../language/config/document/edit/index.js';

/** What is added to the file. */
export interface ProcessorPlace {
  readonly name: string;
  readonly handler: string;
  /** Names of routes that should send to it. */
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
 * A file's text with a processor among its targets and those of some routes; every other character stays. Undefined where
 * that cannot be done: it is not valid, or has an alias there.
 */
export function addProcessor(text: string, { name, handler, routes }: ProcessorPlace): string | undefined {
  if (fileContent(text) === undefined) return undefined;
  const added = addToText(text, [
    { kind: 'entry', path: ['targets'], key: name, value: { processor: { handler } }, layout: 'all lines' },
    ...routes.map((route) => ({ kind: 'item', path: ['routes', route, 'targets'], value: name }) as const),
  ]);
  return added.kind === 'added' ? added.text : undefined;
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
