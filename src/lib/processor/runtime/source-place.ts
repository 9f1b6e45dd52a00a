import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

/** A place in a file of the bundle, as a line of a stack has it. */
const BUNDLED = /(file:\/\/[^\s()?]*\/([\w-]+\.mjs))(?:\?[^\s():]*)?:(\d+):(\d+)\)?$/;

/** By name of the bundled file; undefined where it has none. */
const maps = new Map<string, SourceMap | undefined>();

/**
 * A line of a stack with the place in the handler's source, such as `at handlers/sales.ts:12:7`: names in the bundle are
 * letters. The maps beside the code are read at the first error. A line that they say nothing of stays as it is.
 */
export function sourcePlace(line: string): string {
  const [, url, name, row = '', column = ''] = BUNDLED.exec(line) ?? [];
  if (name === undefined || new URL(name, import.meta.url).href !== url) return line;
  const entry = mapOf(name)?.findEntry(Number(row) - 1, Number(column) - 1);
  if (entry === undefined || !('originalSource' in entry) || typeof entry.originalSource !== 'string')
    return line;
  return `at ${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

function mapOf(name: string): SourceMap | undefined {
  if (!maps.has(name)) maps.set(name, readMap(name));
  return maps.get(name);
}

function readMap(name: string): SourceMap | undefined {
  try {
    const text = readFileSync(new URL(`${name}.map`, import.meta.url), 'utf8');
    return new SourceMap(JSON.parse(text) as SourceMapPayload);
  } catch {
    // That the place is not known is no reason for an error to be lost.
    return undefined;
  }
}
