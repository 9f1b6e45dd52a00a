import { GcxError } from '../../base/gcx-error.js';
import type { Diagnostic } from '../../base/terminal/diagnostic.js';
import { readConfig } from '../../language/config/document/read-config.js';
import type { SourceFile } from '../../language/config/document/source-file.js';
import type { SourceNode } from '../../language/config/document/source-node.js';
import type { ConfigOptions } from '../../language/config/index.js';
import type { ConfigPath } from '../../language/config/model.js';
import type { Origin } from './proposal.js';

/**
 * The error of an edit that would leave problems in the file: each with the flag that brings it.
 * @param options with the file as it would be
 */
export async function blamed(
  file: string,
  errors: readonly Diagnostic[],
  options: ConfigOptions,
  origins: readonly Origin[],
): Promise<GcxError> {
  const { root, source } = await readConfig(options);
  const told = errors.map((error) => {
    const path = root === undefined ? [] : pathAt(root, offsetOf(source, error));
    const flag = flagOf(path, origins);
    return { flag, text: flag === undefined ? error.message : `${flag}: ${error.message}`, fix: error.fix };
  });
  const [first] = told;
  const one = told.length === 1 && first !== undefined;
  return new GcxError({
    code: 'would-be-invalid',
    what: one ? first.text : `With this, ${file} would have ${told.length} problems.`,
    ...(one ? {} : { details: told.map(({ text, fix }) => (fix === undefined ? text : `${text} ${fix}`)) }),
    why: `Nothing was written: ${file} would not be valid.`,
    ...(one && first.fix !== undefined ? { fix: first.fix } : {}),
  });
}

/** The flag whose path is the longest beginning of a path. */
function flagOf(path: ConfigPath, origins: readonly Origin[]): string | undefined {
  return origins
    .filter((origin) => origin.path.every((step, index) => path[index] === step))
    .toSorted((one, other) => other.path.length - one.path.length)[0]?.flag;
}

function offsetOf(source: SourceFile, { position }: Diagnostic): number {
  return position === undefined ? 0 : source.lineStart(position.line) + position.column - 1;
}

/** The path of the innermost thing that an offset is in; of a key, that of its value. */
function pathAt(node: SourceNode, offset: number): ConfigPath {
  if (node.kind === 'map') {
    const entries = [...node.entries];
    const entry = entries.findLast(([, { keyRange }]) => keyRange.start <= offset);
    if (entry === undefined) return [];
    const [key, { value }] = entry;
    return [key, ...(value.range.start <= offset ? pathAt(value, offset) : [])];
  }
  if (node.kind === 'list') {
    const index = node.items.findLastIndex(({ range }) => range.start <= offset);
    const item = node.items[index];
    return item === undefined ? [] : [index, ...pathAt(item, offset)];
  }
  return [];
}
