import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileOfZip } from '../../processor/build/index.js';

/** The first place of a stack that is in the project's sources, such as `handlers/sales.ts:12:7`. */
export async function placeInSources(trace: readonly string[], zip: Uint8Array): Promise<string | undefined> {
  for (const line of trace) {
    const [, name, row, column] = /\/([\w-]+\.mjs):(\d+):(\d+)\)?$/.exec(line) ?? [];
    const map = name === undefined ? undefined : await fileOfZip(zip, `${name}.map`);
    if (map === undefined) continue;
    const entry = new SourceMap(JSON.parse(map) as SourceMapPayload).findEntry(
      Number(row) - 1,
      Number(column) - 1,
    );
    if ('originalSource' in entry && typeof entry.originalSource === 'string')
      return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  }
  return undefined;
}
