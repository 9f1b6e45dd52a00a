import type { SourceNode } from '../document/source-node.js';
import type { ConfigPath } from '../model.js';

/** A pattern of the file as JSON, with where each of its values stands in the file. */
export interface PatternSource {
  /** As `JSON.stringify` writes it, but for the order of keys: that of the file. */
  readonly text: string;
  /**
   * The path in the file of the value that begins at an offset of {@link text}; the pattern's own where none does.
   */
  pathAt(offset: number): ConfigPath;
}

/**
 * Writes a pattern of the file as the JSON that EventBridge gets.
 * @param path the pattern's own path in the file
 */
export function patternSource(pattern: SourceNode, path: ConfigPath): PatternSource {
  const paths = new Map<number, ConfigPath>();
  let text = '';
  const write = (node: SourceNode, at: ConfigPath): void => {
    paths.set(text.length, at);
    if (node.kind === 'scalar') {
      text += JSON.stringify(node.value);
      return;
    }
    text += node.kind === 'list' ? '[' : '{';
    if (node.kind === 'list') {
      for (const [index, item] of node.items.entries()) {
        if (index > 0) text += ',';
        write(item, [...at, index]);
      }
    } else {
      for (const [index, [key, { value }]] of [...node.entries].entries()) {
        text += `${index > 0 ? ',' : ''}${JSON.stringify(key)}:`;
        write(value, [...at, key]);
      }
    }
    text += node.kind === 'list' ? ']' : '}';
  };
  write(pattern, path);
  return { text, pathAt: (offset) => paths.get(offset) ?? path };
}

/**
 * The path in the file of the key at which a part of a dotted field ends: of `routes.r.pattern.details.eventBody.x` and
 * `details` that of `details`.
 * @param condition the path of a condition's list
 * @param depth how many of its steps lead to the pattern
 */
export function pathOfField(condition: ConfigPath, depth: number, field: string): ConfigPath {
  const names = field.split('.').length;
  let seen = 0;
  for (const [index, step] of condition.entries()) {
    if (index < depth || step === '$or' || typeof step === 'number') continue;
    seen += step.split('.').length;
    if (seen >= names) return condition.slice(0, index + 1);
  }
  return condition;
}
